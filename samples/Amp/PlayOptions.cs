using System;
using System.Globalization;
using System.Linq;

namespace Amp;

/// <summary>What the command line asks for after "play".</summary>
/// <param name="Input">The path of a wave file, or "-" for standard input.</param>
/// <param name="Output">The path of the wave file to write, or "-" for standard output.</param>
/// <param name="Model">The name of the network.</param>
/// <param name="Rate">The rate at which the network runs; null for that of the file.</param>
/// <param name="Bits">The bits of a sample in the file to write; 32 are floats.</param>
/// <param name="Raw">The samples of standard input and output: "f32" or "s16"; null for wave files.</param>
internal sealed record PlayOptions(string Input, string Output, string Model, int? Rate, int Bits, string? Raw)
{
    private const int MostRate = 768_000;

    /// <summary>Reads the arguments. Gives a message if they are wrong.</summary>
    public static PlayOptions? Parse(ReadOnlySpan<string> arguments, out string message)
    {
        message = "expected two files after play";
        if (arguments.Length < 2)
        {
            return null;
        }

        PlayOptions options = new(arguments[0], arguments[1], "1x16", null, 32, null);
        ReadOnlySpan<string> rest = arguments[2..];
        for (; rest.Length >= 2; rest = rest[2..])
        {
            (string name, string value) = (rest[0], rest[1]);
            PlayOptions? next = (name, value) switch
            {
                ("--model", _) when Effect.Names.Contains(value) => options with { Model = value },
                ("--bits", "16" or "24" or "32") => options with { Bits = int.Parse(value, CultureInfo.InvariantCulture) },
                ("--raw", "f32" or "s16") => options with { Raw = value },
                ("--rate", _) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int rate)
                    && rate is >= Models.TrainedRate and <= MostRate => options with { Rate = rate },
                _ => null,
            };
            if (next is null)
            {
                message = name switch
                {
                    "--model" => $"--model: expected {string.Join(", ", Effect.Names)}, found {value}",
                    "--bits" => $"--bits: expected 16, 24, or 32 for floats, found {value}",
                    "--raw" => $"--raw: expected f32 or s16, found {value}",
                    "--rate" => $"--rate: expected {Models.TrainedRate} to {MostRate}, found {value}",
                    _ => $"expected --model, --rate, --bits or --raw, found {name}",
                };
                return null;
            }

            options = next;
        }

        bool hasPipe = options.Input == "-" || options.Output == "-";
        bool isPipe = options.Input == "-" && options.Output == "-";
        message = rest.Length > 0 ? $"{rest[0]}: expected a value after it"
            : options.Raw is null && hasPipe ? "standard input and output need --raw f32 or --raw s16"
            : options.Raw is not null && !isPipe ? "--raw needs - for both files: standard input and output"
            : "";
        return message.Length == 0 ? options : null;
    }
}

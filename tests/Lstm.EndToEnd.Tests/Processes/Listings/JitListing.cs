using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Lstm.EndToEnd.Tests.Processes.Listings;

/// <summary>The machine code of a method: an entry of DOTNET_JitDisasm.</summary>
/// <param name="Type">The type's full name, as the JIT prints it.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Instructions">Its code.</param>
/// <param name="CodeSize">Its bytes.</param>
/// <param name="Text">The whole entry, for whoever has to find out why it is not as it should be.</param>
internal sealed partial record JitListing(string Type, string Method, IReadOnlyList<Instruction> Instructions, int CodeSize, string Text)
{
    /// <summary>Loops that contain no other: from the label that a jump goes back to, up to that jump.</summary>
    public IReadOnlyList<IReadOnlyList<Instruction>> InnermostLoops
    {
        get
        {
            Dictionary<string, int> labels = [];
            List<(int First, int Last)> loops = [];
            for (int i = 0; i < Instructions.Count; i++)
            {
                if (Instructions[i].Label.Length > 0)
                {
                    labels[Instructions[i].Label] = i;
                }

                if (labels.TryGetValue(Instructions[i].Target, out int start))
                {
                    loops.Add((start, i));
                }
            }

            return
            [
                .. loops.Where(loop => !loops.Any(other => other != loop && other.First >= loop.First && other.Last <= loop.Last))
                    .Select(loop => (IReadOnlyList<Instruction>)[.. Instructions.Skip(loop.First).Take(loop.Last - loop.First + 1)]),
            ];
        }
    }

    /// <summary>All entries of a file.</summary>
    public static IReadOnlyList<JitListing> Read(string file) =>
        [.. File.ReadAllText(file)
            .Split("; Assembly listing for method ")
            .Skip(1)
            .Select(static entry => Parse("; Assembly listing for method " + entry))];

    /// <summary>One entry.</summary>
    public static JitListing Parse(string text)
    {
        Match title = Title.Match(text);
        Match size = Size.Match(text);
        List<Instruction> instructions = [];
        string label = "";
        foreach (string line in text.Split('\n'))
        {
            if (Label.Match(line) is { Success: true } match)
            {
                label = match.Groups["label"].Value;
            }
            else if (Instruction.Parse(line, label) is { } instruction)
            {
                instructions.Add(instruction);
                label = "";
            }
        }

        return new JitListing(
            title.Groups["type"].Value, title.Groups["method"].Value, instructions,
            int.Parse(size.Groups["size"].Value, CultureInfo.InvariantCulture), text);
    }

    // "; Assembly listing for method Namespace.Type:Method(byref,nint) (FullOpts)"
    [GeneratedRegex(@"^; Assembly listing for method (?<type>[^:\s]+):(?<method>[^\s(\[]+)")]
    private static partial Regex Title { get; }

    // "; Total bytes of code 1433"
    [GeneratedRegex(@"^; Total bytes of code (?<size>\d+)", RegexOptions.Multiline)]
    private static partial Regex Size { get; }

    // "G_M000_IG04:"
    [GeneratedRegex(@"^(?<label>G_M\w+):")]
    private static partial Regex Label { get; }
}

using System;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Nam;

/// <summary>The sizes that a NAM file declares, all within the limits of a class.</summary>
/// <param name="Inputs">The number of inputs per step.</param>
/// <param name="Hidden">The number of units of each layer.</param>
/// <param name="Layers">The number of stacked layers.</param>
/// <param name="Outputs">The number of outputs of the head.</param>
internal sealed record NamSizes(int Inputs, int Hidden, int Layers, int Outputs)
{
    private const int Gates = 4;

    /// <summary>Gets the count of all numbers in the file: for each layer a matrix, a bias and two states, then the head.</summary>
    public long Count
    {
        get
        {
            long count = (long)Outputs * (Hidden + 1);
            for (int layer = 0; layer < Layers; layer++)
            {
                count += (long)Gates * Hidden * (InputsOf(layer) + Hidden) + (Gates + 2L) * Hidden;
            }

            return count;
        }
    }

    /// <summary>Reads the member <c>config</c>.</summary>
    public static NamSizes Read(JsonObject config)
    {
        int inputs = Size(config, "input_size", NetworkShape.MaxInput, ifAbsent: null);
        int channels = Size(config, "in_channels", NetworkShape.MaxInput, ifAbsent: inputs);
        if (channels != inputs)
        {
            throw config["in_channels"]!.Error($"{inputs}, the same as input_size", $"{channels}");
        }

        return new NamSizes(
            inputs,
            Size(config, "hidden_size", NetworkShape.MaxSize, ifAbsent: null),
            Size(config, "num_layers", NetworkShape.MaxLayers, ifAbsent: null),
            Size(config, "out_channels", NetworkShape.MaxSize, ifAbsent: 1));
    }

    /// <summary>Returns the number of inputs of a layer.</summary>
    public int InputsOf(int layer) => layer == 0 ? Inputs : Hidden;

    private static int Size(JsonObject config, string name, int largest, int? ifAbsent)
    {
        if (ifAbsent is { } absent && !config.Has(name))
        {
            return absent;
        }

        int value = config.Require(name).AsInt();
        return value >= 1 && value <= largest ? value : throw config[name]!.Error(FormattableString.Invariant($"1 to {largest}"));
    }
}

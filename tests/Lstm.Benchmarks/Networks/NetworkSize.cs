using System.Globalization;
using System.Linq;

namespace Lstm.Benchmarks.Networks;

/// <summary>The size of a network without a head, written <c>input x hidden</c>, 8x64, and with <c>x layers</c> behind it where there are several: 1x8x2.</summary>
/// <param name="Input">Values a step takes in.</param>
/// <param name="Hidden">Units of each layer.</param>
/// <param name="Layers">Stacked layers.</param>
internal readonly record struct NetworkSize(int Input, int Hidden, int Layers = 1)
{
    private const int Lanes = 8;
    private const int Gates = 4;
    private const int MaxSize = 1024;
    private const int MaxLayers = 8;

    /// <summary>Hidden units rounded up to whole vectors of eight.</summary>
    public int PaddedHidden => (Hidden + Lanes - 1) / Lanes * Lanes;

    /// <summary>Multiply-adds that the mathematics of a step calls for.</summary>
    public int MultiplyAdds => Gates * Hidden * Columns;

    /// <summary>Multiply-adds of a step that a kernel does, the lanes of padded units counted as well.</summary>
    public int PaddedMultiplyAdds => Gates * PaddedHidden * Columns;

    /// <summary>Bytes of packed float weights that a step reads, the bias among them.</summary>
    public int PackedBytes => Gates * PaddedHidden * (Columns + Layers) * sizeof(float);

    /// <summary>Values that weights are multiplied by in one step, over all layers: the input or what the layer below puts out, and the hidden state.</summary>
    private int Columns => Input + Hidden + (Layers - 1) * 2 * Hidden;

    /// <summary>Reads <c>8x64</c> or <c>1x8x2</c>; null when it is not a size that can be generated.</summary>
    public static NetworkSize? Parse(string text)
    {
        static int? Number(string digits, int max) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= max ? value : null;

        string[] parts = text.Split('x');
        if (parts.Length is not (2 or 3))
        {
            return null;
        }

        return Number(parts[0], MaxSize) is { } input && Number(parts[1], MaxSize) is { } hidden && Number(parts.ElementAtOrDefault(2) ?? "1", MaxLayers) is { } layers
            ? new NetworkSize(input, hidden, layers)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Input}x{Hidden}{(Layers > 1 ? $"x{Layers}" : "")}");
}

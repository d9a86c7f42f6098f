using System.Globalization;
using System.Linq;

namespace Lstm.Benchmarks.Networks;

/// <summary>The size of a network without a head, written <c>8x64</c> for input x hidden, or <c>1x8x2</c> with two layers.</summary>
/// <param name="Input">Inputs of a step.</param>
/// <param name="Hidden">Units of each layer.</param>
/// <param name="Layers">Stacked layers.</param>
internal readonly record struct NetworkSize(int Input, int Hidden, int Layers = 1)
{
    private const int Lanes = 8;
    private const int Gates = 4;
    private const int MaxInput = 4096;
    private const int MaxSize = 1024;
    private const int MaxLayers = 8;

    /// <summary>The hidden units, rounded up to whole vectors of eight.</summary>
    public int PaddedHidden => (Hidden + Lanes - 1) / Lanes * Lanes;

    /// <summary>The multiply-adds in the equations of a step.</summary>
    public int MultiplyAdds => Gates * Hidden * Columns;

    /// <summary>The multiply-adds that a kernel computes in a step, including those of padded units.</summary>
    public int PaddedMultiplyAdds => Gates * PaddedHidden * Columns;

    /// <summary>The bytes of packed float weights that a step reads, including the bias.</summary>
    public int PackedBytes => Gates * PaddedHidden * (Columns + Layers) * sizeof(float);

    /// <summary>The values that a step multiplies with weights, over all layers: inputs, and hidden states.</summary>
    private int Columns => Input + Hidden + (Layers - 1) * 2 * Hidden;

    /// <summary>Parses <c>8x64</c> or <c>1x8x2</c>; returns null if it is not a size that can be generated.</summary>
    public static NetworkSize? Parse(string text)
    {
        static int? Number(string digits, int max) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= max
                ? value
                : null;

        string[] parts = text.Split('x');
        if (parts.Length is not (2 or 3))
        {
            return null;
        }

        return Number(parts[0], MaxInput) is { } input
            && Number(parts[1], MaxSize) is { } hidden
            && Number(parts.ElementAtOrDefault(2) ?? "1", MaxLayers) is { } layers
            ? new NetworkSize(input, hidden, layers)
            : null;
    }

    /// <summary>Parses the list of sizes that this program passes to another process: valid sizes with commas between them.</summary>
    public static NetworkSize[] ParseList(string text) => [.. text.Split(',').Select(static size => Parse(size)!.Value)];

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Input}x{Hidden}{(Layers > 1 ? $"x{Layers}" : "")}");
}

using System.Globalization;

namespace Lstm.Benchmarks.Networks;

/// <summary>The size of a one-layer network without a head, written <c>input x hidden</c>: 8x64.</summary>
internal readonly record struct NetworkSize(int Input, int Hidden)
{
    private const int Lanes = 8;
    private const int Gates = 4;
    private const int MaxSize = 1024;

    /// <summary>Hidden units rounded up to whole vectors of eight.</summary>
    public int PaddedHidden => (Hidden + Lanes - 1) / Lanes * Lanes;

    /// <summary>Multiply-adds that the mathematics of a step calls for.</summary>
    public int MultiplyAdds => Gates * Hidden * (Input + Hidden);

    /// <summary>Multiply-adds of a step that a kernel does, the lanes of padded units counted as well.</summary>
    public int PaddedMultiplyAdds => Gates * PaddedHidden * (Input + Hidden);

    /// <summary>Bytes of packed weights that a step reads, the bias among them.</summary>
    public int PackedBytes => Gates * PaddedHidden * (1 + Input + Hidden) * sizeof(float);

    /// <summary>Reads <c>8x64</c>; null when it is not a size that can be generated.</summary>
    public static NetworkSize? Parse(string text)
    {
        static int? Number(string digits) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is >= 1 and <= MaxSize ? value : null;

        string[] parts = text.Split('x');
        return parts.Length == 2 && Number(parts[0]) is { } input && Number(parts[1]) is { } hidden ? new NetworkSize(input, hidden) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Input}x{Hidden}");
}

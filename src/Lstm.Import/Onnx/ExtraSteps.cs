namespace Lstm.Import.Onnx;

/// <summary>Entries of a time axis that are no steps: the padding of a convolution, or what it computes from padding.</summary>
/// <param name="Axis">The id of the axis.</param>
/// <param name="Before">
/// The number of entries before the first step. They are zeros or earlier inputs, and only a convolution may take them.
/// </param>
/// <param name="After">The number of entries after the last step. They have any values, until a node cuts them off.</param>
internal sealed record ExtraSteps(int Axis, int Before, int After)
{
    /// <summary>The most entries at each end, well above what a convolution of a class looks back at.</summary>
    public const int Most = 1 << 20;

    /// <summary>Why a value with such entries cannot be rearranged or joined.</summary>
    public const string Kept = "it keeps the padding of a convolution";

    /// <summary>The graph input that has the earlier inputs before the first step; null if zeros are there.</summary>
    public string? Past { get; init; }

    public int Count => Before + After;

    /// <summary>Why no layer other than a convolution takes the value; null if others may take it.</summary>
    public string? OnlyConvolved => Before == 0 ? null
        : Past is null ? "zeros are before the first step of its input, which only a convolution may take"
        : $"its input is joined with the graph input '{Past}' along an axis, which only a convolution may take";

    /// <summary>Returns the entries that are left after a cut at both ends; null if the cut takes steps of the network.</summary>
    /// <param name="start">The number of entries that are cut at the start.</param>
    /// <param name="end">The number of entries that are cut at the end.</param>
    public ExtraSteps? Cut(long start, long end) => start >= 0 && start <= Before && end >= 0 && end <= After
        ? this with { Before = Before - (int)start, After = After - (int)end }
        : null;
}

namespace Lstm.Tool.Statistics;

/// <summary>How a tensor of two files compares.</summary>
internal enum TensorComparison
{
    /// <summary>The same, bit for bit or within the tolerance.</summary>
    Equal,

    /// <summary>Some values differ.</summary>
    Differs,

    /// <summary>The shapes differ.</summary>
    OtherShape,

    /// <summary>Only the first file has it.</summary>
    OnlyInFirst,

    /// <summary>Only the second file has it.</summary>
    OnlyInSecond,
}

namespace Lstm.Tool.Statistics;

/// <summary>The result of comparing a tensor of two files.</summary>
internal enum TensorComparison
{
    /// <summary>All values are equal, bit for bit or within the tolerance.</summary>
    Equal,

    /// <summary>Some values differ.</summary>
    Differs,

    /// <summary>The shapes differ.</summary>
    OtherShape,

    /// <summary>Only the first file has the tensor.</summary>
    OnlyInFirst,

    /// <summary>Only the second file has the tensor.</summary>
    OnlyInSecond,
}

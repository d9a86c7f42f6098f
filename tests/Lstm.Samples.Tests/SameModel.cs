namespace Lstm.Samples.Tests;

/// <summary>The sample's network.</summary>
[Lstm(input: 3, hidden: 16, Output = 1)]
internal sealed partial class SameModel;

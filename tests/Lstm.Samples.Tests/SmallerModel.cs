namespace Lstm.Samples.Tests;

/// <summary>Another network than the sample's: half of its units.</summary>
[Lstm(input: 3, hidden: 8, Output = 1)]
internal sealed partial class SmallerModel;

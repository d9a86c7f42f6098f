namespace Lstm.Extensions.DependencyInjection.Tests;

/// <summary>The network of these tests.</summary>
[Lstm(input: 1, hidden: 4, Output = 1)]
internal sealed partial class ServedAmp;

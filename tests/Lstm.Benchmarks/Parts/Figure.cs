namespace Lstm.Benchmarks.Parts;

/// <summary>A plot.</summary>
/// <param name="Name">The name of its file, without a folder.</param>
/// <param name="Svg">The content of the file.</param>
internal sealed record Figure(string Name, string Svg);

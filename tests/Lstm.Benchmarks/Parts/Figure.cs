namespace Lstm.Benchmarks.Parts;

/// <summary>A plot.</summary>
/// <param name="Name">Its file's name, without a folder.</param>
/// <param name="Svg">The file.</param>
internal sealed record Figure(string Name, string Svg);

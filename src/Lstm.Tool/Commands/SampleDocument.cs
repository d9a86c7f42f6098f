namespace Lstm.Tool.Commands;

/// <summary>The result of sample.</summary>
/// <param name="Output">The canonical file that was written.</param>
/// <param name="Class">The name of the class.</param>
/// <param name="Source">The source code that declares the class.</param>
/// <param name="NextCommand">A command that runs the model; null if it was written to standard output.</param>
internal sealed record SampleDocument(string Output, string Class, string Source, string? NextCommand);

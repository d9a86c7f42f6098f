namespace Lstm.Generator.Model;

/// <summary>A type around the class, to be opened again as partial.</summary>
/// <param name="Keyword">What it is declared with: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">Its name as declared, without an <c>@</c>.</param>
/// <param name="Parent">The type it is nested in itself, or null.</param>
internal sealed record ContainingType(string Keyword, string Name, ContainingType? Parent);

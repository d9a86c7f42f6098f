namespace Lstm.Generator.Model;

/// <summary>A type around the class. The generated code declares it again as partial.</summary>
/// <param name="Keyword">The keyword: <c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">Its declared name, without an <c>@</c>.</param>
/// <param name="Parent">The type that contains it, or null.</param>
/// <param name="TypeParameters">Its type parameters, as in <c>in T, out U</c>; empty for a type that is not generic.</param>
internal sealed record ContainingType(string Keyword, string Name, ContainingType? Parent, string TypeParameters = "");

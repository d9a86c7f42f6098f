namespace Lstm.Generator.Tests.Mistakes;

/// <summary>A wrong declaration, and what the compiler must say about it.</summary>
/// <param name="Source">The declaration, without the usings.</param>
/// <param name="Type">The class as other code writes it.</param>
/// <param name="Said">The ids, in order: first those of the generator, then those of the compiler.</param>
/// <param name="SaidOfUse">What is said in addition if a declaration uses <c>State</c>; null for nothing.</param>
internal sealed record Mistake(string Source, string Type, string Said, string? SaidOfUse = null);

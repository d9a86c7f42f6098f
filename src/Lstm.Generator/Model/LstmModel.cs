using Lstm.Shared;

namespace Lstm.Generator.Model;

/// <summary>One annotated class: all that the generator knows past its transform, in plain values that compare by content.</summary>
/// <param name="Type">Which class the code completes.</param>
/// <param name="Shape">Which network it becomes.</param>
/// <param name="Weights">The embedded resource that its <c>Default</c> is loaded from, as the attribute names it; null for none.</param>
/// <param name="Traced">Whether it can show its gates.</param>
internal sealed record LstmModel(ModelType Type, NetworkShape Shape, string? Weights = null, bool Traced = false);

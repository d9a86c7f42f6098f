using Lstm.Shared;

namespace Lstm.Generator.Model;

/// <summary>One annotated class: the only input of the emitters, in plain values that compare by content.</summary>
/// <param name="Type">The class that the generated code completes.</param>
/// <param name="Shape">The network.</param>
/// <param name="Weights">The name of the embedded resource for <c>Default</c>, as in the attribute; null for none.</param>
/// <param name="Traced">Whether the class can record traces of its gates.</param>
/// <param name="Own">The members that the class has already, so that none is generated.</param>
internal sealed record LstmModel(
    ModelType Type,
    NetworkShape Shape,
    string? Weights = null,
    bool Traced = false,
    OwnMembers Own = OwnMembers.None);

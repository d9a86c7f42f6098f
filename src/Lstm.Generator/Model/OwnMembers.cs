using System;

namespace Lstm.Generator.Model;

/// <summary>
/// The members that a class has already and that generated code would otherwise add. The class's own members win: the generated class then
/// lacks these, or implements them for its interfaces only.
/// </summary>
[Flags]
internal enum OwnMembers
{
    /// <summary>None: everything is generated.</summary>
    None = 0,

    /// <summary>The property <c>Declaration</c>.</summary>
    Declaration = 1 << 0,

    /// <summary>The property <c>ParameterCount</c>.</summary>
    ParameterCount = 1 << 1,

    /// <summary>The property <c>Weights</c>.</summary>
    Weights = 1 << 2,

    /// <summary>The method <c>Load(ReadOnlyMemory&lt;byte&gt;)</c>.</summary>
    LoadBytes = 1 << 3,

    /// <summary>The method <c>LoadAsync</c>.</summary>
    LoadAsync = 1 << 4,

    /// <summary>The method <c>TryLoad</c>.</summary>
    TryLoad = 1 << 5,

    /// <summary>The method <c>Random</c>, or the class uses the type <c>Random</c>, which the method would hide.</summary>
    Random = 1 << 6,

    /// <summary>The overload of <c>Step</c> that takes or returns a single number.</summary>
    ScalarStep = 1 << 7,

    /// <summary>The method <c>ToString</c>.</summary>
    Text = 1 << 8,

    /// <summary>The attribute <c>[DebuggerDisplay]</c>.</summary>
    DebuggerDisplay = 1 << 9,

    /// <summary>A part of the struct <c>State</c>.</summary>
    StatePart = 1 << 10,

    /// <summary>The attribute <c>[JsonConverter]</c> on a part of the struct <c>State</c>.</summary>
    StateConverter = 1 << 11,
}

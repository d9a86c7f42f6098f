namespace Lstm.Generator.Emission;

/// <summary>Short names, in the emitters, of what generated code writes in full.</summary>
/// <remarks>
/// Generated code uses <c>global::</c> outside its own namespace, so that no type, member or alias of the user's can hide a name. Aliases
/// in the generated file would not be safe: a <c>global using</c> of the same name is an error.
/// </remarks>
internal static class Aliases
{
    /// <summary>The runtime's services for generated code.</summary>
    public const string Services = "global::Lstm.CompilerServices.";

    /// <summary>The class <c>Unsafe</c>.</summary>
    public const string Unsafe = CompilerServices + "Unsafe";

    /// <summary>The class <c>MemoryMarshal</c>.</summary>
    public const string MemoryMarshal = "global::System.Runtime.InteropServices.MemoryMarshal";

    /// <summary>The type of inputs.</summary>
    public const string Inputs = "global::System.ReadOnlySpan<float>";

    /// <summary>The type of outputs.</summary>
    public const string Outputs = "global::System.Span<float>";

    /// <summary>
    /// The attribute of a generated member with code in the user's class. The class itself does not get it, which would exclude the user's
    /// own members.
    /// </summary>
    public const string Uncovered = "[" + Excluded + "]";

    /// <summary>The attribute of a property that returns a part of its own structure.</summary>
    public const string UnscopedRef = "[" + CodeAnalysis + "UnscopedRef]";

    private const string CompilerServices = "global::System.Runtime.CompilerServices.";
    private const string CodeAnalysis = "global::System.Diagnostics.CodeAnalysis.";
    private const string Excluded = CodeAnalysis + "ExcludeFromCodeCoverage";

    /// <summary>The attributes of a generated type.</summary>
    public static string Generated(SourceWriter writer) =>
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"LstmGen\", {Text.Literal(writer.Options.Version)}), {Excluded}]";

    /// <summary>The attribute of an array in place.</summary>
    public static string InlineArray(int length) => $"[{CompilerServices}InlineArray({Text.Int(length)})]";
}

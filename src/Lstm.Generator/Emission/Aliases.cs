namespace Lstm.Generator.Emission;

/// <summary>The namespaces that generated code refers to, by the aliases that its file declares.</summary>
/// <remarks>
/// A name before <c>::</c> is looked up among aliases only, so that no type or member of the user's can hide it. The two underscores keep
/// the aliases apart from names in the global namespace: the C# specification reserves such names for tools.
/// </remarks>
internal static class Aliases
{
    /// <summary>The runtime's services for generated code.</summary>
    public const string Services = "__Lstm::";

    /// <summary>The class <c>Unsafe</c>.</summary>
    public const string Unsafe = "__Runtime::Unsafe";

    /// <summary>The class <c>MemoryMarshal</c>.</summary>
    public const string MemoryMarshal = "__Interop::MemoryMarshal";

    /// <summary>
    /// The attribute of a generated member with code in the user's class. The class itself does not get it, which would exclude the user's
    /// own members.
    /// </summary>
    public const string Uncovered = "[__CodeAnalysis::ExcludeFromCodeCoverage]";

    /// <summary>The attribute of a property that returns a part of its own structure.</summary>
    public const string UnscopedRef = "[__CodeAnalysis::UnscopedRef]";

    private const string Inline = "__Runtime::InlineArray";

    /// <summary>The attributes of a generated type.</summary>
    public static string Generated(SourceWriter writer) =>
        $"[__CodeDom::GeneratedCode(\"LstmGen\", {Text.Literal(writer.Options.Version)}), __CodeAnalysis::ExcludeFromCodeCoverage]";

    /// <summary>The attribute of an array in place.</summary>
    public static string InlineArray(int length) => $"[{Inline}({Text.Int(length)})]";

    public static void Emit(SourceWriter writer) => writer.Lines("""
        // C# looks up a name before "::" only among aliases, so none of your types or members can hide these.
        using __CodeAnalysis = global::System.Diagnostics.CodeAnalysis;
        using __CodeDom = global::System.CodeDom.Compiler;
        using __Interop = global::System.Runtime.InteropServices;
        using __Lstm = global::Lstm.CompilerServices;
        using __Runtime = global::System.Runtime.CompilerServices;
        """);
}

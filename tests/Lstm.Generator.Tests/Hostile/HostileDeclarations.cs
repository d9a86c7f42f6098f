using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Shared;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lstm.Generator.Tests.Hostile;

/// <summary>
/// Declarations that are legal in themselves and meet the generated code in every way that we know: by members, base classes, types around
/// the class and namespaces. Each has a namespace of its own, so that one project can contain many.
/// </summary>
internal static class HostileDeclarations
{
    private static readonly string[] s_attributes =
    [
        "Lstm(1, 1)", "Lstm(2, 2, Output = 1, Trace = true, Weights = \"a\")", "Lstm(1, 2, Precision = LstmPrecision.Int8)",
        "Gru(1, 1, Bidirectional = true)", "Lstm(1, 1, StochasticForget = true, Residual = true)",
        "Lstm(1, 1, Direction = Direction.Backward, Weights = \"a\")", "Lstm(1, 24)",
        "Lstm(1, 1), global::Lstm.Dense(2), global::Lstm.Gru(3), global::Lstm.Lstm(2, Output = 1)",
    ];

    // NAME is a name that generated code uses.
    private static readonly string[] s_members =
    [
        "public int NAME;", "private static readonly int NAME = 1;", "public const int NAME = 1;", "public int NAME { get; set; }",
        "public static string NAME => \"\";", "private protected int NAME { set { } }",
        "public event System.Action NAME { add { } remove { } }",
        "public static event System.Action NAME { add { } remove { } }", "public void NAME() { }", "public int NAME() => 1;",
        "public static int NAME(int one) => one;", "public void NAME(State one) { }", "public void NAME(ref State one, ulong two) { }",
        "public void NAME(ref Amp.State one, System.ReadOnlySpan<float> two, System.Span<float> three) { }",
        "public void NAME(System.ReadOnlySpan<float> two, System.Span<float> three) { }",
        "public void NAME(ref State one, System.ReadOnlySpan<float> two, System.Span<float> three, int four = 0) { }",
        "public void NAME(StateBlock<Amp.State> one, System.ReadOnlySpan<float> two, System.Span<float> three) { }",
        "public void NAME(in State one) { }", "public void NAME(string one) { }", "public void NAME(object one) { }",
        "public void NAME<T>(T one) { }", "public static T NAME<T>(string one) => default;", "public void NAME(params object[] one) { }",
        "public class NAME { }", "public struct NAME { }", "private interface NAME { }", "public enum NAME { One }",
        "public delegate void NAME();", "public record NAME(int One);", "public class NAME<T> { }", "public struct NAME<T> { }",
        "[System.Runtime.CompilerServices.IndexerName(\"NAME\")] public int this[int one] => one;",
        "[System.Runtime.CompilerServices.IndexerName(\"NAME\")] public int this[string one] { get => 1; set { } }",
        "public class Nested { public int NAME; public void Use(State one) { } }", "public partial class Nested { public struct NAME { } }",
        "int IHas.NAME { get; set; } private interface IHas { int NAME { get; set; } }",
        "void IHas.NAME() { } private interface IHas { void NAME(); }",
    ];

    private static readonly string[] s_constructors =
    [
        "", "public Base() { }", "protected Base() { }", "internal Base() { }", "private protected Base() { }", "private Base() { }",
        "public Base(int one = 0) { }", "public Base(int one = 0) { } public Base(string two = null) { }",
        "public Base(params int[] one) { }",
        "public Base(params int[] one) { } public Base(params string[] two) { }", "public Base(int one) { }",
        "public Base(int one = 0) { } public Base(params int[] two) { }", "public Base() { } public Base(params int[] two) { }",
        "[System.Obsolete] public Base() { }", "[System.Obsolete(\"\", true)] public Base() { }",
        "[System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] public Base() { }",
        "public Base(int one = 0) { } private Base(string two = null) { }", "protected internal Base(int one = 0, int two = 0) { }",
    ];

    private static readonly string[] s_bases =
    [
        "public class Amp { }", "protected class Amp { }", "private class Amp { }", "internal struct Amp { }",
        "public delegate void Amp();",
        "public int Amp;", "public int Amp() => 1;", "public class Lstm { }", "public class System { }", "public class Values { }",
        "public static void Load() { }", "public virtual void Load(int one) { }", "public class Span { }", "public required int Must;",
        "public required int Must { get; set; }", "public virtual bool Equals(Base other) => true;",
        "public static Base Load(object one) => null;",
        "[System.Obsolete(\"\", true)] public int Old;", "public int network; public int steps; public int weights; public int state;",
    ];

    private static readonly (string Open, string Close)[] s_containers =
    [
        ("", ""), ("public partial class Outer {", "}"), ("public partial struct Outer {", "}"), ("public partial record Outer {", "}"),
        ("public partial record struct Outer {", "}"), ("public partial interface IOuter {", "}"),
        ("public static partial class Outer {", "}"),
        ("public ref partial struct Outer {", "}"), ("public readonly partial struct Outer {", "}"),
        ("public partial record Outer(int Amps) {", "}"), ("public partial class Outer(int amps) { int Amps => amps;", "}"),
        ("public partial class Outer : System.Collections.Generic.List<int> { public class Amps { }", "}"),
        ("public partial class Outer { public partial class State {", "} }"),
        ("public partial class System { public partial struct Lstm {", "} }"),
        ("public partial class Outer { private class State { } private int InputSize; private static void Step() { }", "}"),
        ("[global::System.Obsolete(\"\", true)] public partial class Outer {", "}"), ("public abstract partial class Outer {", "}"),
    ];

    // @ is the number of the case.
    private static readonly string[] s_namespaces =
    [
        "Demo@", "Demo@.Lstm", "Demo@.System", "Lstm.Demo@", "System.Demo@", "Lstm.CompilerServices.Demo@", "Demo@.Amp",
        "Demo@.@event.@class",
        "Demo@.global.State", "System.Runtime.CompilerServices.Demo@", "Demo@.Lstm.Generated", "Demo@.Lstm.CompilerServices", "Größe@.Ω",
    ];

    private static readonly string[] s_modifiers =
    [
        "", "public sealed ", "internal ", "public unsafe ", "[System.Obsolete] ", "[System.Obsolete(\"\", true)] ",
        "[System.Diagnostics.CodeAnalysis.Experimental(\"X1\")] ", "[System.CLSCompliant(false)] ", "[System.Serializable] ",
        "[System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage] ", "[System.Runtime.CompilerServices.SkipLocalsInit] ",
    ];

    // Types of the runtime that kernels inherit from are named so.
    private static readonly string[] s_names =
    [
        "Amp", "IScratch", "ISequence", "ITraced", "ILane", "IShared", "Vector256", "Activations", "Unsafe", "value", "record", "@class",
        "_",
        "Ämp", "__Lstm", "Lstm", "System", "Kernel", "Values", "Base", "Demo", "var", "file", "field", "nint", "dynamic", "async", "scoped",
    ];

    /// <summary>The names of generated members, of their accessors, and of what generated code uses.</summary>
    private static IReadOnlyList<string> MemberNames { get; } =
    [
        .. Emitted().Concat(Emitted().SelectMany(static name => (string[])["get_" + name, "set_" + name]))
            .Concat(
                ["Amps", "Vector256", "Unsafe", "System", "Lstm", "Values", "AmpKernel", "network", "weights", "op_Equality", "Finalize"])
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Returns the text of every declaration. The class is not always called Amp.</summary>
    public static IEnumerable<string> All()
    {
        int number = 0;
        string Attribute() => "global::Lstm." + s_attributes[number % s_attributes.Length]
            .Replace("(", "Attribute(", StringComparison.Ordinal)
            .Replace("LstmPrecision", "global::Lstm.LstmPrecision", StringComparison.Ordinal)
            .Replace("Direction.", "global::Lstm.Direction.", StringComparison.Ordinal);
        string Declaration(
            string member = "", string around = "", string open = "", string close = "", string space = "Demo@",
            string modifiers = "public ",
            string name = "Amp", string bases = "")
        {
            number++;
            string id = number.ToString(CultureInfo.InvariantCulture);
            string text =
                $"namespace {space.Replace("@e", "%e").Replace("@c", "%c").Replace("@", id).Replace('%', '@')} {{ {around} {open} "
                    + $"[{Attribute()}] {modifiers}partial class {name} {bases} {{ {member} }} {close} }}";
            return Global(text);
        }

        foreach (string name in MemberNames)
        {
            foreach (string member in s_members)
            {
                yield return Declaration(member.Replace("NAME", name, StringComparison.Ordinal));
            }

            foreach (string access in (string[])["public", "private", "protected static", "public abstract", "public virtual"])
            {
                string value = access == "public abstract" ? "{ get; }" : "=> 1;";
                yield return Declaration(
                    access == "public abstract" ? $"public override int {name} => 1;" : "",
                    $"public abstract class Base {{ {access} int {name} {value} }}",
                    bases: ": Base");
                yield return Declaration(
                    "",
                    $"public class Base {{ {access.Replace("abstract", "new")} class {name} {{ }} }}".Replace("virtual", ""),
                    bases: ": Base");
            }
        }

        foreach (string member in s_constructors.Concat(s_bases))
        {
            foreach (string kind in (string[])["class Base", "abstract class Base", "class Base<T>"])
            {
                yield return Declaration(around: $"public {kind} {{ {member} }}", bases: kind.EndsWith('>') ? ": Base<int>" : ": Base");
            }
        }

        foreach ((string open, string close) in s_containers)
        {
            foreach (string space in s_namespaces)
            {
                yield return Declaration(open: open, close: close, space: space);
                yield return Declaration(
                    "public Amp Self => this;", "public class Base { public class Amp { } }", open, close, space, bases: ": Base");
            }
        }

        foreach (string modifiers in s_modifiers)
        {
            foreach ((string open, string close) in s_containers.Take(3))
            {
                yield return Declaration(open: open, close: close, modifiers: modifiers);
            }
        }

        foreach (string name in s_names)
        {
            yield return Declaration(name: name);
            yield return Declaration(name: name, around: $"public class Base {{ public class {name} {{ }} }}", bases: ": Base");
            yield return Declaration(name: name, open: $"public partial class Outer {{ class {name}Kernel {{ }}", close: "}");
        }
    }

    // The types of the templates are those of the framework and of the runtime, wherever a declaration is.
    private static string Global(string text) => System.Text.RegularExpressions.Regex.Replace(
        text, @"(?<![\w.:@])(System\.(Action|Obsolete|ReadOnlySpan|Span<|Runtime|Diagnostics|CLS|Serial|Collections)|StateBlock<)",
        static match => (match.Value[0] == 'S' && match.Value[1] == 't' ? "global::Lstm." : "global::") + match.Value);

    private static IEnumerable<string> Emitted()
    {
        RecurrentShape layer = new(new CellShape(CellKind.Lstm, 1));
        foreach (NetworkShape variant in (NetworkShape[])
            [
                NetworkShape.Stack(1, layer) with { Precision = LstmPrecision.Int8 },
                NetworkShape.Stack(1, layer with { Bidirectional = true }),
                NetworkShape.Stack(1, layer with { Cell = layer.Cell with { StochasticForget = true } }),
            ])
        {
            string text = ModelEmitter.Emit(
                new LstmModel(new ModelType("Demo", Container: null, "Amp"), variant, Weights: "a", Traced: variant.IsCausal));
            TypeDeclarationSyntax type = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes()
                .OfType<ClassDeclarationSyntax>().First(static type => type.Identifier.Text == "Amp");
            foreach (MemberDeclarationSyntax member in type.Members)
            {
                yield return member switch
                {
                    MethodDeclarationSyntax method => method.Identifier.Text,
                    PropertyDeclarationSyntax property => property.Identifier.Text,
                    BaseTypeDeclarationSyntax nested => nested.Identifier.Text,
                    FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
                    _ => "Amps",
                };
            }
        }
    }
}

using System.Collections.Generic;

namespace Lstm.Generator.Tests.Mistakes;

/// <summary>The mistakes of users, by name.</summary>
internal static class MistakeTable
{
    public static IReadOnlyDictionary<string, Mistake> All { get; } = new SortedDictionary<string, Mistake>(System.StringComparer.Ordinal)
    {
        // C# itself demands the word, on the same line and with the same remedy, where the class has two parts.
        ["not partial"] = new("[Lstm(input: 1, hidden: 16)] public sealed class Amp;", "Amp", "LSTM001", "CS0260"),
        ["container not partial"] = new(
            "public class Outer { [Lstm(input: 1, hidden: 16)] public sealed partial class Amp; }", "Outer.Amp", "LSTM002", "CS0260"),
        ["neither partial"] = new(
            "public class Outer { [Gru(input: 1, hidden: 16)] public sealed class Amp; }", "Outer.Amp", "LSTM001 LSTM002", "CS0260 CS0260"),
        ["not partial, with a mistake in a size"] = new("[Lstm(1, 0)] public class Amp;", "Amp", "LSTM006 LSTM001", "CS0260"),

        ["no hidden units"] = new("[Lstm(1, 0)] public sealed partial class Amp;", "Amp", "LSTM006"),
        ["too many hidden units"] = new("[Lstm(1, 2000)] public sealed partial class Amp;", "Amp", "LSTM006"),
        ["too many layers"] = new("[Lstm(1, 16, Layers = 9)] public sealed partial class Amp;", "Amp", "LSTM006"),
        ["impossible sizes"] = new(
            "[Dense(-1)] [Lstm(int.MinValue, int.MaxValue, Layers = -1, Output = -3, Projection = int.MaxValue)] public partial class Amp;",
            "Amp", "LSTM006 LSTM006 LSTM006 LSTM006 LSTM006 LSTM006"),
        ["record"] = new("[Lstm(1, 16)] public partial record Amp;", "Amp", "LSTM004"),
        ["positional record"] = new("[Lstm(1, 16)] public partial record Amp(int Rate);", "Amp", "LSTM004"),
        ["generic"] = new("[Lstm(1, 16)] public partial class Amp<T>;", "Amp<int>", "LSTM005"),
        ["in a generic class"] = new(
            "public partial class Box<T> where T : struct { [Lstm(1, 16)] public partial class Amp; }", "Box<int>.Amp", "LSTM005"),
        ["in a variant interface"] = new(
            "public partial interface IBox<in T, out U> { [Lstm(1, 16)] public partial class Amp; }", "IBox<int, int>.Amp",
            "LSTM005 CS8427"),
        ["structure"] = new("[Lstm(1, 16)] public partial struct Amp;", "Amp", "CS0592"),
        ["interface"] = new("[Lstm(1, 16)] public partial interface Amp;", "Amp", "CS0592"),
        ["static"] = new("[Lstm(1, 16)] public static partial class Amp;", "Amp", "LSTM003"),
        ["abstract"] = new("[Lstm(1, 16)] public abstract partial class Amp;", "Amp", "LSTM003"),
        ["activation without head"] = new(
            "[Lstm(1, 16, OutputActivation = Activation.Tanh)] public partial class Amp;", "Amp", "LSTM009"),
        ["residual outputs without inputs"] = new(
            "[Lstm(1, 16, Output = 2, Residual = true)] public partial class Amp;", "Amp", "LSTM014"),
        ["declared twice"] = new(
            "[Lstm(1, 16, Output = 1)] public partial class Amp; [Lstm(1, 16, Output = 1)] public partial class Amp;",
            "Amp", "LSTM016"),
        ["both kinds with inputs"] = new("[Lstm(1, 16), Gru(1, 16)] public partial class Amp;", "Amp", "LSTM025"),
        ["the same layer twice"] = new("[Lstm(1, 16)] [Lstm(1, 16)] public partial class Amp;", "Amp", "LSTM025"),
        ["layers in the wrong order"] = new("[Gru(16)] [Lstm(1, 8)] public partial class Amp;", "Amp", "LSTM025 LSTM024"),
        ["two layers without input"] = new("[Gru(16)] [Dense(8)] [Lstm(8)] public partial class Amp;", "Amp", "LSTM024"),
        ["too many layers in all"] = new(
            "[Lstm(1, 16, Layers = 3)] [Gru(16, Layers = 3)] [Lstm(16, Layers = 3)] public partial class Amp;", "Amp", "LSTM006"),
        ["options on a later layer"] = new(
            "[Lstm(1, 16)] [Lstm(16, Residual = true, Weights = \"a\", Trace = true, Precision = LstmPrecision.Int8)] "
                + "public partial class Amp;",
            "Amp", "LSTM025 LSTM025 LSTM025 LSTM025"),
        ["recurrent layers on several parts"] = new(
            "[Lstm(1, 16)] public partial class Amp; [Gru(8)] public partial class Amp;", "Amp", "LSTM016"),
        ["trace of a list in two directions"] = new(
            "[Lstm(1, 16, Trace = true)] [Gru(8)] [Lstm(8, Bidirectional = true)] public partial class Amp;", "Amp", "LSTM014"),
        ["precision of a list with random layers"] = new(
            "[Gru(1, 16, Precision = LstmPrecision.Int8)] [Lstm(8, StochasticForget = true)] public partial class Amp;", "Amp", "LSTM021"),
        ["only dense"] = new("[Dense(4)] public partial class Amp;", "Amp", "LSTM017"),
        ["only an affine layer"] = new("[Affine] public partial class Amp;", "Amp", "LSTM017"),
        ["normalisation without epsilon"] = new("[Lstm(1, 16)] [LayerNorm(Epsilon = 0)] public partial class Amp;", "Amp", "LSTM015"),
        ["activation that changes nothing"] = new(
            "[Lstm(1, 16)] [Activation(Activation.Linear)] public partial class Amp;", "Amp", "LSTM009"),
        ["slope of another function"] = new(
            "[Lstm(1, 16)] [Activation(Activation.Relu, Alpha = 0.1f)] public partial class Amp;", "Amp", "LSTM014"),
        ["slopes on several parts"] = new("[Lstm(1, 16)] public partial class Amp; [PRelu] public partial class Amp;", "Amp", "LSTM016"),
        ["pooling before the recurrent layer"] = new("[Pool(Pooling.Mean)] [Lstm(1, 16)] public partial class Amp;", "Amp", "LSTM026"),
        ["pooling between recurrent layers"] = new(
            "[Lstm(1, 16)] [Pool(Pooling.Mean)] [Gru(8)] public partial class Amp;", "Amp", "LSTM026"),
        ["final states after a dense layer"] = new(
            "[Lstm(1, 16)] [Dense(4)] [Pool(Pooling.Final)] public partial class Amp;", "Amp", "LSTM026"),
        ["pooling with a residual"] = new(
            "[Lstm(1, 16, Output = 1, Residual = true)] [Pool(Pooling.Last)] public partial class Amp;", "Amp", "LSTM026"),
        ["no pooling"] = new("[Lstm(1, 16)] [Pool((Pooling)9)] public partial class Amp;", "Amp", "LSTM009"),
        ["sizes that cannot be added"] = new("[Lstm(1, 16)] [Residual(1)] public partial class Amp;", "Amp", "LSTM026"),
        ["residual connection before all layers"] = new("[Residual(1)] [Lstm(1, 16)] public partial class Amp;", "Amp", "LSTM026"),
        ["residual connection around too many layers"] = new("[Lstm(1, 1)] [Residual(2)] public partial class Amp;", "Amp", "LSTM006"),
        ["merge of one direction"] = new("[Lstm(1, 16)] [Merge(Merging.Sum)] public partial class Amp;", "Amp", "LSTM026"),
        ["no merging"] = new(
            "[Lstm(1, 16, Bidirectional = true)] [Merge((Merging)9)] public partial class Amp;", "Amp", "LSTM009"),
        ["trace of a mean"] = new("[Lstm(1, 16, Trace = true)] [Pool(Pooling.Mean)] public partial class Amp;", "Amp", "LSTM014"),
        ["no activation"] = new(
            "[Lstm(1, 16, Output = (int)Sizes.Two, OutputActivation = (Activation)77)] public partial class Amp; "
                + "public enum Sizes { Two = 2 }",
            "Amp", "LSTM009"),
        ["primary constructor"] = new(
            "[Lstm(1, 16)] public partial class Amp(int rate) { public int R => rate; }", "Amp", "LSTM012"),
        ["named like a member"] = new("[Lstm(1, 16)] public partial class Step { }", "Step", "LSTM007"),

        // Then there is no such type, and cannot be one.
        ["named like its state"] = new("[Lstm(1, 16)] public partial class State { }", "State", "LSTM007", "CS0426"),
        ["another state"] = new("[Lstm(1, 16)] public partial class Amp { private int State; }", "Amp", "LSTM007", "CS0426"),
        ["file-local"] = new("[Lstm(1, 16)] file partial class Amp;", "Amp", "LSTM010", "CS0426"),
        ["an accessor's name"] = new(
            "[Lstm(1, 16)] public partial class Amp { public int get_InitialState() => 1; }", "Amp", "LSTM007"),
        ["a method's name"] = new("[Lstm(1, 16)] public partial class Amp { public int Run; }", "Amp", "LSTM007"),
        ["trace in two directions"] = new("[Lstm(1, 16, Bidirectional = true, Trace = true)] public partial class Amp;", "Amp", "LSTM014"),
        ["negative clip"] = new("[Lstm(1, 16, Clip = -1)] public partial class Amp;", "Amp", "LSTM015"),
        ["bad precision"] = new("[Lstm(1, 16, Precision = (LstmPrecision)9)] public partial class Amp;", "Amp", "LSTM021"),
        ["bad arithmetic"] = new("[Lstm(1, 16, Arithmetic = (LstmArithmetic)9)] public partial class Amp;", "Amp", "LSTM021"),
        ["blank resource"] = new("[Lstm(1, 16, Weights = \"\")] public partial class Amp;", "Amp", "LSTM019"),
        ["derived from a network"] = new(
            "[Lstm(1, 16, Output = 1)] public partial class Base; [Lstm(1, 16, Output = 1)] public partial class Amp : Base;",
            "Amp", "LSTM013"),
        ["base without constructor"] = new(
            "public class Base(int rate) { public int Rate => rate; } [Lstm(1, 16)] public partial class Amp : Base;", "Amp", "LSTM013"),
        ["layers on several parts"] = new(
            "[Lstm(1, 16)] [Dense(8)] public partial class Amp; [Dense(2)] public partial class Amp;", "Amp", "LSTM016"),
        ["in the kernels' namespace"] = new(
            "[Lstm(1, 16)] public partial class Amp; } namespace Lstm.Generated { public class Vector256;", "Amp", "LSTM023"),
        ["no input"] = new("[Lstm(hidden: 16)] public partial class Amp;", "Amp", "LSTM024"),
        ["one size"] = new("[Lstm(16)] public partial class Amp;", "Amp", "LSTM024"),

        // These are mistakes in C#, and C# explains them.
        ["no arguments"] = new("[Lstm] public partial class Amp;", "Amp", "CS1729"),
        ["no arguments above the first layer"] = new("[Lstm(1, 16)] [Gru] public partial class Amp;", "Amp", "CS1729"),
        ["argument in the wrong case"] = new("[Lstm(1, 16, output: 1)] public partial class Amp;", "Amp", "CS1739"),
        ["no constant"] = new(
            "[Lstm(Cfg.In, 16)] public partial class Amp; static class Cfg { public static readonly int In = 1; }", "Amp", "CS0182"),
        ["merge without a kind"] = new("[Lstm(1, 16)] [Merge] public partial class Amp;", "Amp", "CS7036"),
        ["residual connection without layers"] = new("[Lstm(1, 16)] [Residual] public partial class Amp;", "Amp", "CS7036"),
        ["pooling without a kind"] = new("[Lstm(1, 16)] [Pool] public partial class Amp;", "Amp", "CS7036"),
        ["pooling twice"] = new(
            "[Lstm(1, 16)] [Pool(Pooling.Max)] [Pool(Pooling.Mean)] public partial class Amp;", "Amp", "CS0579"),
        ["activation without a function"] = new("[Lstm(1, 16)] [Activation] public partial class Amp;", "Amp", "CS7036"),
        ["affine with a size"] = new("[Lstm(1, 16)] [Affine(16)] public partial class Amp;", "Amp", "CS1729"),
        ["dense without size"] = new("[Lstm(1, 16)] [Dense] public partial class Amp;", "Amp", "CS7036"),

        // The generator cannot find a class by an attribute that does not exist.
        ["attribute of another name"] = new("[LstmGen(1, 16)] public partial class Amp;", "Amp", "CS0246 CS0246", "CS0426"),
    };
}

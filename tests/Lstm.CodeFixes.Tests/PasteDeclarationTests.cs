using System.Threading.Tasks;
using Lstm.CodeFixes.Tests.Harness;
using Lstm.Generator.Editor;
using Xunit;

namespace Lstm.CodeFixes.Tests;

public sealed class PasteDeclarationTests
{
    private const string Title = "Use the declaration of \"Demo.amp.safetensors\"";

    [Fact]
    public Task Comments_constants_and_line_breaks_stay() => Fix(
        """
        using Lstm;

        internal static partial class Models
        {
            private const int Hidden = 16;

            /// <summary>An amplifier.</summary>
            [System.Obsolete("Old.", false)]
            // first
            [Dense(8, Activation.Tanh)] // eight
            [{|LSTM041:Lstm(
                input: 1, // mono
                hidden: Hidden, // units
                Weights = "amp.safetensors")|}]
            // last
            [Dense(4)]
            [Dense(1)]
            // the class
            public partial class Amp;
        }
        """,
        """
        using Lstm;

        internal static partial class Models
        {
            private const int Hidden = 16;

            /// <summary>An amplifier.</summary>
            [System.Obsolete("Old.", false)]
            // first
            [Dense(8, Activation.Tanh)] // eight
            [Lstm(
                input: 2, // mono
                hidden: Hidden, Layers = 2, // units
                Weights = "amp.safetensors")]
            [Dense(2)]
            [Dense(3, Activation.Relu)]
            // last
            // the class
            public partial class Amp;
        }
        """,
        "[Dense(8, Activation.Tanh)]\n[Lstm(input: 2, hidden: 16, Layers = 2)]\n[Dense(2)]\n[Dense(3, Activation.Relu)]");

    [Fact]
    public Task New_layers_before_the_first_attribute_follow_the_documentation() => Fix(
        """
        /// <summary>An amplifier.</summary>
        [{|LSTM041:Lstm.Lstm(input: 1, hidden: 16, Weights = "amp.safetensors")|}]
        public partial class Amp;
        """,
        """
        /// <summary>An amplifier.</summary>
        [Lstm.Dense(8, Lstm.Activation.Tanh)]
        [Lstm.Gru(input: 1, hidden: 16, HiddenSize, Weights = "amp.safetensors")]
        public partial class Amp;
        """.Replace("HiddenSize, ", "", System.StringComparison.Ordinal),
        "[Dense(8, Activation.Tanh)]\n[Gru(input: 1, hidden: 16)]");

    [Fact]
    public Task Several_recurrent_layers_become_others() => Fix(
        """
        using Lstm;
        internal static partial class Models
        {
            private const int Hidden = 8;
            // stem
            [Dense(8)] // eight
            [{|LSTM041:Lstm(1, 16, Peephole = true, Trace = true, Weights = "amp.safetensors")|}] // first
            // upper
            [Lstm(Hidden)] // second
            [Dense(2)] // between
            [Gru(4)]
            // head
            [Dense(1)]
            public partial class Amp;
        }
        """,
        """
        using Lstm;
        internal static partial class Models
        {
            private const int Hidden = 8;
            // stem
            [Dense(8)] // eight
            [Lstm(2, 16, Trace = true, Weights = "amp.safetensors")] // first
            [Dense(5)]
            // upper
            [Lstm(Hidden, Layers = 2)] // second
            [Dense(2)] // between
            [Gru(3)]
            // head
            [Dense(1)]
            [Lstm(hidden: 6)]
            public partial class Amp;
        }
        """,
        "[Dense(8)]\n[Lstm(input: 2, hidden: 16)]\n[Dense(5)]\n[Lstm(hidden: 8, Layers = 2)]\n[Dense(2)]\n[Gru(hidden: 3)]\n[Dense(1)]\n"
            + "[Lstm(hidden: 6)]");

    [Fact]
    public Task Several_recurrent_layers_become_one() => Fix(
        """
        using Lstm;
        [{|LSTM041:Lstm(1, 16, Weights = "amp.safetensors")|}]
        // upper
        [Gru(8)]
        // the class
        partial class Amp;
        """,
        """
        using Lstm;
        [Lstm(1, 16, Layers = 3, Output = 1, Weights = "amp.safetensors")]
        // upper
        // the class
        partial class Amp;
        """,
        "[Lstm(input: 1, hidden: 16, Layers = 3, Output = 1)]");

    [Fact]
    public Task Classes_inside_each_other_are_fixed_at_once() => Fix(
        """
        using Lstm;
        [{|LSTM041:Lstm(1, 16, Weights = "amp.safetensors")|}]
        partial class Amp
        {
            [{|LSTM041:Lstm(2, 16, Weights = "amp.safetensors")|}, Dense(7)] partial class Inner;
        }
        [{|LSTM041:global::Lstm.Gru(2, 16, Weights = "amp.safetensors")|}] partial class Other;
        """,
        """
        using Lstm;
        [Lstm(3, 5, Weights = "amp.safetensors")]
        partial class Amp
        {
            [Lstm(3, 5, Weights = "amp.safetensors")] partial class Inner;
        }
        [global::Lstm.Lstm(3, 5, Weights = "amp.safetensors")] partial class Other;
        """,
        "[Lstm(input: 3, hidden: 5)]");

    private static Task Fix(string before, string after, string declaration) => FixTest<WeightsFileAnalyzer, PasteDeclarationFix>.RunAsync(
        before, after, Title, WeightsProject.Declaring(declaration));
}

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

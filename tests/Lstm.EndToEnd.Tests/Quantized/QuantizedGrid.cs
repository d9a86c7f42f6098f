using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Variation = System.Func<Lstm.TestKit.NetworkSpec, Lstm.TestKit.NetworkSpec>;

namespace Lstm.EndToEnd.Tests.Quantized;

/// <summary>
/// Networks in quantized precision: every way of cutting blocks into tiles, odd and even numbers of rows, layers, directions and variants.
/// </summary>
internal static class QuantizedGrid
{
    private const int Drawn = 400;

    private static readonly int[] s_hidden = [1, 2, 3, 7, 8, 9, 15, 16, 17, 23, 24, 25, 33, 40, 41, 63, 64, 65, 100, 129];

    private static readonly int[] s_inputs = [1, 3, 8, 9, 64];

    private static readonly Variation[] s_variations =
    [
        static spec => spec,
        static spec => spec with { Layers = 2, Head = [new DenseSpec(3, Activation.Tanh)] },
        static spec => spec with { Layers = 3 },
        static spec => spec with
        {
            Stem = [new DenseSpec(7, Activation.Relu)],
            Head = [new DenseSpec(2, Activation.Sigmoid), new DenseSpec(1, Activation.Linear)],
        },
        static spec => spec with { Layers = 2, Bidirectional = true },
        static spec => spec with { Direction = Direction.Backward, Layers = 2 },
        static spec => spec with { Residual = true, Head = [new DenseSpec(1, Activation.Linear)] },
        static spec => spec with { Peephole = true, Layers = 2 },
        static spec => spec with { CoupledGates = true, Layers = 2 },
        static spec => spec with { Projection = 5, Layers = 2, Bidirectional = true },
        static spec => spec with { LayerNorm = true },
        static spec => spec with { Clip = 0.7f, CellClip = 0.4f },

        // Hidden states that leave [-1, 1].
        static spec => spec with { Layers = 2, HiddenActivation = new FunctionSpec(Activation.ScaledTanh, 3, 1) },
    ];

    /// <summary>The networks and their classes.</summary>
    public static CompiledNetworks Compiled { get; } = new(
        "LstmGen.Quantized",
        [
            .. ListSpec.Of(NetworkSample.Of(All()).Union([Plain, Deep(LstmPrecision.Int16), Deep(LstmPrecision.Int8)])),
            .. Connected,
            .. WithRoundedInputs,
            .. Lists(),
        ]);

    /// <summary>One layer of 20 units.</summary>
    public static NetworkSpec Plain => new(2, 20) { Precision = LstmPrecision.Int16 };

    /// <summary>Three layers of 20 units.</summary>
    public static NetworkSpec Deep(LstmPrecision precision) => new(2, 20) { Precision = precision, Layers = 3 };

    /// <summary>A network, what it is, and the weights that it was made from.</summary>
    public static (ListSpec Spec, Network Network, LstmWeights Weights) Create(string name)
    {
        ListSpec spec = Compiled.Networks[name];
        LstmWeights weights = RandomWeights.Create(spec, seed: spec.HiddenSize + 7 * spec.Input);
        return (spec, Compiled.Create(spec, weights), weights);
    }

    // Random lists of all cells; rounding errors would change random decisions.
    private static IEnumerable<ListSpec> Lists() => NetworkSample.OfLists(RandomLists.Many(Drawn)
        .Where(NetworkSpecs.IsKnown)
        .Where(static list => !list.IsRandom)
        .Select(static (list, index) => list with { Precision = index % 2 == 0 ? LstmPrecision.Int16 : LstmPrecision.Int8 }));

    /// <summary>
    /// Layers that round inputs that are no hidden states: of the network, of a dense layer, after a merge; streams in lanes, odd numbers
    /// of inputs, runs that look ahead, sums that do not all start from the bias.
    /// </summary>
    public static ListSpec[] WithRoundedInputs =>
    [
        new ListSpec(24, [Lstm(8)]) { Precision = LstmPrecision.Int16 },
        new ListSpec(25, [Lstm(20)]) { Precision = LstmPrecision.Int8 },
        new ListSpec(27, [Lstm(40)]) { Precision = LstmPrecision.Int16 },
        new ListSpec(30, [new RecurrentSpec(CellForm.GruResetBefore, 24)]) { Precision = LstmPrecision.Int16 },
        new ListSpec(70, [new RecurrentSpec(CellForm.GruResetAfter, 70)]) { Precision = LstmPrecision.Int16 },
        new ListSpec(70, [new RecurrentSpec(CellForm.GruResetBefore, 70)]) { Precision = LstmPrecision.Int8 },
        new ListSpec(65, [Lstm(70), Lstm(70), Lstm(70)]) { Precision = LstmPrecision.Int8 },
        new ListSpec(3, [new DenseSpec(29, Activation.Relu), Lstm(30), new DenseSpec(64, Activation.Linear), Lstm(64)])
        {
            Precision = LstmPrecision.Int16,
        },
        new ListSpec(33, [Lstm(20) with { Bidirectional = true }, new MergeSpec(20, Merging.Product), Lstm(3)])
        {
            Precision = LstmPrecision.Int8,
        },
        new ListSpec(40, [Lstm(33) with { LayerNorm = true }]) { Precision = LstmPrecision.Int16 },
    ];

    // A layer of few inputs after a connection, a merge or a folded layer multiplies floats, and so does a layer that looks ahead.
    private static ListSpec[] Connected =>
    [
        new ListSpec(20, [Lstm(20), new ResidualSpec(20, 1), Lstm(20), new ResidualSpec(20, 1)]) { Precision = LstmPrecision.Int8 },
        new ListSpec(70, [Lstm(70), Lstm(70), Lstm(70), new ResidualSpec(70, 1), Lstm(70), new ResidualSpec(70, 3)])
        {
            Precision = LstmPrecision.Int16,
        },
        new ListSpec(20, [Lstm(20), new DenseSpec(20, Activation.Linear), new AffineSpec(20), Lstm(20), new ResidualSpec(20, 3)])
        {
            Precision = LstmPrecision.Int8,
        },
        new ListSpec(5, [Lstm(20) with { Bidirectional = true }, new MergeSpec(20, Merging.Product), Lstm(3)])
        {
            Precision = LstmPrecision.Int16,
        },
    ];

    private static RecurrentSpec Lstm(int hidden) => new(CellForm.Lstm, hidden);

    private static IEnumerable<NetworkSpec> All()
    {
        int next = 0;
        foreach (LstmPrecision precision in new[] { LstmPrecision.Int16, LstmPrecision.Int8 })
        {
            // Every size plain and with two variations; every variation with many sizes.
            foreach (int hidden in s_hidden)
            {
                for (int other = 0; other < 3; other++)
                {
                    NetworkSpec plain = new(s_inputs[next % s_inputs.Length], hidden) { Precision = precision };
                    yield return other == 0 ? plain : s_variations[next % s_variations.Length](plain);
                    next++;
                }
            }

            foreach (Variation variation in s_variations)
            {
                yield return variation(new NetworkSpec(2, 20) { Precision = precision });
            }

            // More columns than the bits of a sum hold with weights as large as they may be.
            yield return new NetworkSpec(1, 700) { Precision = precision };
        }
    }

    /// <summary>The names of networks that can step.</summary>
    public static IEnumerable<string> Stepping =>
        Compiled.Networks.Values.Where(static spec => spec.IsCausal).Select(static spec => spec.Name);
}

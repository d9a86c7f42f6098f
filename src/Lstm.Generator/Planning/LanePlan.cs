using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The layout of the scratch memory for a step of eight streams in lanes, in floats.</summary>
internal sealed class LanePlan
{
    private readonly Dictionary<FeedForwardPlan, int> _outputs = [];

    public LanePlan(KernelPlan plan)
    {
        IReadOnlyList<RecurrentPlan> layers = plan.Recurrent;
        Take(layers.Max(layer => StoredUnits(layer) * layer.Cell.Sums.Length));
        OddSums = Take(layers.Max(layer => ChainsOf(layer) == 2 ? StoredUnits(layer) * layer.Definition.LateSums.Length : 0));
        Units = Take(layers.Max(static layer => ScratchPlan.HasUnits(layer.Definition) ? layer.Cell.PaddedHidden : 0));
        Quantized = Take(layers.Max(static layer => layer is TiledLayer { Sums: QuantizedSums sums } ? PartsOf(sums).Sum(PairsOf) : 0));
        Draws = Take(layers.Max(static layer => layer.Definition.IsRandom ? layer.Cell.Hidden : 0));
        Input = Take(plan.Network.Layers[0] is FeedForwardShape ? NetworkShape.Padded(plan.Network.Input) : 0);
        Taps = Take(plan.FeedForward.OfType<Conv1DPlan>().Select(static layer => layer.Taps).DefaultIfEmpty().Max());
        foreach (FeedForwardPlan layer in plan.FeedForward)
        {
            _outputs.Add(layer, Take(NetworkShape.Padded(layer.Shape.Units)));
        }

        Memory = LaneMemory.LengthOf(Scratch, plan.Network.Input, plan.Network.Output, plan.State.Length);
    }

    /// <summary>The number of units whose late sums are computed in parallel.</summary>
    public const int LateUnitsPerTurn = 4;

    /// <summary>Returns the number of accumulators of each sum.</summary>
    public static int ChainsOf(RecurrentPlan layer) => layer is RegisterLayer registers ? registers.Chains : 1;

    /// <summary>
    /// Returns the number of units computed in parallel. Eight accumulators hide the latency of the multiply-adds and leave registers for
    /// the operands.
    /// </summary>
    public static int UnitsPerTurn(RecurrentPlan layer) => ChainsOf(layer) == 2 ? 1 : 2;

    /// <summary>Returns the number of units whose sums are stored: whole turns.</summary>
    public static int StoredUnits(RecurrentPlan layer)
    {
        int turn = layer.Definition.LateSums.Length > 0 ? LateUnitsPerTurn : UnitsPerTurn(layer);
        return (layer.Cell.Hidden + turn - 1) / turn * turn;
    }

    /// <summary>The length of the scratch memory. The sums of all units, [units, sums, 8 streams], come first.</summary>
    public int Scratch { get; private set; }

    /// <summary>The offset of the second chain of sums that wait for a vector of this step, [units, late sums, 8 streams].</summary>
    public int OddSums { get; }

    /// <summary>
    /// The offset of one value for each unit, [padded units, 8 streams]: the input of the projection, the normalised cell state, or the
    /// hidden state after the reset gate.
    /// </summary>
    public int Units { get; }

    /// <summary>The offset of the integers that a quantized layer multiplies, two in each element, [pairs, 8 streams].</summary>
    public int Quantized { get; }

    /// <summary>The offset of the random numbers of a stochastic forget gate, [units, 8 streams].</summary>
    public int Draws { get; }

    /// <summary>The offset of the padded input of a network that begins with a dense layer, [padded input, 8 streams].</summary>
    public int Input { get; }

    /// <summary>The offset of the inputs of several steps that a convolution multiplies, [taps, 8 streams].</summary>
    public int Taps { get; }

    /// <summary>The length of all memory of a call: the scratch memory, and copies of the inputs, the states and the outputs.</summary>
    public int Memory { get; }

    /// <summary>Returns the offset of a dense layer's outputs, [padded units, 8 streams].</summary>
    public int OutputOf(FeedForwardPlan dense) => _outputs[dense];

    /// <summary>Returns the offset of the integers of a part of a layer's sums.</summary>
    public int IntegersOf(QuantizedSums sums, QuantizedPart part) =>
        Quantized + PartsOf(sums).TakeWhile(other => other != part).Sum(PairsOf) * NetworkShape.Lanes;

    private static IEnumerable<QuantizedPart> PartsOf(QuantizedSums sums) =>
        sums.Late is { } late ? sums.Parts.Concat([late]) : sums.Parts;

    private static int PairsOf(QuantizedPart part) => part.Pairs;

    /// <summary>Takes memory for a number of values of each stream.</summary>
    private int Take(int values)
    {
        int offset = Scratch;
        Scratch += values * NetworkShape.Lanes;
        return offset;
    }
}

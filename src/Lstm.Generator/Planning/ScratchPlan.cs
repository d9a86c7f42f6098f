using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The layout of the scratch memory of a step, in floats. All parts are whole vectors, large enough for every layer.</summary>
internal sealed class ScratchPlan
{
    /// <summary>
    /// The number of floats, 8 KB, that a call may take from the stack. A call that needs more takes a buffer of the model. That costs
    /// some 20 ns, which is negligible for networks that need so much.
    /// </summary>
    /// <remarks>
    /// All frames of a call are promised to stay within 16 KB. The frames of a kernel take up to 3 KB, and a step of a fade takes 4 KB
    /// more.
    /// </remarks>
    public const int MostOnStack = 8 * 1024 / sizeof(float);

    private readonly Dictionary<FeedForwardPlan, int> _outputs = [];

    private readonly Dictionary<int, int> _keptRows = [];

    public ScratchPlan(KernelPlan kernel, bool traced)
    {
        (NetworkShape network, IReadOnlyList<RecurrentPlan> recurrent, IReadOnlyList<FeedForwardPlan> feedForward) =
            (kernel.Network, kernel.Recurrent, kernel.FeedForward);
        int Most(Func<RecurrentPlan, int> length) => recurrent.Max(length);
        Sums = Take(Most(static plan => plan.HasSums ? SumsOf(plan.Cell) : 0));
        OddSums = Take(Most(static plan => plan is TiledLayer { Sums: CalledSums { Chains: 2 } } ? SumsOf(plan.Cell) : 0));
        Units = Take(Most(static plan => HasUnits(plan.Definition) ? plan.Cell.PaddedHidden : 0));
        Quantized = Take(Most(static plan => plan is TiledLayer { Sums: QuantizedSums quantized } ? quantized.Memory : 0));
        Kept = Take(traced ? Most(static plan => TracePlan.KeptOf(plan.Definition).Length * plan.Cell.PaddedHidden) : 0);
        Draws = Take(Most(static plan => plan.Definition.IsRandom ? plan.Cell.PaddedHidden : 0));
        Input = Take(network.Layers[0] is FeedForwardShape ? NetworkShape.Padded(network.Input) : 0);
        Taps = Take(feedForward.OfType<Conv1DPlan>().Select(static layer => layer.Taps).DefaultIfEmpty().Max());
        foreach (FeedForwardPlan layer in feedForward)
        {
            // The last layer writes to the network's output, if it can.
            bool last = layer.Layer == network.Layers.Count - 1;
            if (!last || layer.NeedsMemory(network))
            {
                _outputs.Add(layer, Take(NetworkShape.Padded(layer.Shape.Units)));
            }
        }

        Step = Length;
        if (kernel.LooksAhead)
        {
            Length *= LookAhead.Steps;
            Row = network.Layers.Take(network.Layers.Count - 1).Select(static layer => layer.Outputs)
                .Concat(recurrent.Select(static plan => plan.Shape.Outputs))
                .Max(NetworkShape.Padded);
            Rows = Take(LookAhead.Steps * Row);
            foreach (int layer in kernel.Kept.Keys)
            {
                _keptRows.Add(layer, Take(LookAhead.Steps * RowOf(network, layer)));
            }
        }
    }

    /// <summary>Returns whether a call that needs this number of floats takes a buffer of the model instead of stack memory.</summary>
    public static bool IsOwned(int floats) => floats > MostOnStack;

    /// <summary>The length of the scratch memory; 0 if a step stays in registers.</summary>
    public int Length { get; private set; }

    /// <summary>The length of the scratch memory of one step. A run that processes several steps at once has this for each step.</summary>
    public int Step { get; }

    /// <summary>
    /// The offset of the outputs of several steps of one layer, one row for each step. They are the inputs of the next layer.
    /// </summary>
    public int Rows { get; }

    /// <summary>The distance from one row to the next.</summary>
    public int Row { get; }

    /// <summary>The offset of the sums of all gates, [blocks, sums, lanes]. They always come first.</summary>
    public int Sums { get; }

    /// <summary>The offset of the sums of the odd rows, if sums have two accumulators.</summary>
    public int OddSums { get; }

    /// <summary>
    /// The offset of one value for each unit: the input of the projection, the normalised cell state, or the hidden state after the reset
    /// gate.
    /// </summary>
    public int Units { get; }

    /// <summary>The offset of the integers that a quantized layer multiplies.</summary>
    public int Quantized { get; }

    /// <summary>The offset of values that a traced kernel keeps, one after the other.</summary>
    public int Kept { get; }

    /// <summary>The offset of the random numbers of a stochastic forget gate, one for each unit.</summary>
    public int Draws { get; }

    /// <summary>The offset of the padded input of a network that begins with a dense layer.</summary>
    public int Input { get; }

    /// <summary>The offset of the inputs of several steps that a convolution multiplies.</summary>
    public int Taps { get; }

    /// <summary>Returns the offset of a dense layer's outputs; null if it writes to the network's output.</summary>
    public int? OutputOf(FeedForwardPlan dense) => _outputs.TryGetValue(dense, out int offset) ? offset : null;

    /// <summary>
    /// Returns the offset of the outputs of several steps of a layer that a later part adds, one row for each step, and the distance from
    /// one row to the next.
    /// </summary>
    public (int Start, int Row) KeptRowsOf(NetworkShape network, int layer) => (_keptRows[layer], RowOf(network, layer));

    private static int RowOf(NetworkShape network, int layer) => NetworkShape.Padded(network.OutputOf(layer));

    private static int SumsOf(CellShape cell) => cell.Sums.Length * cell.PaddedHidden;

    /// <summary>Returns whether a cell has a vector of one value for each unit.</summary>
    public static bool HasUnits(Cell cell) => cell.IsProjected || cell.NormalisedStates.Length > 0 || cell.LateSums.Length > 0;

    private int Take(int floats)
    {
        int offset = Length;
        Length += floats;
        return offset;
    }
}

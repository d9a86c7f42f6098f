using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The layout of the scratch memory of a step, in floats. All parts are whole vectors.</summary>
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

    private readonly Dictionary<DensePlan, int> _outputs = [];

    public ScratchPlan(StackShape shape, LayerPlan layer, IReadOnlyList<DensePlan> stem, IReadOnlyList<DensePlan> head, bool looksAhead)
    {
        CellShape cell = shape.Cell;
        Sums = Take(layer is RegisterLayer ? 0 : cell.Sums.Length * shape.PaddedHidden);
        OddSums = Take(layer is TiledLayer { Chains: 2 } ? cell.Sums.Length * shape.PaddedHidden : 0);
        Units = Take(cell.Projection > 0 || cell.LayerNorm || cell.Kind == CellKind.GruResetBefore ? shape.PaddedHidden : 0);
        Quantized = Take(QuantizedPart.MemoryOf(shape));
        Draws = Take(cell.StochasticForget ? shape.PaddedHidden : 0);
        Input = Take(stem.Count > 0 ? NetworkShape.Padded(shape.Input) : 0);
        foreach (DensePlan dense in stem)
        {
            _outputs.Add(dense, Take(NetworkShape.Padded(dense.Shape.Units)));
        }

        foreach (DensePlan dense in head)
        {
            // The last layer writes to the network's output, except for a softmax before a residual connection.
            bool last = dense.Shape.Next is null;
            if (!last || shape.Residual && dense.Shape.Activation.Function == Activation.Softmax)
            {
                _outputs.Add(dense, Take(NetworkShape.Padded(dense.Shape.Units)));
            }
        }

        Step = Length;
        if (looksAhead)
        {
            Length *= LookAhead.Steps;
            Row = NetworkShape.Padded(cell.Width);
            Rows = Take(LookAhead.Steps * Row);
        }
    }

    /// <summary>Returns whether a call that needs this number of floats takes a buffer of the model instead of stack memory.</summary>
    public static bool IsOwned(int floats) => floats > MostOnStack;

    /// <summary>The length of the scratch memory; 0 if a step stays in registers.</summary>
    public int Length { get; private set; }

    /// <summary>The length of the scratch memory of one step. A run that processes several steps at once has this for each step.</summary>
    public int Step { get; }

    /// <summary>
    /// The offset of the hidden states of several steps of one layer, one row for each step. They are the inputs of the next layer.
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

    /// <summary>The offset of the random numbers of a stochastic forget gate, one for each unit.</summary>
    public int Draws { get; }

    /// <summary>The offset of the padded input of a stem.</summary>
    public int Input { get; }

    /// <summary>Returns the offset of a dense layer's outputs; null if it writes to the network's output.</summary>
    public int? OutputOf(DensePlan dense) => _outputs.TryGetValue(dense, out int offset) ? offset : null;

    private int Take(int floats)
    {
        int offset = Length;
        Length += floats;
        return offset;
    }
}

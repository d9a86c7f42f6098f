using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The stack memory that a step works in, in floats: what stands where. All parts are whole vectors.</summary>
internal sealed class ScratchPlan
{
    private readonly Dictionary<DensePlan, int> _outputs = [];

    public ScratchPlan(NetworkShape shape, LayerPlan layer, IReadOnlyList<DensePlan> stem, IReadOnlyList<DensePlan> head, bool looksAhead)
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
            // The last one writes to the network's output, unless a function of all its outputs comes before the residual.
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

    /// <summary>All of it; 0 where a step never leaves the registers.</summary>
    public int Length { get; private set; }

    /// <summary>What one step works in: in a run that takes several at once, each has as much of its own.</summary>
    public int Step { get; }

    /// <summary>The hidden states of several steps of one layer, which are the inputs of the next: a row a step.</summary>
    public int Rows { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Row { get; }

    /// <summary>The sums of all gates, [blocks, sums, lanes]: always first.</summary>
    public int Sums { get; }

    /// <summary>The sums of the odd rows, where sums have two chains.</summary>
    public int OddSums { get; }

    /// <summary>One value a unit: what is projected, the normalised cell state, or the hidden state after the reset gate.</summary>
    public int Units { get; }

    /// <summary>The integers of what a quantized layer multiplies.</summary>
    public int Quantized { get; }

    /// <summary>The random numbers of a stochastic forget gate, one a unit.</summary>
    public int Draws { get; }

    /// <summary>The input of a stem, padded.</summary>
    public int Input { get; }

    /// <summary>Where a dense layer's outputs go; null for the network's own output.</summary>
    public int? OutputOf(DensePlan dense) => _outputs.TryGetValue(dense, out int offset) ? offset : null;

    private int Take(int floats)
    {
        int offset = Length;
        Length += floats;
        return offset;
    }
}

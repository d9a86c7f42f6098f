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
        Scratch = plan.Recurrent.Max(layer => StoredUnits(layer) * layer.Cell.Sums.Length * NetworkShape.Lanes);
        Input = Scratch;
        Scratch += plan.Network.Layers[0] is FeedForwardShape ? NetworkShape.Padded(plan.Network.Input) * NetworkShape.Lanes : 0;
        foreach (FeedForwardPlan dense in plan.Dense)
        {
            _outputs.Add(dense, Scratch);
            Scratch += NetworkShape.Padded(dense.Shape.Units) * NetworkShape.Lanes;
        }

        Memory = LaneMemory.LengthOf(Scratch, plan.Network.Input, plan.Network.Output, plan.State.Length);
    }

    /// <summary>
    /// Returns the number of units computed in parallel. Eight accumulators hide the latency of the multiply-adds and leave registers for
    /// the operands.
    /// </summary>
    public static int UnitsPerTurn(RecurrentPlan layer) => layer is RegisterLayer { Chains: 2 } ? 1 : 2;

    /// <summary>Returns the number of units whose sums are stored: whole turns.</summary>
    public static int StoredUnits(RecurrentPlan layer) =>
        (layer.Cell.Hidden + UnitsPerTurn(layer) - 1) / UnitsPerTurn(layer) * UnitsPerTurn(layer);

    /// <summary>The length of the scratch memory. The sums of all units, [units, sums, 8 streams], come first.</summary>
    public int Scratch { get; }

    /// <summary>The offset of the padded input of a network that begins with a dense layer, [padded input, 8 streams].</summary>
    public int Input { get; }

    /// <summary>The length of all memory of a call: the scratch memory, and copies of the inputs, the states and the outputs.</summary>
    public int Memory { get; }

    /// <summary>Returns the offset of a dense layer's outputs, [padded units, 8 streams].</summary>
    public int OutputOf(FeedForwardPlan dense) => _outputs[dense];
}

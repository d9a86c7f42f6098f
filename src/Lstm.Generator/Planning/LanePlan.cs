using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>What stands where in the memory that a step of eight streams in lanes works in, in floats.</summary>
internal sealed class LanePlan
{
    private readonly Dictionary<DensePlan, int> _outputs = [];

    public LanePlan(KernelPlan plan)
    {
        CellShape cell = plan.Shape.Cell;
        UnitsPerTurn = plan.First is RegisterLayer { Chains: 2 } ? 1 : 2;
        int units = (cell.Hidden + UnitsPerTurn - 1) / UnitsPerTurn * UnitsPerTurn;
        Scratch = units * cell.Sums.Length * NetworkShape.Lanes;
        foreach (DensePlan dense in plan.Head)
        {
            _outputs.Add(dense, Scratch);
            Scratch += NetworkShape.Padded(dense.Shape.Units) * NetworkShape.Lanes;
        }
    }

    /// <summary>Units whose sums grow side by side: eight sums hide how long a multiply-add takes, and leave registers for what is multiplied.</summary>
    public int UnitsPerTurn { get; }

    /// <summary>All of it. The sums of all units, [units, sums, 8 streams], come first.</summary>
    public int Scratch { get; }

    /// <summary>Where a dense layer's outputs stand, [padded units, 8 streams].</summary>
    public int OutputOf(DensePlan dense) => _outputs[dense];
}

using System.Linq;

namespace Lstm.TestKit;

/// <summary>What the oracle computed.</summary>
/// <param name="Outputs">Row-major [steps, output].</param>
/// <param name="States">
/// The states after the last step that each cell walked, [cells][states][width], in the order of <see cref="RecurrentSpec.States"/>.
/// </param>
public sealed record LstmOracleResult(double[] Outputs, double[][][] States)
{
    /// <summary>A result of networks whose cells have a hidden state and at most a cell state.</summary>
    /// <param name="outputs">Row-major [steps, output].</param>
    /// <param name="hidden">The hidden states, [cells][hidden or projection].</param>
    /// <param name="cell">The cell states, [cells][hidden]; empty where a cell has none.</param>
    public LstmOracleResult(double[] outputs, double[][] hidden, double[][] cell)
        : this(outputs, [.. hidden.Zip(cell, static (h, c) => c.Length == 0 ? (double[][])[h] : [h, c])])
    {
    }

    /// <summary>The hidden states, [cells][hidden or projection].</summary>
    public double[][] Hidden => [.. States.Select(static states => states[0])];

    /// <summary>The cell states, [cells][hidden]; empty where a cell has none.</summary>
    public double[][] Cell => [.. States.Select(static states => states.Length > 1 ? states[1] : [])];
}

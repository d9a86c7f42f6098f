using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>What a cell computed in one step.</summary>
/// <param name="States">The states after it, in the order of <see cref="RecurrentSpec.States"/>. The first is the output.</param>
/// <param name="Gates">The gates and the candidate by their letters. A cell without gates has none.</param>
public sealed record OracleStep(double[][] States, IReadOnlyDictionary<char, double[]> Gates)
{
    /// <summary>Returns a gate, the candidate or a new state.</summary>
    /// <param name="letter">Its letter in the equations.</param>
    /// <param name="cell">The cell.</param>
    public double[] Vector(char letter, RecurrentSpec cell) =>
        Gates.TryGetValue(letter, out double[]? gate) ? gate : States[cell.States.IndexOf(letter)];

    /// <summary>A step with gates in the order of their letters.</summary>
    internal static OracleStep Of(double[][] states, string letters, params double[][] gates) =>
        new(states, letters.Zip(gates).ToDictionary(static gate => gate.First, static gate => gate.Second));
}

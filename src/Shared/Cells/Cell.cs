using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>A gate of a cell, or its candidate: a block of rows in the canonical weights, and their activation.</summary>
/// <param name="Letter">Its letter in the equations.</param>
/// <param name="Activation">The activation.</param>
/// <param name="Role">Its part in the cell.</param>
internal readonly record struct Gate(char Letter, ActivationShape Activation, EquationRole Role);

/// <summary>A pre-activation of each unit.</summary>
/// <param name="Letter">Its letter.</param>
/// <param name="Gate">The letter of the gate whose rows it takes from the canonical weights.</param>
/// <param name="HasInputs">Whether the bias and the inputs contribute to it.</param>
/// <param name="Source">What its recurrent weights multiply: the letter of a state or of an equation, or null for none.</param>
internal sealed record CellSum(char Letter, char Gate, bool HasInputs, char? Source);

/// <summary>A vector that a cell keeps from one step to the next.</summary>
/// <param name="Letter">Its letter.</param>
/// <param name="Width">Its length.</param>
internal sealed record CellState(char Letter, int Width);

/// <summary>What the value of an equation is for.</summary>
internal enum EquationRole
{
    /// <summary>A factor, an activation of a pre-activation: i, f, o, r, z.</summary>
    Gate,

    /// <summary>What a gate lets in: g, n.</summary>
    Candidate,

    /// <summary>A gate that is computed from another value: f = 1 - i.</summary>
    Value,

    /// <summary>A value that is no gate, and not in a trace.</summary>
    Auxiliary,

    /// <summary>
    /// The vector that recurrent weights multiply in addition to the hidden state. It has to be in memory, one value after the other.
    /// </summary>
    Multiplied,

    /// <summary>The new value of a state.</summary>
    State,
}

/// <summary>An assignment.</summary>
/// <param name="Letter">The letter that is assigned.</param>
/// <param name="Meaning">What it is, for readers.</param>
/// <param name="Value">The value.</param>
/// <param name="Role">What it is for.</param>
internal sealed record Equation(char Letter, string Meaning, Term Value, EquationRole Role);

/// <summary>
/// A recurrent cell as data: its gates, its pre-activations, its states and the equations of a step. Layouts, kernels, references and
/// documents derive from it.
/// </summary>
/// <param name="Gates">The gates, in the order of the canonical weights' rows.</param>
/// <param name="Sums">The pre-activations, in the order in which a block has them in memory.</param>
/// <param name="States">The states. The first is the hidden state, which is the output.</param>
/// <param name="Equations">The equations, each after those that it depends on.</param>
internal sealed record Cell(
    IReadOnlyList<Gate> Gates,
    IReadOnlyList<CellSum> Sums,
    IReadOnlyList<CellState> States,
    IReadOnlyList<Equation> Equations)
{
    /// <summary>
    /// The gate whose two biases stay apart in the canonical weights, because some variant of the cell uses only one of them; null for
    /// none.
    /// </summary>
    public char? TwoBiases { get; init; }

    /// <summary>The letters of all sums.</summary>
    public string Letters { get; } = Joined(Sums.Select(static sum => sum.Letter));

    /// <summary>The sums that the bias and the inputs contribute to.</summary>
    public string InputSums { get; } = Joined(Sums.Where(static sum => sum.HasInputs).Select(static sum => sum.Letter));

    /// <summary>The sums with a bias of their own, which are not fed by the inputs.</summary>
    public string RecurrentBiases { get; } = Joined(Sums.Where(static sum => !sum.HasInputs).Select(static sum => sum.Letter));

    /// <summary>The sums that the old hidden state contributes to.</summary>
    public string RecurrentSums { get; } =
        Joined(Sums.Where(static sum => sum.Source == CellBuilder.HiddenLetter).Select(static sum => sum.Letter));

    /// <summary>Whether each input and each hidden unit contributes to four sums, which are all that a unit has.</summary>
    public bool HasFourWholeSums => Letters.Length == 4 && InputSums == Letters && RecurrentSums == Letters;

    /// <summary>The sums that a vector of this step contributes to: r * h of a GRU.</summary>
    public string LateSums { get; } = Joined(
        Sums.Where(static sum => sum.Source is { } source && source != CellBuilder.HiddenLetter).Select(static sum => sum.Letter));

    /// <summary>The gates with peephole connections.</summary>
    public string PeepholeGates { get; } = Joined(TermsOf<PeepholeWeight>(Equations).Select(static weight => weight.Gate));

    /// <summary>The sums that are normalised.</summary>
    public string NormalisedSums { get; } = Joined(
        TermsOf<Normalised>(Equations).Select(static norm => norm.Letter)
            .Where(letter => Sums.Any(sum => sum.Letter == letter)));

    /// <summary>The states whose new value is normalised before it is used.</summary>
    public string NormalisedStates { get; } = Joined(
        TermsOf<Normalised>(Equations).Select(static norm => norm.Letter)
            .Where(letter => States.Any(state => state.Letter == letter)));

    /// <summary>Whether the hidden state is a projection of the units' outputs.</summary>
    public bool IsProjected { get; } = TermsOf<Projected>(Equations).Any();

    /// <summary>Whether units draw random numbers.</summary>
    public bool IsRandom { get; } = TermsOf<KeptAtRandom>(Equations).Any();

    /// <summary>Returns the position of a sum's rows in the canonical weights, in gates; -1 if there is no such sum.</summary>
    public int RowsOf(char sum)
    {
        char gate = Sums.FirstOrDefault(known => known.Letter == sum)?.Gate ?? sum;
        return Gates.TakeWhile(known => known.Letter != gate).Count() is int index && index < Gates.Count ? index : -1;
    }

    /// <summary>
    /// Returns the factor of the argument of a gate's activation. The sigmoid in the kernels takes half of its argument, as in
    /// s(v) = 0.5 tanh(v / 2) + 0.5. The packed weights are halved instead, which costs nothing at run time and is exact.
    /// </summary>
    public float ArgumentScale(char sum) => Gates[RowsOf(sum)].Activation.Function == Activation.Sigmoid ? 0.5f : 1f;

    private static IEnumerable<T> TermsOf<T>(IEnumerable<Equation> equations)
        where T : Term => equations.SelectMany(static equation => equation.Value.All).OfType<T>();

    private static string Joined(IEnumerable<char> letters) => string.Concat(letters);
}

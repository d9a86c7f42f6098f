using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the terms of a cell's equations. The derived classes are the forms of a kernel: they say how a vector is named or loaded, and how
/// many lanes it has.
/// </summary>
/// <param name="width">The lanes of the vectors.</param>
/// <param name="arithmetic">How exactly functions are computed.</param>
internal abstract class TermText(VectorWidth width, LstmArithmetic arithmetic)
{
    private readonly FunctionText _functions = new(arithmetic);
    private readonly Dictionary<Term, string> _named = [];

    /// <summary>Where the constants of activations are read from; null for literals.</summary>
    protected virtual string? Table => null;

    /// <summary>The type of a vector.</summary>
    public string Vector => Text.Vector(width);

    /// <summary>Gives a term a name: from now on the name is printed for it.</summary>
    public void Name(Term term, string name) => _named[term] = name;

    /// <summary>Returns whether a term has a name.</summary>
    public bool IsNamed(Term term) => _named.ContainsKey(term);

    /// <summary>Returns a term in C#.</summary>
    public string Print(Term term) => _named.TryGetValue(term, out string? name) ? name : term switch
    {
        Constant { Value: 0 } => $"{Vector}.Zero",
        Constant { Value: 1 } => $"{Vector}.One",
        Constant constant => $"{Static}Create({Text.Float(constant.Value)})",
        Preactivation sum => SumOf(sum.Letter),
        OldState state => OldOf(state.Letter),
        Result result => ValueOf(result.Letter),
        PeepholeWeight weight => PeepholeOf(weight.Gate),
        Sum sum => $"{Print(sum.Left)} + {Print(sum.Right)}",
        Difference difference => $"{Print(difference.Left)} - {Operand(difference.Right)}",
        Product product => $"{Operand(product.Left)} * {Operand(product.Right)}",
        Quotient quotient => $"{Operand(quotient.Left)} / {Operand(quotient.Right)}",
        MultiplyAdd sum => $"{_functions.MultiplyAdd(width)}({Print(sum.Left)}, {Print(sum.Right)}, {Print(sum.Addend)})",
        Larger larger => $"{Static}Max({Print(larger.Left)}, {Print(larger.Right)})",
        Smaller smaller => $"{Static}Min({Print(smaller.Left)}, {Print(smaller.Right)})",
        Activated activated => Print(activated),
        Exponential exponential => $"Activations.ExpOfNegative({Print(exponential.Argument)})",
        Limited limited => FunctionText.Clip(Print(limited.Argument), limited.Limit),
        Settled settled => $"Activations.Settle({Print(settled.Argument)})",
        KeptAtRandom kept =>
            $"{Static}ConditionalSelect({Static}LessThan({Draw}, {Print(kept.Probability)}), {Print(kept.Value)}, {Vector}.Zero)",
        _ => LeafOf(term),
    };

    /// <summary>Returns a term as an operand of a product.</summary>
    public string Operand(Term term) => term is Sum or Difference or Quotient && !IsNamed(term) ? $"({Print(term)})" : Print(term);

    /// <summary>Returns whether a term is printed as a single name, load or call, to which a method call can be appended.</summary>
    public bool IsPrimary(Term term) => IsNamed(term) || term is not (Sum or Difference or Product or Quotient);

    /// <summary>Returns a term that only layers have.</summary>
    protected virtual string LeafOf(Term term) => throw new System.InvalidOperationException($"{term} is not a value of a unit.");

    /// <summary>Returns a term as a single name, load or call, or in parentheses.</summary>
    public string Primary(Term term) => IsPrimary(term) ? Print(term) : $"({Print(term)})";

    /// <summary>Returns a pre-activation.</summary>
    protected abstract string SumOf(char letter);

    /// <summary>Returns the old value of a state.</summary>
    protected abstract string OldOf(char state);

    /// <summary>Returns the result of an equation.</summary>
    protected abstract string ValueOf(char letter);

    /// <summary>Returns the peephole weights of a gate.</summary>
    protected abstract string PeepholeOf(char gate);

    /// <summary>Returns the random numbers.</summary>
    protected abstract string Draw { get; }

    // The kernel imports the static members of the vectors that it mostly uses.
    private string Static => width == VectorWidth.Widest ? "Vector512." : "";

    /// <summary>Returns a function. The weights of a sigmoid's sums are stored halved; of other arguments it takes half here.</summary>
    private string Print(Activated activated)
    {
        (Term argument, float limit) = activated.Argument is Limited limited ? (limited.Argument, limited.Limit) : (activated.Argument, 0f);
        return argument.All.OfType<Preactivation>().Any()
            ? _functions.Clipped(activated.Function, limit, Print(argument), Table)
            : _functions.ClippedWhole(activated.Function, limit, Primary(argument), Table);
    }
}

using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>A vector over the units of a cell: an expression of its pre-activations, its states and its weights.</summary>
/// <remarks>
/// Sums and products are those of single units. Each operator is one operation of a kernel, in the order in which it rounds.
/// </remarks>
internal abstract record Term
{
    /// <summary>The terms that this one is made of, in the order of the formula.</summary>
    public virtual IReadOnlyList<Term> Parts => [];

    /// <summary>This term and all terms within it.</summary>
    public IEnumerable<Term> All => Parts.SelectMany(static part => part.All).Prepend(this);

    public static Term One { get; } = new Constant(1);

    public static Term Zero { get; } = new Constant(0);

    public static Term operator +(Term left, Term right) => new Sum(left, right);

    public static Term operator -(Term left, Term right) => new Difference(left, right);

    public static Term operator *(Term left, Term right) => new Product(left, right);

    public static Term operator /(Term left, Term right) => new Quotient(left, right);

    /// <summary>Returns left * right + addend with one rounding.</summary>
    public static Term MultiplyAdd(Term left, Term right, Term addend) => new MultiplyAdd(left, right, addend);

    /// <summary>Returns a function of each unit. The magnitude of its argument is limited first, unless the limit is 0.</summary>
    public static Term Apply(ActivationShape function, Term argument, float limit = 0) =>
        new Activated(function, limit > 0 ? new Limited(argument, limit) : argument);
}

/// <summary>A number that is the same for all units.</summary>
internal sealed record Constant(float Value) : Term;

/// <summary>A pre-activation: the sum of a bias, of weighted inputs and of a weighted vector.</summary>
/// <param name="Letter">Its letter in <see cref="Cell.Sums"/>.</param>
internal sealed record Preactivation(char Letter) : Term;

/// <summary>A state before the step.</summary>
internal sealed record OldState(char Letter) : Term;

/// <summary>The result of an equation of this step. The result of a state's equation is its new value.</summary>
internal sealed record Result(char Letter) : Term;

/// <summary>The peephole weights of a gate, one for each unit.</summary>
internal sealed record PeepholeWeight(char Gate) : Term;

/// <summary>The inputs of a pointwise layer.</summary>
internal sealed record LayerInput : Term;

/// <summary>A trained vector of a pointwise layer.</summary>
/// <param name="Name">Its name.</param>
internal sealed record LayerWeight(string Name) : Term;

/// <summary>left + right.</summary>
internal sealed record Sum(Term Left, Term Right) : Term
{
    public override IReadOnlyList<Term> Parts => [Left, Right];
}

/// <summary>left - right.</summary>
internal sealed record Difference(Term Left, Term Right) : Term
{
    public override IReadOnlyList<Term> Parts => [Left, Right];
}

/// <summary>left * right.</summary>
internal sealed record Product(Term Left, Term Right) : Term
{
    public override IReadOnlyList<Term> Parts => [Left, Right];
}

/// <summary>left / right.</summary>
internal sealed record Quotient(Term Left, Term Right) : Term
{
    public override IReadOnlyList<Term> Parts => [Left, Right];
}

/// <summary>left * right + addend, with one rounding.</summary>
internal sealed record MultiplyAdd(Term Left, Term Right, Term Addend) : Term
{
    public override IReadOnlyList<Term> Parts => [Left, Right, Addend];
}

/// <summary>The larger of two vectors, unit by unit.</summary>
internal sealed record Larger(Term Left, Term Right) : Term
{
    public override IReadOnlyList<Term> Parts => [Left, Right];
}

/// <summary>The smaller of two vectors, unit by unit.</summary>
internal sealed record Smaller(Term Left, Term Right) : Term
{
    public override IReadOnlyList<Term> Parts => [Left, Right];
}

/// <summary>A function of each unit.</summary>
internal sealed record Activated(ActivationShape Function, Term Argument) : Term
{
    public override IReadOnlyList<Term> Parts => [Argument];
}

/// <summary>e to the power of a vector that is at most 0.</summary>
internal sealed record Exponential(Term Argument) : Term
{
    public override IReadOnlyList<Term> Parts => [Argument];
}

/// <summary>A vector limited to [-limit, limit].</summary>
internal sealed record Limited(Term Argument, float Limit) : Term
{
    public override IReadOnlyList<Term> Parts => [Argument];
}

/// <summary>A vector in which magnitudes below 2^-62 are zero: subnormal numbers are slow.</summary>
internal sealed record Settled(Term Argument) : Term
{
    public override IReadOnlyList<Term> Parts => [Argument];
}

/// <summary>A vector in units whose random number is below a probability, and zero in others.</summary>
internal sealed record KeptAtRandom(Term Probability, Term Value) : Term
{
    public override IReadOnlyList<Term> Parts => [Probability, Value];
}

/// <summary>gamma * (v - mean v) / sqrt(var v + epsilon) + beta, with mean and variance over all units.</summary>
/// <param name="Argument">The vector v.</param>
/// <param name="Letter">The letter of the pre-activation or of the state whose weights gamma and beta are.</param>
internal sealed record Normalised(Term Argument, char Letter) : Term
{
    public override IReadOnlyList<Term> Parts => [Argument];
}

/// <summary>The projection of a vector, W_hr v, to another width.</summary>
internal sealed record Projected(Term Argument) : Term
{
    public override IReadOnlyList<Term> Parts => [Argument];
}

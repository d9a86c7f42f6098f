using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// Writes the equations of a cell for readers, as assignments in the order of a step: for the header of a generated file and for the table
/// in docs/cells.md.
/// </summary>
internal sealed class EquationText
{
    private readonly Cell _cell;
    private readonly HashSet<char> _kept;

    private EquationText(Cell cell)
    {
        _cell = cell;
        _kept = [.. cell.States.Select(static state => state.Letter).Where(KeepsOld)];
    }

    /// <summary>Returns the equations of a cell, each with what it computes.</summary>
    public static IEnumerable<(string Text, string Meaning)> Of(CellShape shape)
    {
        EquationText text = new(shape.Definition);
        foreach (Equation equation in shape.Definition.Equations)
        {
            yield return ($"{equation.Letter} = {text.Print(equation.Value)}", equation.Meaning);
        }

        if (shape.Definition.NormalisedSums.Length > 0)
        {
            string epsilon = FloatText.Shortest(shape.LayerNormEpsilon);
            yield return ($"norm(v) = gamma * (v - mean v) / sqrt(var v + {epsilon}) + beta", "over the units, separately for each gate");
        }
    }

    private string Print(Term term) => term switch
    {
        Constant constant => FloatText.Shortest(constant.Value),
        Preactivation sum => Print(_cell.Sums.First(known => known.Letter == sum.Letter)),
        OldState state => _kept.Contains(state.Letter) ? $"{state.Letter}(t-1)" : state.Letter.ToString(),
        Result result => result.Letter.ToString(),
        PeepholeWeight weight => $"p_{weight.Gate}",
        Sum sum => $"{Print(sum.Left)} + {Print(sum.Right)}",
        Difference { Left: Constant { Value: 0 } } negative => $"-{Operand(negative.Right)}",
        Difference difference => $"{Print(difference.Left)} - {Operand(difference.Right)}",
        Product product => $"{Operand(product.Left)} * {Operand(product.Right)}",
        Quotient quotient => $"{Operand(quotient.Left)} / {Operand(quotient.Right)}",
        MultiplyAdd sum => $"{Print(sum.Addend)} + {Operand(sum.Left)} * {Operand(sum.Right)}",
        Larger larger => $"max({Print(larger.Left)}, {Print(larger.Right)})",
        Activated { Function.Function: Activation.Linear } linear => Print(linear.Argument),
        Activated activated => $"{NameOf(activated.Function)}({Print(activated.Argument)})",
        Exponential exponential => $"exp({Print(exponential.Argument)})",
        Limited limited => $"clip[{FloatText.Shortest(limited.Limit)}]({Print(limited.Argument)})",
        Settled settled => Print(settled.Argument),
        KeptAtRandom kept => $"(u < {Print(kept.Probability)} ? {Print(kept.Value)} : 0)",
        Normalised norm => $"norm({Print(norm.Argument)})",
        Projected projected => $"W_hr ({Print(projected.Argument)})",
        _ => throw new InvalidOperationException($"{term} has no text."),
    };

    private string Operand(Term term) =>
        term is Sum or Difference or MultiplyAdd or Quotient or Preactivation or Settled { Argument: Sum or Difference }
        ? $"({Print(term)})"
        : Print(term);

    private static string Print(CellSum sum) =>
        !sum.HasInputs ? $"U_{sum.Gate} {sum.Source} + c_{sum.Gate}" :
        sum.Source is { } source ? $"W_{sum.Gate} [x, {source}] + b_{sum.Gate}" :
        $"W_{sum.Gate} x + b_{sum.Gate}";

    /// <summary>Returns the name of a function in an equation.</summary>
    private static string NameOf(ActivationShape activation)
    {
        string name = activation.Function.ToString().ToLowerInvariant();
        return
            ActivationShape.HasBeta(activation.Function)
                ? $"{name}[{FloatText.Shortest(activation.Alpha)}, {FloatText.Shortest(activation.Beta)}]" :
            ActivationShape.HasAlpha(activation.Function) ? $"{name}[{FloatText.Shortest(activation.Alpha)}]" :
            name;
    }

    /// <summary>Returns whether an equation reads the old value of a state after its new one is set.</summary>
    private bool KeepsOld(char state) => _cell.Equations
        .SkipWhile(equation => equation.Letter != state)
        .Skip(1)
        .Any(equation => equation.Value.All.Contains(new OldState(state)));
}

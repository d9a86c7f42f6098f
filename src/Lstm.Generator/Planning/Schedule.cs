using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The order of a cell's equations, computed from what each depends on. Equations of one stage do not wait for an activation of the same
/// stage: the depth of an equation is the number of activations on the longest way to it.
/// </summary>
internal sealed class Schedule
{
    private readonly Dictionary<char, int> _depths = [];
    private readonly Cell _cell;

    private Schedule(Cell cell)
    {
        _cell = cell;
        foreach (Equation equation in cell.Equations)
        {
            _depths[equation.Letter] = Math.Max(1, DepthOf(equation.Value));
        }

        JoinStages();
        Stages =
        [
            .. cell.Equations
                .GroupBy(equation => _depths[equation.Letter])
                .OrderBy(static group => group.Key)
                .Select(static group => new Stage([.. group])),
        ];
    }

    /// <summary>The stages in order.</summary>
    public IReadOnlyList<Stage> Stages { get; }

    public static Schedule Of(Cell cell) => new(cell);

    /// <summary>Returns whether an equation of this stage or of a later one reads a state's old value after its new value is set.</summary>
    public bool KeepsOld(char state)
    {
        int set = _cell.Equations.TakeWhile(equation => equation.Letter != state).Count();
        return _cell.Equations.Skip(set + 1).Any(equation => equation.Value.All.Contains(new OldState(state)));
    }

    /// <summary>Returns whether an equation reads the old value of a state unit by unit.</summary>
    public bool ReadsOld(char state) => _cell.Equations.Any(equation => equation.Value.All.Contains(new OldState(state)));

    /// <summary>Returns whether an equation reads the result of another one.</summary>
    public bool Reads(char letter) => _cell.Equations.Any(equation => equation.Value.All.Contains(new Result(letter)));

    /// <summary>Joins stages if the later one reads the old value of a state that the earlier one sets.</summary>
    private void JoinStages()
    {
        foreach (CellState state in _cell.States.Where(state => KeepsOld(state.Letter)))
        {
            int set = _depths[state.Letter];
            int last = _cell.Equations
                .Where(equation => equation.Value.All.Contains(new OldState(state.Letter)))
                .Max(equation => _depths[equation.Letter]);
            foreach (char letter in _depths.Keys.Where(letter => _depths[letter] > set && _depths[letter] <= last).ToList())
            {
                _depths[letter] = set;
            }
        }
    }

    private int DepthOf(Term term) => term switch
    {
        Result result => _depths[result.Letter],
        Preactivation sum =>
            _cell.Sums.First(known => known.Letter == sum.Letter).Source is { } source && _depths.TryGetValue(source, out int depth)
            && source != CellBuilder.HiddenLetter ? depth : 0,
        Activated activated => 1 + DepthOf(activated.Argument),
        Exponential exponential => 1 + DepthOf(exponential.Argument),
        _ => term.Parts.Select(DepthOf).DefaultIfEmpty(0).Max(),
    };
}

/// <summary>Equations that do not wait for activations of each other.</summary>
/// <param name="Equations">The equations, each after those that it depends on.</param>
internal sealed record Stage(IReadOnlyList<Equation> Equations)
{
    /// <summary>The gates, whose activations go to the places of their sums.</summary>
    public IReadOnlyList<Equation> Gates => Of(EquationRole.Gate);

    /// <summary>The vectors that recurrent weights multiply next.</summary>
    public IReadOnlyList<Equation> Multiplied => Of(EquationRole.Multiplied);

    /// <summary>The candidates, values and new states.</summary>
    public IReadOnlyList<Equation> Updates =>
        [.. Equations.Where(static equation => equation.Role is not (EquationRole.Gate or EquationRole.Multiplied))];

    /// <summary>
    /// Returns the equations in the order that keeps the chain of dependent operations short: what a new state waits for, the candidate
    /// first, because its activation takes longer than a gate's; the state; and then what no state of this stage waits for.
    /// </summary>
    public IReadOnlyList<Equation> InChainOrder()
    {
        List<Equation> order = [];
        foreach (Equation state in Of(EquationRole.State))
        {
            IEnumerable<Equation> needed = NeededBy(state).Distinct().Except(order);
            order.AddRange(needed.OrderBy(static equation => equation.Role != EquationRole.Candidate));
            order.Add(state);
        }

        order.AddRange(Equations.Where(static equation => equation.Role != EquationRole.Multiplied).Except(order));
        return order;
    }

    /// <summary>Returns the equations of this stage that an equation waits for, each after those that it depends on.</summary>
    private IEnumerable<Equation> NeededBy(Equation equation) => equation.Value.All
        .OfType<Result>()
        .SelectMany(result => Equations.Where(known => known.Letter == result.Letter && known != equation))
        .SelectMany(known => NeededBy(known).Append(known))
        .OrderBy(known => Equations.TakeWhile(other => other != known).Count());

    private IReadOnlyList<Equation> Of(EquationRole role) => [.. Equations.Where(equation => equation.Role == role)];
}

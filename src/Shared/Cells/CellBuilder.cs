using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>Collects the equations of a cell in the order of a step. A cell's file reads as its equations do.</summary>
internal sealed class CellBuilder
{
    private readonly CellShape _shape;
    private readonly List<Gate> _gates = [];
    private readonly List<CellSum> _sums = [];
    private readonly List<CellState> _states;
    private readonly List<Equation> _equations = [];

    public CellBuilder(CellShape shape)
    {
        _shape = shape;
        _states = [new CellState(HiddenLetter, shape.Width)];
    }

    /// <summary>The letter of the hidden state.</summary>
    public const char HiddenLetter = 'h';

    /// <summary>The old hidden state.</summary>
    public Term Hidden => new OldState(HiddenLetter);

    /// <summary>The definition of the cell.</summary>
    public Cell Cell => new(_gates, _sums, _states, _equations) { TwoBiases = TwoBiases };

    /// <inheritdoc cref="Cell.TwoBiases"/>
    public char? TwoBiases { get; init; }

    /// <summary>Adds a state of one value for each unit, and returns its old value.</summary>
    public Term State(char letter)
    {
        _states.Add(new CellState(letter, _shape.Hidden));
        return new OldState(letter);
    }

    /// <summary>Adds a pre-activation, W x + U v + b, and returns it.</summary>
    /// <param name="letter">Its letter.</param>
    /// <param name="gate">The letter of the gate that has the rows W, U and b.</param>
    /// <param name="inputs">Whether it has the bias and the inputs.</param>
    /// <param name="source">The letter of v; null for none.</param>
    public Term Sum(char letter, char gate, bool inputs, char? source)
    {
        _sums.Add(new CellSum(letter, gate, inputs, source));
        return new Preactivation(letter);
    }

    /// <summary>Adds rows of weights that no gate is an activation of, and returns their pre-activation, W x + U h + b.</summary>
    /// <param name="letter">The letter of the rows.</param>
    /// <param name="activation">The activation of the pre-activation, if it has one.</param>
    public Term Rows(char letter, ActivationShape activation)
    {
        _gates.Add(new Gate(letter, activation, EquationRole.Auxiliary));
        return Sum(letter, letter, inputs: true, HiddenLetter);
    }

    /// <summary>Adds a gate, and returns its value: an activation of W x + U h + b, plus a weighted state if it has a peephole.</summary>
    public Term Gate(char letter, string meaning, Term? peephole = null)
    {
        Term sum = Sum(letter, letter, inputs: true, HiddenLetter);
        return Gate(letter, meaning, peephole is null ? sum
            : Term.MultiplyAdd(new PeepholeWeight(letter), peephole, sum), EquationRole.Gate);
    }

    /// <summary>Adds a candidate: an activation of W x + U h + b.</summary>
    public Term Candidate(char letter, string meaning) => Candidate(letter, meaning, Sum(letter, letter, inputs: true, HiddenLetter));

    /// <summary>Adds a candidate: an activation of an argument.</summary>
    public Term Candidate(char letter, string meaning, Term argument) => Gate(letter, meaning, argument, EquationRole.Candidate);

    /// <summary>Adds a value.</summary>
    public Term Let(char letter, string meaning, Term value, EquationRole role = EquationRole.Value)
    {
        _equations.Add(new Equation(letter, meaning, value, role));
        return new Result(letter);
    }

    /// <summary>Sets the new value of a state.</summary>
    public Term Set(char state, string meaning, Term value) => Let(state, meaning, value, EquationRole.State);

    /// <summary>Sets the new hidden state, which is the output.</summary>
    public void Output(string meaning, Term value) => Set(HiddenLetter, meaning, value);

    /// <summary>Returns a vector, normalised over the units if the cell has layer normalisation.</summary>
    public Term Normalise(Term value, char letter) => _shape.LayerNorm ? new Normalised(value, letter) : value;

    /// <summary>Returns a function of a vector, whose magnitude is limited first if the cell has a limit.</summary>
    public Term Apply(ActivationShape function, Term argument) => Term.Apply(function, argument, _shape.Clip);

    private Term Gate(char letter, string meaning, Term argument, EquationRole role)
    {
        ActivationShape activation = role == EquationRole.Gate ? _shape.GateActivation : _shape.CellActivation;
        _gates.Add(new Gate(letter, activation, role));
        return Let(letter, meaning, Apply(activation, Normalise(argument, letter)), role);
    }
}

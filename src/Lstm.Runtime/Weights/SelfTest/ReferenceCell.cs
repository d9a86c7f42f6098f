using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>One recurrent layer in one direction, in double precision: it evaluates the equations of the cell's definition.</summary>
/// <remarks>
/// A random draw is replaced by its mean, and small values are not made zero. The value of every term is a vector over the units.
/// </remarks>
internal sealed class ReferenceCell : ReferenceTerms
{
    private readonly CellShape _shape;
    private readonly Cell _cell;
    private readonly LstmLayerWeights _weights;
    private readonly Dictionary<char, CellSum> _sums;
    private readonly Dictionary<char, double[]> _states;
    private readonly Dictionary<char, double[]> _results = [];
    private double[] _input = [];

    /// <summary>Creates a cell in its initial state.</summary>
    /// <param name="shape">The shape of the cell.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="states">The initial states by letter.</param>
    public ReferenceCell(CellShape shape, LstmLayerWeights weights, IReadOnlyDictionary<char, double[]> states)
    {
        _shape = shape;
        _cell = shape.Definition;
        _weights = weights;
        _sums = _cell.Sums.ToDictionary(static sum => sum.Letter);
        _states = new Dictionary<char, double[]>(states);
    }

    /// <summary>How the input and the hidden state are rounded; null for no rounding.</summary>
    public CellRounding? Rounding { get; init; }

    /// <summary>Computes one step.</summary>
    /// <returns>The new hidden state. The next step does not modify it.</returns>
    public double[] Step(double[] input)
    {
        _input = Rounding?.OfInput(input) ?? input;
        _results.Clear();
        foreach (Equation equation in _cell.Equations)
        {
            _results[equation.Letter] = ValueOf(equation.Value);
        }

        foreach (CellState state in _cell.States)
        {
            _states[state.Letter] = _results[state.Letter];
        }

        return _states[CellBuilder.HiddenLetter];
    }

    protected override int Units => _shape.Hidden;

    protected override double[] LeafOf(Term term) => term switch
    {
        Preactivation sum => SumOf(_sums[sum.Letter]),
        OldState state => _states[state.Letter],
        Result result => _results[result.Letter],
        PeepholeWeight weight => Array.ConvertAll(PeepholesOf(weight.Gate), static value => (double)value),
        Normalised norm => NormalisedOf(norm),
        Projected projected => Sums(default, _weights.Projection, ValueOf(projected.Argument)),
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, "Expected a term of a cell."),
    };

    /// <summary>Computes a pre-activation: the bias, the weighted inputs and the weighted vector of this step or of the last.</summary>
    private double[] SumOf(CellSum sum)
    {
        int first = _cell.RowsOf(sum.Letter) * _shape.Hidden;
        double[] result = new double[_shape.Hidden];
        if (sum.HasInputs)
        {
            result = Sums(
                _weights.Bias.Slice(first, _shape.Hidden),
                _weights.Input.Slice(first * _weights.InputSize, _shape.Hidden * _weights.InputSize),
                _input);
        }

        // The second bias of a gate belongs to the sum without inputs if there is one.
        if (!sum.HasInputs || (sum.Gate == _cell.TwoBiases && _cell.RecurrentBiases.Length == 0))
        {
            ReadOnlySpan<float> second = _weights.CandidateBias;
            for (int unit = 0; unit < result.Length; unit++)
            {
                result[unit] += second[unit];
            }
        }

        if (sum.Source is { } source)
        {
            double[] vector = _states.TryGetValue(source, out double[]? old) ? old : _results[source];
            vector = Rounding?.OfHidden(vector) ?? vector;
            double[] weighted = Sums(default, _weights.Recurrent.Slice(first * vector.Length, _shape.Hidden * vector.Length), vector);
            for (int unit = 0; unit < result.Length; unit++)
            {
                result[unit] += weighted[unit];
            }
        }

        return result;
    }

    private float[] PeepholesOf(char gate) =>
        _weights.Peephole.Slice(_cell.PeepholeGates.IndexOf(gate, StringComparison.Ordinal) * _shape.Hidden, _shape.Hidden).ToArray();

    private double[] NormalisedOf(Normalised norm)
    {
        bool isSum = _cell.NormalisedSums.Contains(norm.Letter, StringComparison.Ordinal);
        int first = isSum
            ? _cell.RowsOf(norm.Letter) * _shape.Hidden
            : _cell.NormalisedStates.IndexOf(norm.Letter, StringComparison.Ordinal) * _shape.Hidden;
        return Normalise(
            ValueOf(norm.Argument),
            isSum ? _weights.GateNormWeight[first..] : _weights.CellNormWeight[first..],
            isSum ? _weights.GateNormBias[first..] : _weights.CellNormBias[first..],
            _shape.LayerNormEpsilon);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>
/// Recognises a step of an LSTM that is written out: a sum of products is split into four gates, c = f c + i g, and h = o a(c). The two
/// states are inputs of the graph.
/// </summary>
/// <param name="budget">The memory limit for the weights.</param>
/// <param name="ids">The ids of axes.</param>
/// <param name="activations">Reads activations.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class WrittenCells(FoldBudget budget, AxisIds ids, OnnxActivations activations, Func<string, OnnxValue> valueOf)
{
    private const int Gates = 4;

    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NewState> _states = new(StringComparer.Ordinal);

    // An activation of one of the four parts.
    private readonly record struct Part(OnnxNode Split, int Place, ActivationShape Function);

    private readonly record struct NewState(Part Forget, Part Input, Part Candidate, SignalValue Start);

    /// <summary>Returns the new cell state or the new hidden state, if a node completes it; otherwise null.</summary>
    public OnnxValue? Result(OnnxNode node)
    {
        foreach (string output in node.Outputs.Where(static output => output.Length > 0))
        {
            _producers.TryAdd(output, node);
        }

        return node.Inputs.Count != 2 || node.Outputs.Count != 1 ? null : node.Operator switch
        {
            "Add" => CellState(node),
            "Mul" => HiddenState(node),
            _ => null,
        };
    }

    private OnnxNode? ProducerOf(string name) => _producers.GetValueOrDefault(name);

    private SignalValue? CellState(OnnxNode node)
    {
        if (ProducerOf(node.Inputs[0]) is not { Operator: "Mul", Inputs.Count: 2 } one
            || ProducerOf(node.Inputs[1]) is not { Operator: "Mul", Inputs.Count: 2 } other
            || (StateOf(one, other) ?? StateOf(other, one)) is not { } state)
        {
            return null;
        }

        _states.TryAdd(node.Outputs[0], state);
        const string reason = "it uses a cell state, which is not an output of a layer";
        return state.Start with
        {
            Path = new LayerPath(node.Unsupported(reason), null, []),
            InputName = null,
            IsRearranged = false,
            IsCellState = true,
            OnlyOutput = reason,
        };
    }

    // The part of the old state and that of the new candidate.
    private NewState? StateOf(OnnxNode kept, OnnxNode added)
    {
        for (int place = 0; place < 2; place++)
        {
            if (PartOf(kept.Inputs[place]) is { } forget
                && valueOf(kept.Inputs[1 - place]) is SignalValue { IsOfInputs: true } start
                && PartOf(added.Inputs[0]) is { } first
                && PartOf(added.Inputs[1]) is { } second
                && first.Split == forget.Split && second.Split == forget.Split
                && first.Function == forget.Function != (second.Function == forget.Function))
            {
                return first.Function == forget.Function
                    ? new NewState(forget, first, second, start)
                    : new NewState(forget, second, first, start);
            }
        }

        return null;
    }

    private Part? PartOf(string name) =>
        ProducerOf(name) is { } node
            && activations.OfNode(node) is { Function: { IsOfOneValue: true } function }
            && node.Input(0) is { } part
            && ProducerOf(part) is { Operator: "Split", Outputs.Count: Gates } split
                ? new Part(split, split.Outputs.ToList().IndexOf(part), function)
                : null;

    private OnnxValue? HiddenState(OnnxNode node)
    {
        for (int place = 0; place < 2; place++)
        {
            if (PartOf(node.Inputs[place]) is { } output
                && ProducerOf(node.Inputs[1 - place]) is { } node2
                && activations.OfNode(node2) is { Function: { IsOfOneValue: true } function }
                && node2.Input(0) is { } name
                && _states.TryGetValue(name, out NewState state)
                && state.Forget.Split == output.Split
                && state.Forget.Function == output.Function)
            {
                char[] letters = new char[Gates];
                (letters[state.Input.Place], letters[state.Forget.Place]) = ('i', 'f');
                (letters[state.Candidate.Place], letters[output.Place]) = ('g', 'o');
                return letters.Contains('\0') ? null : Step(node, state, new string(letters), function);
            }
        }

        return null;
    }

    private OnnxValue? Step(OnnxNode node, NewState state, string letters, ActivationShape function)
    {
        OnnxNode split = state.Forget.Split;
        var sum = new WrittenSums(ProducerOf, valueOf);
        if (split.Input(0) is not { } total || !sum.TryRead(total) || sum.Terms is not [var one, var other]
            || one.Rows != other.Rows || one.Rows % Gates != 0 || one.Rows / Gates is < 1 or > NetworkShape.MaxSize
            || !AreEqualParts(split, one.Rows / Gates))
        {
            return null;
        }

        int hidden = one.Rows / Gates;
        SumTerm[] states = [.. sum.Terms.Where(term => term.Columns == hidden && valueOf(term.Value) is SignalValue { IsOfInputs: true })];
        states = states.Length < 2 ? states : [.. states.Where(term => Inputs(term).Intersect(state.Start.Inputs).Any())];
        if (states is not [var recurrent])
        {
            return new RefusedValue("it is an LSTM whose inputs and states cannot be told apart");
        }

        SumTerm input = recurrent == one ? other : one;
        var x = (SignalValue)valueOf(input.Value);
        if (input.Columns == hidden && !Inputs(recurrent).Intersect(state.Start.Inputs).Any())
        {
            // By its size, the other value may be the hidden state.
            return new RefusedValue("it is an LSTM whose inputs and states cannot be told apart");
        }

        string? reason = LayerNodes.CannotTake(x)
            ?? (x.Inputs.Intersect(Inputs(recurrent)).Any() ? "it is an LSTM whose states are a part of the network's input" : null)
            ?? (x.Extra is not null || x.Step is not null || (x.Time is not null && !x.IsOneStep)
                || split.Int("axis", 0) is var axis && axis != -1 && axis != (x.Rank ?? 2) - 1
                ? "it is a step of an LSTM over values of other steps" : null)
            ?? (sum.Constants.Exists(constant => constant.Array.Count != one.Rows && constant.Array.Count != 1)
                ? "it is an LSTM whose bias has other sizes" : null);
        return reason is not null ? new RefusedValue(reason) : After(node, x, new CellShape(CellKind.Lstm, hidden)
        {
            GateActivation = state.Forget.Function,
            CellActivation = state.Candidate.Function,
            HiddenActivation = function,
        }, letters, input, recurrent, sum, (SignalValue)valueOf(recurrent.Value), state.Start);
    }

    private bool AreEqualParts(OnnxNode split, int size)
    {
        long[]? sizes = split.Ints("split")
            ?? (split.Input(1) is { } name ? (valueOf(name) as ConstantValue<SizeEntry>)?.Numbers() ?? [] : null);
        return sizes is null || (sizes.Length == Gates && Array.TrueForAll(sizes, each => each == size));
    }

    private IReadOnlyList<string> Inputs(SumTerm term) => ((SignalValue)valueOf(term.Value)).Inputs;

    private SignalValue After(
        OnnxNode node,
        SignalValue x,
        CellShape cell,
        string letters,
        SumTerm input,
        SumTerm recurrent,
        WrittenSums sum,
        SignalValue h,
        SignalValue c)
    {
        _ = input.Matrix.Array.Values.Length + recurrent.Matrix.Array.Values.Length;
        budget.Take(2L * (input.Matrix.Array.Count + recurrent.Matrix.Array.Count));
        string rows = CellWeights.RowsOf(cell);
        float[] bias = new float[Gates * cell.Hidden];
        foreach (float[] values in sum.Constants.Select(static constant => constant.Array.Values))
        {
            for (int row = 0; row < bias.Length; row++)
            {
                bias[row] += values[values.Length == 1 ? 0 : row];
            }
        }

        var layer = new SourceRecurrent(node.Name, cell,
        [
            node.File.Build(node.Name, () => CellWeights.Of(
                cell,
                input.Columns,
                Matrices.Blocks(input.Values(), letters, rows),
                Matrices.Blocks(recurrent.Values(), letters, rows),
                Matrices.Blocks(bias, letters, rows),
                new float[bias.Length])),
        ])
        {
            Origins =
            [
                input.Matrix.Origin.As(LstmTensorName.WeightInput, $"rows from {letters}"),
                recurrent.Matrix.Origin.As(LstmTensorName.WeightRecurrent, $"rows from {letters}"),
                .. sum.Constants.Count == 0 ? [] : (TensorOrigin[])
                [
                    ConstantOrigin.Together([.. sum.Constants.Select(static constant => constant.Origin)])
                        .As(LstmTensorName.BiasInput, $"rows from {letters}"),
                ],
            ],
        };
        return x.After(layer, StartStates.NoteOf(node.Name, "h", h), StartStates.NoteOf(node.Name, "c", c)) with
        {
            Axes = x.Axes is null ? null : [.. x.Axes[..^1], new Axis(new AxisPart(AxisPart.Features, cell.Hidden))],
            Time = x.Time ?? ids.Next(),
            IsOneStep = true,
            InputFeatures = x.InputFeatures
                ?? (x.Axes is { } axes ? axes[^1].Parts.FirstOrDefault(new AxisPart(AxisPart.Features, -1)).Id : AxisPart.Features),
        };
    }
}

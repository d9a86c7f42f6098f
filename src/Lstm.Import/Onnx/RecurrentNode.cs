using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>Builds the layer of a recurrent node: converts the weights to canonical order and reads the initial state.</summary>
internal sealed class RecurrentNode(OnnxNode node, OnnxCell type, Func<string, OnnxValue> valueOf, FoldBudget budget)
{
    // The positions of the inputs. An empty name means that an input is absent.
    private const int InputWeights = 1;
    private const int RecurrentWeights = 2;
    private const int Biases = 3;
    private const int SequenceLengths = 4;
    private const int Peepholes = OnnxCell.Peepholes;

    private const string PeepholeRows = "iof";

    private static readonly string[] InputNames = ["X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P"];

    private readonly List<string> _notes = [];
    private readonly StartStates _starts = new(node, type, valueOf);

    private int Gates => type.Gates;

    /// <summary>Notes for the user of the layer.</summary>
    public IReadOnlyList<string> Notes => [.. _notes, .. _starts.Notes];

    /// <summary>The attributes; null if the layer is unsupported.</summary>
    public CellAttributes? Attributes { get; private set; }

    /// <summary>Returns the layer, or an unsupported layer.</summary>
    /// <param name="x">The input of the layer.</param>
    /// <exception cref="WeightFormatException">Shapes or attributes of the node do not match.</exception>
    public SourceLayer Layer(SignalValue x)
    {
        if (!TryConstant(InputWeights, out ConstantValue<float>? w, out string? refusal)
            || !TryConstant(RecurrentWeights, out ConstantValue<float>? r, out refusal)
            || !TryConstant(Biases, out ConstantValue<float>? b, out refusal)
            || !TryConstant(Peepholes, out ConstantValue<float>? p, out refusal))
        {
            return node.Unsupported(refusal!);
        }

        if (w is null || r is null)
        {
            throw node.Error("weights W and R as inputs 1 and 2", "an empty name");
        }

        int hidden = HiddenOf(r);
        CellAttributes attributes = CellAttributes.Read(node, type, hidden);
        int directions = attributes.Directions;
        CheckShape(InputWeights, w, directions, Gates * hidden, -1);
        CheckShape(RecurrentWeights, r, directions, Gates * hidden, hidden);
        CheckShape(Biases, b, directions, 2 * Gates * hidden);
        CheckShape(Peepholes, p, directions, 3 * hidden);
        int input = w.Array.Shape[2];
        int given = x.Axes is { Length: > 0 } axes ? axes[^1].Size : -1;
        if (given >= 0 && given != input)
        {
            throw node.Error($"an input of {input} values, the number of columns of its weights W", $"{given}");
        }

        refusal = attributes.Refusal ?? CheckLengths(x, attributes);
        float[]? h0 = refusal is null ? _starts.Read(StartStates.Hidden, x, attributes, hidden, out refusal) : null;
        float[]? c0 = refusal is null && type.HasCellState ? _starts.Read(StartStates.Cell, x, attributes, hidden, out refusal) : [];
        if (refusal is not null || attributes.Cell is not { } cell)
        {
            return node.Unsupported(refusal!);
        }

        Attributes = attributes;

        // Read the values first: this raises the limit if they are external data.
        _ = w.Array.Values.Length + r.Array.Values.Length;
        budget.Take((long)w.Array.Count + r.Array.Count);
        bool isZero = h0!.Concat(c0!).All(static value => value == 0);
        return new SourceRecurrent(
            node.Name,
            cell,
            [.. Enumerable.Range(0, directions).Select(direction => Direction(cell, direction, input, hidden, w, r, b, p))])
        {
            Direction = attributes.Direction,
            InitialHidden = isZero ? [] : h0!,
            InitialCell = isZero ? [] : c0!,
            Origins =
            [
                .. Enumerable.Range(0, directions).SelectMany(direction => Origins(cell, direction, w, r, b, p)),
                .. isZero ? [] : _starts.Origins(),
            ],
        };
    }

    private int HiddenOf(ConstantValue<float> r)
    {
        if (r.Array.Rank != 3 || r.Array.Shape[2] is < 1 or > NetworkShape.MaxSize)
        {
            throw node.Error(
                $"weights R of shape [directions, {Gates}·hidden, hidden] with at most {NetworkShape.MaxSize} units",
                SourceTensor.TextOf(r.Array.Shape));
        }

        long said = node.Int("hidden_size", r.Array.Shape[2]);
        return said == r.Array.Shape[2]
            ? r.Array.Shape[2]
            : throw node.Error($"weights R for hidden_size {said}", SourceTensor.TextOf(r.Array.Shape));
    }

    private void CheckShape(int index, ConstantValue<float>? constant, params int[] expected)
    {
        if (constant is not null
            && (constant.Array.Rank != expected.Length
                || constant.Array.Shape.Zip(expected).Any(static pair => pair.Second >= 0 && pair.First != pair.Second)))
        {
            throw node.Error(
                $"its input {InputNames[index]} ('{node.Input(index)}') of shape {SourceTensor.TextOf(expected)}",
                SourceTensor.TextOf(constant.Array.Shape));
        }
    }

    private bool TryConstant(int index, out ConstantValue<float>? constant, out string? refusal)
    {
        constant = null;
        refusal = null;
        if (node.Input(index) is not { } name)
        {
            return true;
        }

        OnnxValue value = valueOf(name);
        constant = value as ConstantValue<float>;
        refusal = value switch
        {
            ConstantValue<float> { IsStretched: false } => null,
            SignalValue { InputName: not null } =>
                $"its input {InputNames[index]} is the graph input '{name}' without an initializer, "
                + "so the file does not contain its values",
            SignalValue => $"its input {InputNames[index]} ('{name}') is computed from the inputs of the graph",
            RefusedValue refused => $"its input {InputNames[index]} ('{name}') cannot be resolved: {refused.Reason}",
            _ => $"its input {InputNames[index]} ('{name}') is not a tensor of floats",
        };
        return refusal is null;
    }

    private string? CheckLengths(SignalValue x, CellAttributes attributes)
    {
        if (node.Input(SequenceLengths) is not { } name)
        {
            return null;
        }

        Axis? time = x.Axes is { Length: 3 } axes ? axes[attributes.BatchFirst ? 1 : 0] : null;
        switch (valueOf(name))
        {
            case SignalValue { Path: null } given:
                _notes.Add(
                    $"'{node.Name}' reads the lengths of its sequences from the graph input '{given.InputName ?? name}': "
                    + "run each sequence separately, at its own length.");
                return null;
            case ConstantValue<SizeEntry> lengths when time is not null
                && lengths.Array.Values.All(entry => entry.IsKnown ? entry.Number == time.Size : entry.Number == 0 && time.Is(entry.Axis)):
                return null;
            case ConstantValue<SizeEntry> lengths:
                string found = string.Join(", ", lengths.Array.Values.Take(4).Select(static entry => entry.Number));
                return $"its sequence_lens ('{name}') shorten its sequences to {found}"
                    + (time is { Size: >= 0 } ? $" of {time.Size} steps" : " steps");
            default:
                return $"its sequence_lens ('{name}') cannot be resolved";
        }
    }

    private LstmLayerWeights Direction(
        CellShape cell,
        int direction,
        int input,
        int hidden,
        ConstantValue<float> w,
        ConstantValue<float> r,
        ConstantValue<float>? b,
        ConstantValue<float>? p)
    {
        int rows = Gates * hidden;
        float[] Rows(ConstantValue<float>? constant, int length, int half, int halves) => constant is null
            ? new float[cell.Gates.Count * (length / Gates)]
            : Canonical(cell, constant.Array.Values.AsSpan((direction * halves + half) * length, length));

        float[] inputs = Rows(w, rows * input, 0, 1);
        float[] recurrent = Rows(r, rows * hidden, 0, 1);
        float[] inputBias = b is null ? new float[cell.Gates.Count * hidden] : Rows(b, rows, 0, 2);
        float[] recurrentBias = b is null ? new float[inputBias.Length] : Rows(b, rows, 1, 2);
        return node.File.Build(node.Name, () => CellWeights.Of(
            cell, input, inputs, recurrent, inputBias, recurrentBias, peephole: PeepholeOf(cell, direction, hidden, p)));
    }

    // With coupled gates, ONNX still stores the rows of f, which are unused.
    private float[] Canonical(CellShape cell, ReadOnlySpan<float> values) =>
        Matrices.Blocks(values, type.Rows, CellWeights.RowsOf(cell));

    private static float[] PeepholeOf(CellShape cell, int direction, int hidden, ConstantValue<float>? p) => cell.Peephole && p is not null
        ? Matrices.Blocks(p.Array.Values.AsSpan(direction * 3 * hidden, 3 * hidden), PeepholeRows, cell.PeepholeGates)
        : [];

    private IEnumerable<TensorOrigin> Origins(
        CellShape cell, int direction, ConstantValue<float> w, ConstantValue<float> r, ConstantValue<float>? b, ConstantValue<float>? p)
    {
        string suffix = direction == 1 ? "_reverse" : "";
        string left = cell.CoupledGates ? ", without those of f" : "";
        string rows = type.Names.Length == 0 ? "" : $"rows from {type.Names}{left}";
        yield return w.Origin.As(LstmTensorName.WeightInput + suffix, rows);
        yield return r.Origin.As(LstmTensorName.WeightRecurrent + suffix, rows);
        if (b is not null)
        {
            string sum = cell.Definition.TwoBiases is null ? "sum of both halves" : "sum of both halves except for the candidate";
            yield return b.Origin.As(LstmTensorName.BiasInput + suffix, rows.Length == 0 ? sum : $"{sum}, {rows}");
        }

        if (p is not null)
        {
            yield return p.Origin.As(LstmTensorName.WeightPeephole + suffix, "from i, o, f" + left);
        }
    }
}

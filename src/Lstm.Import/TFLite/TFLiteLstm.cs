using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.TFLite;

/// <summary>
/// Reads UNIDIRECTIONAL_SEQUENCE_LSTM, which has a tensor per gate. Everything except the weights of three gates can be absent.
/// </summary>
internal static class TFLiteLstm
{
    // The first input of each group of gate tensors, in the order i, f, c, o.
    private const int Input = 1;
    private const int Recurrent = 5;
    private const int Peephole = 9;
    private const int Bias = 12;

    private const int Projection = 16;
    private const int ProjectionBias = 17;
    private const int HiddenState = 18;
    private const int CellState = 19;
    private const int FirstNorm = 20;

    private static readonly string[] s_gates = ["input", "forget", "cell", "output"];

    /// <summary>Returns the time axis of the layer.</summary>
    public static int TimeAxisOf(TFLiteOperator step) => step.OptionByte(TFLiteFields.LstmTimeMajor) != 0 ? 0 : 1;

    /// <summary>Returns the layer, or an unsupported layer with the reason.</summary>
    public static SourceLayer Read(TFLiteGraph graph, TFLiteOperator step, string name)
    {
        // Coupled gates have no tensors of the input gate.
        bool isCoupled = step.Input(Input) < 0;
        CheckPresence(graph, step, name, isCoupled);
        if (Refusal(graph, step) is { } refusal)
        {
            return new UnsupportedLayer(name, step.Kind, refusal);
        }

        SourceTensor output = graph.Weight(step.Input(Input + 3)).CheckShape(-1, -1);
        int hidden = output.Shape[0];
        int inputs = output.Shape[1];
        SourceTensor? projection = Optional(graph, step, Projection)?.CheckShape(-1, hidden);
        SourceTensor? projectionBias = Optional(graph, step, ProjectionBias);
        if (projectionBias is not null && projectionBias.Values.Any(static value => value != 0))
        {
            return new UnsupportedLayer(name, step.Kind, $"its projection has a bias, '{projectionBias.Name}', which is not supported");
        }

        int width = projection?.Shape[0] ?? hidden;
        TFLiteGates gates = new(isCoupled, graph, step);
        TFLiteRows input = gates.Read(LstmTensorName.WeightInput, Input, hidden, inputs);
        TFLiteRows recurrent = gates.Read(LstmTensorName.WeightRecurrent, Recurrent, hidden, width);
        TFLiteRows bias = gates.Read(LstmTensorName.BiasInput, Bias, hidden);
        bool hasPeephole = step.Input(Peephole + 2) >= 0;
        TFLiteRows peephole = hasPeephole ? gates.ReadPeephole(Peephole, hidden) : TFLiteRows.None;
        float clip = step.OptionSingle(TFLiteFields.LstmCellClip);
        ActivationShape activation = TFLiteDense.Fused(step.OptionByte(TFLiteFields.LstmActivation))!.Value;

        // The fused activation applies to the candidate and to the cell state in the output. The gates are always sigmoids.
        var cell = new CellShape(CellKind.Lstm, hidden)
        {
            Projection = projection is null ? 0 : width,
            Peephole = hasPeephole,
            CoupledGates = isCoupled,
            CellActivation = activation,
            HiddenActivation = activation,
            CellClip = clip,
        };
        float[] projectionValues = projection?.Values ?? [];
        LstmLayerWeights weights = graph.File.Build(name, () => new LstmLayerWeights(
            inputs, hidden, input.Values, recurrent.Values, bias.Values, projectionValues, peephole.Values));
        IEnumerable<TensorOrigin> projected = projection is null ? [] : [projection.As(LstmTensorName.WeightProjection)];
        return new SourceRecurrent(name, cell, [weights])
        {
            Origins = [.. input.Origins, .. recurrent.Origins, .. bias.Origins, .. projected, .. peephole.Origins],
        };
    }

    // Checks which tensors are present. A file that breaks these rules is corrupt.
    private static void CheckPresence(TFLiteGraph graph, TFLiteOperator step, string name, bool isCoupled)
    {
        int first = isCoupled ? 1 : 0;
        (int, string)[] groups = [(Input, "input weights"), (Recurrent, "recurrent weights"), (Bias, "a bias")];
        foreach ((int start, string what) in groups)
        {
            for (int gate = 0; gate < s_gates.Length; gate++)
            {
                if (step.Input(start + gate) >= 0 != gate >= first)
                {
                    string expected = gate >= first
                        ? $"{what} of the {s_gates[gate]} gate"
                        : $"no {what} of the input gate, which has no input weights";
                    throw graph.File.Error(FaultPlace.Layer(name), expected, gate >= first ? "none" : "some");
                }
            }
        }

        bool hasPeephole = step.Input(Peephole + 2) >= 0;
        if (step.Input(Peephole + 1) >= 0 != hasPeephole || step.Input(Peephole) >= 0 != (hasPeephole && !isCoupled))
        {
            throw graph.File.Error(FaultPlace.Layer(name), "peepholes of all gates or of none", "peepholes of some gates");
        }

        if (step.Input(ProjectionBias) >= 0 && step.Input(Projection) < 0)
        {
            throw graph.File.Error(FaultPlace.Layer(name), "a projection for the projection bias", "none");
        }
    }

    private static string? Refusal(TFLiteGraph graph, TFLiteOperator step)
    {
        int function = step.OptionByte(TFLiteFields.LstmActivation);
        float clip = step.OptionSingle(TFLiteFields.LstmCellClip);
        if (TFLiteDense.Fused(function) is null)
        {
            return $"the activation {TFLiteDense.FusedName(function)} is not supported";
        }

        if (step.Inputs.Skip(FirstNorm).Any(static index => index >= 0))
        {
            return "it applies layer normalisation to its gates but not to its cell state, which is not supported";
        }

        if (!(clip >= 0) || !float.IsFinite(clip))
        {
            return "its cell_clip is negative or not finite";
        }

        if (step.OptionSingle(TFLiteFields.LstmProjectionClip) != 0)
        {
            return "it limits its projection (proj_clip), which is not supported";
        }

        if (step.OptionByte(TFLiteFields.LstmDiagonal) != 0)
        {
            return "its recurrent weights are diagonal";
        }

        foreach (int state in (int[])[step.Input(HiddenState), step.Input(CellState)])
        {
            // The interpreter sets variables to zero and ignores their values in the file.
            if (state >= 0 && !graph.Tensor(state).IsVariable)
            {
                return $"its state '{graph.Tensor(state).Name}' is not a variable, so its initial value may not be zero";
            }
        }

        return step.Inputs
            .Skip(Input)
            .Take(HiddenState - Input)
            .Where(static index => index >= 0)
            .Select(graph.Obstacle)
            .FirstOrDefault(static reason => reason is not null);
    }

    private static SourceTensor? Optional(TFLiteGraph graph, TFLiteOperator step, int index) =>
        step.Input(index) >= 0 ? graph.Weight(step.Input(index)) : null;
}

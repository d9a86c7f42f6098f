using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Import.Json;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.GuitarML;

/// <summary>Reads the JSON of GuitarML, Proteus and similar tools: the sizes of a network and its PyTorch state dict.</summary>
internal sealed class GuitarMLModelReader : IModelReader
{
    private const string Lstm = "LSTM";
    private const string Gru = "GRU";
    private const string Simple = "SimpleRNN";

    public bool Recognises(SourceFile file) =>
        file.TryGetJson(out JsonObject? json) && json["model_data"] is JsonObject && json["state_dict"] is JsonObject;

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        if (!file.TryGetJson(out JsonObject? json))
        {
            throw file.Error(null, "a GuitarML file", "another format");
        }

        JsonObject data = json.Require("model_data").AsObject();
        if (data.TryGet("model", out JsonValue? model) && model.AsText() != Simple)
        {
            throw model.Error($"'{Simple}', the only recurrent network of the trainer");
        }

        var network = new GuitarMLNetwork(data, json.Require("state_dict").AsObject());
        string unit = data.TryGet("unit_type", out JsonValue? type) ? type.AsText() : Lstm;
        if (unit is not (Lstm or Gru))
        {
            throw type!.Error($"'{Lstm}' or '{Gru}'");
        }

        List<SourceLayer> layers = [];
        for (int layer = 0; layer < network.Layers; layer++)
        {
            layers.Add(Recurrent(network, layer, unit == Gru));
        }

        layers.Add(Head(network));
        network.CheckAllUsed();
        return new SourceModel(ModelFormat.GuitarML, $"GuitarML JSON, {unit}", layers)
        {
            Residual = IsResidual(data, network.Outputs),
            Preprocessing = new Preprocessing(JsonSignal.SampleRate(json)),
            Notes =
            [
                .. OtherMembers.Check(json, "model_data", "state_dict", "metadata", "samplerate", "sample_rate", "name", "version"),
                .. OtherMembers.Check(
                    data,
                    "model", "input_size", "skip", "output_size", "unit_type", "num_layers", "hidden_size", "bias_fl"),
            ],
        };
    }

    private static SourceRecurrent Recurrent(GuitarMLNetwork network, int layer, bool isGru)
    {
        int hidden = network.Hidden;
        int inputs = layer == 0 ? network.Inputs : hidden;
        CellShape cell = new(isGru ? CellKind.GruResetAfter : CellKind.Lstm, hidden);
        int rows = cell.Gates.Count * hidden;
        string Tensor(string kind) => "rec." + LstmTensorName.Of("", kind, layer, isReverse: false);

        SourceTensor input = network.Take(Tensor(LstmTensorName.WeightInput), rows, inputs);
        SourceTensor recurrent = network.Take(Tensor(LstmTensorName.WeightRecurrent), rows, hidden);
        SourceTensor inputBias = network.Take(Tensor(LstmTensorName.BiasInput), rows);
        SourceTensor recurrentBias = network.Take(Tensor(LstmTensorName.BiasRecurrent), rows);
        string name = string.Create(CultureInfo.InvariantCulture, $"rec.{layer}");
        LstmLayerWeights weights = network.File.Build(name, () => CellWeights.Of(
            cell, inputs, input.Values, recurrent.Values, inputBias.Values, recurrentBias.Values));
        string sum = isGru ? "sum of both except for the candidate" : "sum of both";
        return new SourceRecurrent(name, cell, [weights])
        {
            Origins =
            [
                input.As(LstmTensorName.WeightInput),
                recurrent.As(LstmTensorName.WeightRecurrent),
                inputBias.As(LstmTensorName.BiasInput, sum),
                recurrentBias.As(LstmTensorName.BiasRecurrent, sum),
            ],
        };
    }

    private static SourceDense Head(GuitarMLNetwork network)
    {
        const string name = "lin";
        SourceTensor weight = network.Take("lin.weight", network.Outputs, network.Hidden);
        SourceTensor? bias = network.HasBias ? network.Take("lin.bias", network.Outputs) : null;
        DenseWeights weights = network.File.Build(
            name, () => new DenseWeights(network.Hidden, network.Outputs, weight.Values, bias?.Values ?? new float[network.Outputs]));
        IEnumerable<TensorOrigin?> origins = [weight.As("weight"), bias?.As("bias")];
        return new SourceDense(name, weights, Activation.Linear) { Origins = [.. origins.OfType<TensorOrigin>()] };
    }

    // The trainer adds the first inputs to each output; 'skip' is their number.
    private static bool IsResidual(JsonObject data, int outputs)
    {
        int skip = data.TryGet("skip", out JsonValue? value) ? value.AsInt() : 0;
        return skip switch
        {
            0 => false,
            1 when outputs == 1 => true,
            1 => throw value!.Error(
                "0 for several outputs (1 would add one input to all of them)", FormattableString.Invariant($"1 and {outputs} outputs")),
            _ => throw value!.Error("0 or 1 (1 adds the input to the output)"),
        };
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Import.Json;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Nam;

/// <summary>Reads the LSTMs of Neural Amp Modeler: one flat list of numbers with the weights and the initial states.</summary>
internal sealed class NamModelReader : IModelReader
{
    private const string Lstm = "LSTM";

    public bool Recognises(SourceFile file) =>
        file.TryGetJson(out JsonObject? json) && json["architecture"] is JsonText && json.Has("config");

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        if (!file.TryGetJson(out JsonObject? json))
        {
            throw file.Error(null, "a NAM file", "another format");
        }

        string architecture = json.Require("architecture").AsText();
        if (architecture != Lstm)
        {
            throw file.Error(FaultPlace.Member("architecture"), $"'{Lstm}', the only recurrent network of NAM", $"'{architecture}'");
        }

        NamSizes sizes = NamSizes.Read(json.Require("config").AsObject());
        var numbers = new NamNumbers(json.Require("weights"), sizes);
        List<SourceRecurrent> layers = [];
        for (int layer = 0; layer < sizes.Layers; layer++)
        {
            layers.Add(Layer(file, numbers, layer, sizes.InputsOf(layer), sizes.Hidden));
        }

        SourceDense head = Head(file, numbers, sizes);
        BurnedInState burnedIn = BurnedInState.Of(layers, head, options.RunSelfTest);
        string version = json["version"] is JsonText text ? $" {text.Value}" : "";
        return new SourceModel(ModelFormat.Nam, $"NAM{version}, LSTM", [.. layers, head])
        {
            SelfTest = burnedIn.SelfTest,
            Preprocessing = new Preprocessing(JsonSignal.SampleRate(json)),
            Doubt = burnedIn.Doubt,
            Notes =
            [
                .. burnedIn.Notes,
                .. Levels(json),
                .. OtherMembers.Check(json, "version", "architecture", "config", "weights", "metadata", "sample_rate", "samplerate"),
                .. OtherMembers.Check(
                    json.Require("config").AsObject(),
                    "input_size", "hidden_size", "num_layers", "in_channels", "out_channels", "train_burn_in", "train_truncate"),
            ],
        };
    }

    // Each row contains the columns of the input, then those of the hidden state.
    private static SourceRecurrent Layer(SourceFile file, NamNumbers numbers, int number, int inputs, int hidden)
    {
        const int gates = 4;
        string name = string.Create(CultureInfo.InvariantCulture, $"lstm.{number}");
        int rows = gates * hidden;
        int columns = inputs + hidden;
        NamPart matrix = numbers.Take(rows, columns);
        NamPart bias = numbers.Take(rows);
        NamPart initialHidden = numbers.Take(hidden);
        NamPart initialCell = numbers.Take(hidden);
        LstmLayerWeights weights = file.Build(name, () => new LstmLayerWeights(
            inputs,
            hidden,
            Matrices.Columns(matrix.Values, columns, 0, inputs),
            Matrices.Columns(matrix.Values, columns, inputs, hidden),
            bias.Values));
        return new SourceRecurrent(name, new CellShape(CellKind.Lstm, hidden), [weights])
        {
            InitialHidden = initialHidden.Values,
            InitialCell = initialCell.Values,
            Origins =
            [
                matrix.As(LstmTensorName.WeightInput, $"the first {inputs} columns"),
                matrix.As(LstmTensorName.WeightRecurrent, $"the last {hidden} columns"),
                bias.As(LstmTensorName.BiasInput),
                initialHidden.As(StartTensors.InitialHiddenName),
                initialCell.As(StartTensors.InitialCellName),
            ],
        };
    }

    private static SourceDense Head(SourceFile file, NamNumbers numbers, NamSizes sizes)
    {
        const string name = "head";
        NamPart weight = numbers.Take(sizes.Outputs, sizes.Hidden);
        NamPart bias = numbers.Take(sizes.Outputs);
        DenseWeights weights = file.Build(name, () => new DenseWeights(sizes.Hidden, sizes.Outputs, weight.Values, bias.Values));
        return new SourceDense(name, weights, Activation.Linear)
        {
            Origins = [weight.As("weight"), bias.As("bias")],
        };
    }

    private static IEnumerable<SourceNote> Levels(JsonObject json)
    {
        if (json["metadata"] is JsonObject metadata && metadata["input_level_dbu"] is JsonNumber input)
        {
            string output = metadata["output_level_dbu"] is JsonNumber number
                ? FormattableString.Invariant($" and at its output {number.Value} dBu")
                : "";
            yield return FormattableString.Invariant($"In this file, full scale at the network's input is {input.Value} dBu{output}.");
        }
    }
}

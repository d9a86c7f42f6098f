using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.Keras;

/// <summary>The layers that weights tell of which were saved without their model: what names and shapes say, and Keras' defaults for the rest.</summary>
internal static class KerasWeightsOnly
{
    private const string Note =
        "The file has weights alone, without the model. Activations (tanh and {0} in recurrent layers, none in dense ones) were taken as Keras' defaults, the layers in the order of "
        + "the file, each of the whole sequence; a dense layer's activation can be given as an option.";

    /// <summary>Reads layers.</summary>
    /// <param name="file">The file.</param>
    /// <param name="groups">The layers' names and weights, in the order of the file.</param>
    /// <param name="version">The version of Keras that wrote it.</param>
    public static (IReadOnlyList<SourceLayer> Layers, IReadOnlyList<string> Notes) Read(
        SourceFile file, IReadOnlyList<(string Name, List<SourceTensor> Weights)> groups, KerasVersion version)
    {
        var found = new NamedKerasWeights(file, layer => groups.First(group => group.Name == layer.Name).Weights);
        var empty = new JsonObject(file, "", new Dictionary<string, JsonValue>(), []);
        List<SourceLayer> layers = [];
        foreach ((string name, List<SourceTensor> weights) in groups.Where(static group => group.Weights.Count > 0))
        {
            layers.Add(LayerOf(file, new KerasLayer(name, "", empty, empty, name), weights, found, version));
        }

        string gates = version.RecurrentActivation ?? "sigmoid";
        return (layers, [string.Format(System.Globalization.CultureInfo.InvariantCulture, Note, gates)]);
    }

    private static SourceLayer LayerOf(SourceFile file, KerasLayer layer, List<SourceTensor> weights, KerasWeights found, KerasVersion version)
    {
        // Others, such as gamma and beta, are no layer of ours; those of Keras 1 are refused when they are looked for.
        if (weights.Find(static tensor => NamedKerasWeights.ShortName(tensor.Name) is "gamma" or "beta" or "embeddings" or "depthwise_kernel" or "moving_mean") is { } other)
        {
            return new UnsupportedLayer(layer.Name, "layer", $"it has weights '{other.Name}', which no LSTM, GRU or dense layer has");
        }

        bool isPair = weights.Exists(static tensor => tensor.Name.Split('/').Any(static part => part.StartsWith("forward_", System.StringComparison.Ordinal)))
            && weights.Exists(static tensor => tensor.Name.Split('/').Any(static part => part.StartsWith("backward_", System.StringComparison.Ordinal)));
        IReadOnlyDictionary<string, SourceTensor> own = found.Of(layer, isPair ? KerasPart.Forward : KerasPart.Whole);
        SourceTensor? bias = own.GetValueOrDefault(KerasWeights.Bias);
        List<TensorOrigin> origins = [];
        if (!own.TryGetValue(KerasWeights.RecurrentKernel, out SourceTensor? recurrent))
        {
            if (!own.TryGetValue(KerasWeights.Kernel, out SourceTensor? kernel) || kernel.Shape.Count != 2)
            {
                return new UnsupportedLayer(layer.Name, "layer", $"its weights '{string.Join("', '", weights.Select(static tensor => tensor.Name))}' are not those of an LSTM, a GRU or a dense layer");
            }

            return new DenseLayer(layer.Name, KerasConversion.Dense(file, layer.Name, kernel.Shape[1], bias is not null, own, origins), Activation.Linear) { Origins = origins };
        }

        int units = recurrent.CheckShape(-1, -1).Shape[0];
        long gates = units == 0 ? 0 : recurrent.Shape[1] / units;
        KerasCellKind? kind = (gates, bias?.Shape) switch
        {
            (4, [int length]) when length == 8L * units => KerasCellKind.CuDnnLstm,
            (4, _) => KerasCellKind.Lstm,
            (3, [int length]) when length == 6L * units => KerasCellKind.CuDnnGru,
            (3, _) => KerasCellKind.Gru,
            _ => null,
        };
        if (kind is null || (kind == KerasCellKind.Gru && bias is null))
        {
            return new UnsupportedLayer(
                layer.Name, "layer", kind is null ? $"its recurrent kernel has shape {recurrent.ShapeText}, which no LSTM and no GRU has" : "a GRU without a bias does not tell where its reset gate acts");
        }

        bool isOldSigmoid = version.RecurrentActivation == "hard_sigmoid";
        var cell = new KerasCell(kind.Value, units, bias is not null)
        {
            ResetAfter = kind == KerasCellKind.CuDnnGru || (kind == KerasCellKind.Gru && bias!.Shape.Count == 2),
            GateActivation = isOldSigmoid && kind is (KerasCellKind.Lstm or KerasCellKind.Gru) ? Activation.HardSigmoid : Activation.Sigmoid,
        };
        List<LstmLayerWeights> directions = [KerasConversion.Recurrent(file, layer.Name, cell, own, "", origins)];
        if (isPair)
        {
            directions.Add(KerasConversion.Recurrent(file, layer.Name, cell, found.Of(layer, KerasPart.Backward), "_reverse", origins));
        }

        return new RecurrentLayer(layer.Name, cell.Shape, directions) { Origins = origins };
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>
/// The layers of a weights-only file. Names and shapes determine the layers; Keras's defaults apply to everything else.
/// </summary>
internal static class KerasWeightsOnly
{
    private const string Note =
        "The file contains only weights, without the model. The import assumes Keras's default activations (tanh and {0} in recurrent "
        + "layers, none in dense layers), layers in the order of the file, and outputs for the whole sequence. To set the activation of "
        + "a dense layer or a SimpleRNN, use the option Activations (--activation NAME=FUNCTION).";

    private const string NormNote =
        " Layers with gamma and beta alone are taken for layer normalisations, and normalisations have Keras's epsilon, 0.001.";

    // The weights of layers without a kernel, by the one that tells the kind.
    private static readonly Dictionary<string, Func<SourceFile, string, IReadOnlyDictionary<string, SourceTensor>, SourceLayer>> s_units =
        new(StringComparer.Ordinal)
        {
            [KerasUnits.MovingMean] = static (file, layer, tensors) =>
                KerasUnits.BatchNorm(file, layer, tensors, KerasUnits.OrdinaryEpsilon),
            [KerasUnits.Mean] = static (file, layer, tensors) => KerasUnits.Normalization(file, layer, tensors, isInverse: false),
            [KerasUnits.Alpha] = static (file, layer, tensors) => KerasUnits.PRelu(file, layer, tensors[KerasUnits.Alpha]),
            [KerasUnits.Gamma] = static (file, layer, tensors) =>
                KerasUnits.LayerNorm(file, layer, tensors, null, KerasUnits.OrdinaryEpsilon),
            [KerasUnits.Beta] = static (file, layer, tensors) =>
                KerasUnits.LayerNorm(file, layer, tensors, null, KerasUnits.OrdinaryEpsilon),
        };

    private static readonly string[] s_unitNames =
    [
        KerasUnits.Gamma, KerasUnits.Beta, KerasUnits.MovingMean, KerasUnits.MovingVariance, KerasUnits.Mean, KerasUnits.Variance,
        KerasUnits.Alpha,
    ];

    private const string TokenNote = " Embeddings are taken to mask no token.";

    /// <summary>Reads the layers.</summary>
    /// <param name="file">The file.</param>
    /// <param name="groups">The names and weights of the layers, in the order of the file.</param>
    /// <param name="version">The version of Keras that wrote the file.</param>
    public static (IReadOnlyList<SourceLayer> Layers, IReadOnlyList<SourceNote> Notes) Read(
        SourceFile file, IReadOnlyList<(string Name, List<SourceTensor> Weights)> groups, KerasVersion version)
    {
        ILookup<string, List<SourceTensor>> byName = groups.ToLookup(static group => group.Name, static group => group.Weights);
        var found = new NamedKerasWeights(file, layer => byName[layer.Name].First());
        var empty = new JsonObject(file, null, new Dictionary<string, JsonValue>(), []);
        List<SourceLayer> layers = [];
        foreach ((string name, List<SourceTensor> weights) in groups.Where(static group => group.Weights.Count > 0))
        {
            layers.Add(LayerOf(file, new KerasLayer(name, "", empty, empty, name), weights, found, version));
        }

        string gates = version.RecurrentActivation ?? "sigmoid";
        string note = string.Format(System.Globalization.CultureInfo.InvariantCulture, Note, gates);
        note += layers.Exists(static layer => layer is SourceUnits) ? NormNote : "";
        note += layers.Exists(static layer => layer is SourceEmbedding) ? TokenNote : "";
        return (layers, [new SourceNote(note) { IsAssumption = true }]);
    }

    private static SourceLayer LayerOf(
        SourceFile file, KerasLayer layer, List<SourceTensor> weights, KerasWeights found, KerasVersion version)
    {
        string[] names = [.. weights.Select(static tensor => NamedKerasWeights.ShortName(tensor.Name))];
        if (names.Length > 0 && Array.TrueForAll(names, static name => s_unitNames.Contains(name)))
        {
            return UnitsOf(
                file, layer.Name, s_units.First(kind => names.Contains(kind.Key)).Value, found.Of(layer, KerasPart.Whole, names));
        }

        if (names is [KerasEmbedding.Table] && weights[0].Shape.Count == 2)
        {
            return SourceEmbedding.Of(layer.Name, weights[0]);
        }

        // Other weights belong to unsupported layers. Weights of Keras 1 are rejected by KerasWeights.Of.
        if (weights.Find(static tensor => IsForeign(NamedKerasWeights.ShortName(tensor.Name))) is { } other)
        {
            return new UnsupportedLayer(
                layer.Name, "layer", $"it has weights '{other.Name}', which do not belong to an LSTM, a GRU, a SimpleRNN or a dense layer");
        }

        bool isPair = HasSegment(weights, "forward_") && HasSegment(weights, "backward_");
        IReadOnlyDictionary<string, SourceTensor> own = found.Of(
            layer, isPair ? KerasPart.Forward : KerasPart.Whole, KerasWeights.CellNames);
        return own.ContainsKey(KerasWeights.RecurrentKernel)
            ? Recurrent(file, layer, isPair, own, found, version)
            : Dense(file, layer.Name, weights, own);
    }

    private static SourceLayer Dense(
        SourceFile file, string layer, List<SourceTensor> weights, IReadOnlyDictionary<string, SourceTensor> own)
    {
        List<TensorOrigin> origins = [];
        bool hasBias = own.ContainsKey(KerasWeights.Bias);
        if (own.TryGetValue(KerasWeights.Kernel, out SourceTensor? kernel) && kernel.Shape is [var steps, _, var filters])
        {
            if (steps != 1)
            {
                return new UnsupportedLayer(
                    layer,
                    "layer",
                    $"its kernel {kernel.ShapeText} is that of a convolution over {steps} steps, whose padding and dilation are not in a "
                    + "file of weights alone; save the whole model");
            }

            Conv1DWeights convolution = KerasConversion.Convolution(file, layer, filters, steps, hasBias, own, origins);
            return new SourceConv1D(layer, convolution, Dilation: 1, Activation.Linear) { Origins = origins }.Simplest;
        }

        if (kernel is not { Shape.Count: 2 })
        {
            string all = string.Join("', '", weights.Select(static tensor => tensor.Name));
            return new UnsupportedLayer(
                layer, "layer", $"its weights '{all}' are not those of an LSTM, a GRU, a SimpleRNN or a dense layer");
        }

        DenseWeights dense = KerasConversion.Dense(file, layer, kernel.Shape[1], hasBias, own, origins);
        return new SourceDense(layer, dense, Activation.Linear) { Origins = origins };
    }

    private static SourceLayer Recurrent(
        SourceFile file,
        KerasLayer layer,
        bool isPair,
        IReadOnlyDictionary<string, SourceTensor> own,
        KerasWeights found,
        KerasVersion version)
    {
        SourceTensor recurrent = own[KerasWeights.RecurrentKernel];
        SourceTensor? bias = own.GetValueOrDefault(KerasWeights.Bias);
        List<TensorOrigin> origins = [];
        int units = recurrent.CheckShape(-1, -1).Shape[0];
        long gates = units == 0 ? 0 : recurrent.Shape[1] / units;
        bool isCuDnn = bias?.Shape is [int length] && length == 2 * gates * units;
        KerasCellType? type = KerasCellType.All.FirstOrDefault(row => row.Columns.Length == gates && row.IsCuDnn == isCuDnn);
        bool hasReset = type is { IsCuDnn: false } && type.Has(CellOptions.ResetAfter);
        if (type is null || (hasReset && bias is null))
        {
            return new UnsupportedLayer(
                layer.Name,
                "layer",
                type is null
                    ? $"its recurrent kernel has shape {recurrent.ShapeText}, which is not that of an LSTM, a GRU or a SimpleRNN"
                    : "a GRU without a bias does not show where its reset gate is applied");
        }

        bool isOldSigmoid = version.RecurrentActivation == "hard_sigmoid";
        var cell = new KerasCell(type, units, bias is not null)
        {
            ResetAfter = hasReset ? bias!.Shape.Count == 2 : type.Has(CellOptions.ResetAfter),
            GateActivation = isOldSigmoid && !type.IsCuDnn ? Activation.HardSigmoid : Activation.Sigmoid,
        };
        List<LstmLayerWeights> directions = [KerasConversion.Recurrent(file, layer.Name, cell, own, "", origins)];
        if (isPair)
        {
            IReadOnlyDictionary<string, SourceTensor> backward = found.Of(layer, KerasPart.Backward, KerasWeights.CellNames);
            directions.Add(KerasConversion.Recurrent(file, layer.Name, cell, backward, "_reverse", origins));
        }

        return new SourceRecurrent(layer.Name, cell.Shape, directions) { Origins = origins };
    }

    private static SourceLayer UnitsOf(
        SourceFile file,
        string layer,
        Func<SourceFile, string, IReadOnlyDictionary<string, SourceTensor>, SourceLayer> read,
        IReadOnlyDictionary<string, SourceTensor> tensors)
    {
        try
        {
            return read(file, layer, tensors);
        }
        catch (KerasUnsupportedException unsupported)
        {
            return new UnsupportedLayer(layer, "layer", unsupported.Message);
        }
    }

    private static bool IsForeign(string name) => name is "gamma" or "beta" or "embeddings" or "depthwise_kernel" or "moving_mean";

    private static bool HasSegment(List<SourceTensor> weights, string prefix) => weights.Exists(tensor =>
        tensor.Name.Split('/').Any(part => part.StartsWith(prefix, StringComparison.Ordinal)));
}

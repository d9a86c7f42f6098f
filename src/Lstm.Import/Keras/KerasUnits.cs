using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>Reads a layer that has a value of each of its tensors for each of its outputs: a normalisation, a scaling, a PReLU.</summary>
/// <param name="file">The file.</param>
/// <param name="layer">The layer.</param>
/// <param name="config">The configuration of the layer, or of the layer within its wrapper.</param>
/// <param name="before">The data that the layer gets.</param>
/// <param name="weights">The weights of the file.</param>
internal sealed class KerasUnits(SourceFile file, KerasLayer layer, JsonObject config, KerasSignal before, KerasWeights weights)
{
    public const string Gamma = "gamma";
    public const string Beta = "beta";
    public const string MovingMean = "moving_mean";
    public const string MovingVariance = "moving_variance";
    public const string Mean = "mean";
    public const string Variance = "variance";
    public const string Alpha = "alpha";

    /// <summary>The epsilon of the normalisations if the configuration has none.</summary>
    public const double OrdinaryEpsilon = 1e-3;

    // The smallest deviation that the layer Normalization divides by: Keras's epsilon() of its back ends.
    private const double SmallestDeviation = 1e-7;

    // TensorFlow 1 wrote the names of its classes with their versions.
    private static readonly Dictionary<string, Func<KerasUnits, SourceLayer>> s_classes = new(StringComparer.Ordinal)
    {
        ["BatchNormalization"] = static units => units.BatchNorm(),
        ["BatchNormalizationV1"] = static units => units.BatchNorm(),
        ["BatchNormalizationV2"] = static units => units.BatchNorm(),
        ["SyncBatchNormalization"] = static units => units.BatchNorm(),
        ["LayerNormalization"] = static units => units.LayerNorm(),
        ["Normalization"] = static units => units.Normalization(),
        ["Rescaling"] = static units => units.Rescaling(),
        ["PReLU"] = static units => units.PRelu(),
    };

    /// <summary>Whether this reads layers of a class.</summary>
    public static bool Reads(string className) => s_classes.ContainsKey(className);

    /// <summary>Reads the layer.</summary>
    /// <param name="className">The class of the layer, or of the layer within its wrapper.</param>
    /// <exception cref="KerasUnsupportedException">The layer does something that a class does not.</exception>
    public SourceLayer Read(string className) => s_classes[className](this);

    /// <summary>Returns a batch normalisation with the stored statistics.</summary>
    public static SourceUnits BatchNorm(
        SourceFile file, string layer, IReadOnlyDictionary<string, SourceTensor> tensors, double epsilon)
    {
        SourceTensor mean = Require(tensors, MovingMean).CheckShape(-1);
        int size = mean.Shape[0];
        SourceTensor variance = Require(tensors, MovingVariance).CheckShape(size);
        SourceTensor? gamma = tensors.GetValueOrDefault(Gamma)?.CheckShape(size);
        SourceTensor? beta = tensors.GetValueOrDefault(Beta)?.CheckShape(size);
        const string scale = "gamma / sqrt(variance + epsilon)";
        const string offset = "beta - mean * scale";
        IEnumerable<TensorOrigin?> origins =
            [gamma?.As("scale", scale), variance.As("scale", scale), beta?.As("offset", offset), mean.As("offset", offset)];
        return file.Build(layer, () => SourceUnits.BatchNorm(
            layer, mean.Values, variance.Values, epsilon, gamma?.Values ?? [], beta?.Values ?? [])) with
        {
            Origins = [.. origins.OfType<TensorOrigin>()],
        };
    }

    /// <summary>Returns a layer normalisation.</summary>
    /// <param name="file">The file.</param>
    /// <param name="layer">The name of the layer.</param>
    /// <param name="tensors">The tensors; the scale is 1 and the offset 0 if they are not among them.</param>
    /// <param name="width">The number of values if the layer has no tensors.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    public static SourceUnits LayerNorm(
        SourceFile file, string layer, IReadOnlyDictionary<string, SourceTensor> tensors, int? width, double epsilon)
    {
        SourceTensor? gamma = tensors.GetValueOrDefault(Gamma)?.CheckShape(-1);
        SourceTensor? beta = tensors.GetValueOrDefault(Beta)?.CheckShape(gamma?.Shape[0] ?? -1);
        int size = gamma?.Shape[0] ?? beta?.Shape[0] ?? width
            ?? throw new KerasUnsupportedException("it has no weights, and the file does not contain the number of its inputs");
        if (size is < 1 or > NetworkShape.MaxInput)
        {
            throw new KerasUnsupportedException($"it has {size} inputs, and a class has at most {NetworkShape.MaxInput}");
        }

        float[] weight = gamma?.Values ?? [.. Enumerable.Repeat(1f, size)];
        IEnumerable<TensorOrigin?> origins = [gamma?.As("weight"), beta?.As("bias")];
        return file.Build(layer, () => SourceUnits.LayerNorm(
            layer, new LayerNormWeights(weight, beta?.Values ?? new float[size]), (float)epsilon)) with
        {
            Origins = [.. origins.OfType<TensorOrigin>()],
        };
    }

    /// <summary>Returns a PReLU; with a single slope, the function of this slope.</summary>
    /// <exception cref="KerasUnsupportedException">It has a slope for each step.</exception>
    public static SourceLayer PRelu(SourceFile file, string layer, SourceTensor slopes)
    {
        if (slopes.Shape.Count == 0 || slopes.Shape.SkipLast(1).Any(static size => size != 1))
        {
            throw new KerasUnsupportedException(
                $"its slopes have the shape {slopes.ShapeText}, which is one for each step and value; a class has one slope for each value "
                + "(shared_axes=[1])");
        }

        return slopes.Shape[^1] == 1
            ? new SourceActivation(layer, ActivationShape.Of(Activation.LeakyRelu, slopes.Values[0]))
            : file.Build(layer, () => SourceUnits.PRelu(layer, new PReluWeights(slopes.Values))) with { Origins = [slopes.As("weight")] };
    }

    /// <summary>Returns a normalisation with stored means and variances.</summary>
    /// <exception cref="KerasUnsupportedException">They have several axes.</exception>
    public static SourceLayer Normalization(
        SourceFile file, string layer, IReadOnlyDictionary<string, SourceTensor> tensors, bool isInverse)
    {
        SourceTensor means = Require(tensors, Mean);
        SourceTensor variances = Require(tensors, Variance);
        if (means.Shape.Count > 1 || variances.Shape.Count > 1)
        {
            throw new KerasUnsupportedException(
                $"its means have the shape {means.ShapeText}; a class has one mean for each value of a step");
        }

        string deviation = isInverse ? "sqrt(variance)" : "1 / sqrt(variance)";
        return Normalization(
            file,
            layer,
            KerasScalars.Of(means),
            KerasScalars.Of(variances),
            isInverse,
            [variances.As("scale", deviation), means.As("offset", isInverse ? "" : "-mean * scale")]);
    }

    private SourceUnits BatchNorm()
    {
        CheckAxis();
        return BatchNorm(file, layer.Name, Required([.. Trained(), MovingMean, MovingVariance]), Epsilon());
    }

    private SourceUnits LayerNorm()
    {
        CheckAxis();
        return KerasCell.Flag(config, "rms_scaling", false)
            ? throw new KerasUnsupportedException("it does not subtract the mean (rms_scaling)")
            : LayerNorm(file, layer.Name, Required([.. Trained()]), before.Width, Epsilon());
    }

    private SourceLayer PRelu() => PRelu(file, layer.Name, Required(Alpha)[Alpha]);

    // The statistics are given in the configuration, or adapted to data and stored as weights.
    private SourceLayer Normalization()
    {
        CheckAxis();
        bool isInverse = KerasCell.Flag(config, "invert", false);
        return KerasScalars.Of(config[Mean]) is { } mean && KerasScalars.Of(config[Variance]) is { } variance
            ? Normalization(file, layer.Name, mean, variance, isInverse, [])
            : Normalization(file, layer.Name, weights.Of(layer, KerasPart.Whole, [Mean, Variance, "count"]), isInverse);
    }

    private static SourceLayer Normalization(
        SourceFile file,
        string layer,
        KerasScalars mean,
        KerasScalars variance,
        bool isInverse,
        IReadOnlyList<TensorOrigin> origins)
    {
        KerasScalars deviations = variance.Select(static value => Math.Max(Math.Sqrt(value), SmallestDeviation));
        return isInverse
            ? Affine(file, layer, deviations, mean, origins)
            : Affine(
                file,
                layer,
                deviations.Select(static value => 1 / value),
                mean.With(deviations, static (one, other) => -one / other),
                origins);
    }

    private SourceLayer Rescaling() => Affine(
        file,
        layer.Name,
        KerasScalars.Of(config.Require("scale")),
        KerasScalars.Of(config["offset"]) ?? KerasScalars.Zero,
        []);

    // A single number for all values is a function. Its number of values need not be known.
    private static SourceLayer Affine(
        SourceFile file, string layer, KerasScalars scale, KerasScalars offset, IReadOnlyList<TensorOrigin> origins)
    {
        int size = Math.Max(scale.Count, offset.Count);
        AffineWeights values = file.Build(
            layer, () => new AffineWeights(scale.ToFloats(file, layer, size), offset.ToFloats(file, layer, size)));
        return size > 1
            ? SourceUnits.Affine(layer, values) with { Origins = origins }
            : new SourceActivation(layer, ActivationShape.Of(Activation.Affine, values.Scale[0], values.Offset[0]));
    }

    private IReadOnlyDictionary<string, SourceTensor> Required(params IReadOnlyList<string> names)
    {
        IReadOnlyDictionary<string, SourceTensor> tensors =
            names.Count == 0 ? new Dictionary<string, SourceTensor>() : weights.Of(layer, KerasPart.Whole, names);
        foreach (string name in names)
        {
            Require(tensors, name);
        }

        return tensors;
    }

    private static SourceTensor Require(IReadOnlyDictionary<string, SourceTensor> tensors, string name) =>
        tensors.GetValueOrDefault(name) ?? throw new KerasUnsupportedException($"the file does not contain its weights '{name}'");

    private IEnumerable<string> Trained()
    {
        if (KerasCell.Flag(config, "scale", true))
        {
            yield return Gamma;
        }

        if (KerasCell.Flag(config, "center", true))
        {
            yield return Beta;
        }
    }

    private double Epsilon() => config["epsilon"]?.AsNumber() ?? OrdinaryEpsilon;

    // The last axis is that of the values. A missing axis means the last one, and null means no axis: one statistic for all values.
    private void CheckAxis()
    {
        double[] axes = config["axis"] switch
        {
            null => [],
            JsonNumber one => [one.Value],
            JsonValue list => [.. list.AsArray().Select(static axis => axis.AsNumber())],
        };
        if (axes.Any(axis => axis != -1 && axis != before.Axes - 1))
        {
            throw new KerasUnsupportedException(
                $"its axis is {string.Join(", ", axes)}; a class has one value for each output of a step, which is the last axis");
        }
    }
}

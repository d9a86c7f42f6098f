using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>
/// A layer with values for each unit while the graph is traced. Its constants may be one value for all units; then the layers beside it
/// tell their number.
/// </summary>
/// <param name="Name">The name of its node.</param>
/// <param name="Units">The number of units; null if its node does not say it.</param>
internal abstract record UnitStep(string Name, int? Units) : SourceLayer(Name)
{
    /// <summary>Returns the layer.</summary>
    /// <exception cref="WeightFormatException">A value is not finite.</exception>
    public SourceUnits Layer(SourceFile file, int units) => file.Build(Name, () => Build(units)) with { Origins = Origins };

    /// <summary>Returns the layers with the number of units of each.</summary>
    public static IReadOnlyList<SourceLayer> Sized(SourceFile file, IReadOnlyList<SourceLayer> layers)
    {
        List<SourceLayer> result = [];
        Dictionary<SourceLayer, SourceLayer> sized = new(ReferenceEqualityComparer.Instance);
        int? units = null;
        for (int index = 0; index < layers.Count; index++)
        {
            SourceLayer layer = layers[index];
            if (layer is UnitStep step)
            {
                layer = step.Layer(file, step.Units ?? units ?? UnitsBefore(layers, index + 1));
                sized[step] = layer;
            }
            else if (layer is SourceResidual { Source: { } source } residual && sized.TryGetValue(source, out SourceLayer? added))
            {
                layer = residual with { Source = added };
            }

            units = layer is ClassLayer known ? known.OutputSize : layer is UnsupportedLayer ? null : units;
            result.Add(layer);
        }

        return result;
    }

    protected abstract SourceUnits Build(int units);

    protected static float[] Repeated(float[] values, int units) => values.Length == 1 ? [.. Enumerable.Repeat(values[0], units)] : values;

    // The number of inputs of the next layer that has a number of its own.
    private static int UnitsBefore(IReadOnlyList<SourceLayer> layers, int next) => layers
        .Skip(next)
        .TakeWhile(static layer => layer is not UnsupportedLayer)
        .Select(static layer => layer is ClassLayer sized ? sized.InputSize : (layer as UnitStep)?.Units)
        .FirstOrDefault(static units => units is not null) ?? 1;
}

/// <summary>y = scale·x + offset in double precision, so that several in a row are rounded once.</summary>
/// <param name="Name">The name of the first node.</param>
/// <param name="Units">The number of units; null if the constants are the same for all.</param>
/// <param name="Scale">The factors: one, or one for each unit.</param>
/// <param name="Offset">What is added: one value, or one for each unit.</param>
internal sealed record AffineStep(string Name, int? Units, double[] Scale, double[] Offset) : UnitStep(Name, Units)
{
    /// <summary>Returns this step and another one as one.</summary>
    public AffineStep Then(AffineStep next) => new(
        Name,
        Units ?? next.Units,
        Combined(Scale, next.Scale, static (own, other) => own * other),
        Combined(Combined(Offset, next.Scale, static (own, other) => own * other), next.Offset, static (own, other) => own + other))
    {
        Origins = [.. Origins, .. next.Origins],
    };

    protected override SourceUnits Build(int units) => SourceUnits.Affine(
        Name, new AffineWeights(Repeated(Floats(Scale), units), Repeated(Floats(Offset), units)));

    private static float[] Floats(double[] values) => Array.ConvertAll(values, static value => (float)value);

    private static double[] Combined(double[] one, double[] other, Func<double, double, double> operation) =>
        one.Length == other.Length ? [.. one.Zip(other, operation)]
            : one.Length == 1 ? Array.ConvertAll(other, value => operation(one[0], value))
            : Array.ConvertAll(one, value => operation(value, other[0]));
}

/// <summary>A PReLU.</summary>
/// <param name="Name">The name of the node.</param>
/// <param name="Units">The number of units; null if all have the same slope.</param>
/// <param name="Slopes">The slopes: one, or one for each unit.</param>
internal sealed record PReluStep(string Name, int? Units, float[] Slopes) : UnitStep(Name, Units)
{
    protected override SourceUnits Build(int units) => SourceUnits.PRelu(Name, new PReluWeights(Repeated(Slopes, units)));
}

/// <summary>A layer normalisation.</summary>
/// <param name="Name">The name of the node.</param>
/// <param name="Units">The number of units; null if its constants are the same for all.</param>
/// <param name="Weight">The factors of the normalised values: one, or one for each unit.</param>
/// <param name="Bias">What is added: one value, or one for each unit.</param>
/// <param name="Epsilon">The number that is added to the variance.</param>
internal sealed record LayerNormStep(string Name, int? Units, float[] Weight, float[] Bias, float Epsilon) : UnitStep(Name, Units)
{
    protected override SourceUnits Build(int units) =>
        SourceUnits.LayerNorm(Name, new LayerNormWeights(Repeated(Weight, units), Repeated(Bias, units)), Epsilon);
}

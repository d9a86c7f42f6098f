using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>The kinds of layers in which each output depends on the input at its position alone.</summary>
internal enum PointwiseKind
{
    /// <summary>y = a(x).</summary>
    Function,

    /// <summary>y = scale * x + offset.</summary>
    Affine,

    /// <summary>y = x for x ≥ 0 and weight * x for x &lt; 0 (He et al., 2015).</summary>
    PRelu,
}

/// <summary>A row of the table of pointwise layers.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Attribute">The name of its attribute.</param>
/// <param name="Tensors">Its trained tensors, each with one value for each position.</param>
/// <param name="Value">Its output before the function, as an expression of the input and of the tensors.</param>
internal sealed record PointwiseType(PointwiseKind Kind, string Attribute, IReadOnlyList<LayerTensor> Tensors, Term Value)
{
    private static readonly Term s_x = new LayerInput();

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<PointwiseType> All { get; } =
    [
        new(PointwiseKind.Function, "Activation", [], s_x),
        new(
            PointwiseKind.Affine,
            "Affine",
            [new("scale", PackedKind.UnitWeight), new("offset", PackedKind.UnitBias)],
            Term.MultiplyAdd(new LayerWeight("scale"), s_x, new LayerWeight("offset"))),
        new(
            PointwiseKind.PRelu,
            "PRelu",
            [new("weight", PackedKind.UnitWeight)],
            Term.MultiplyAdd(new LayerWeight("weight"), new Smaller(s_x, Term.Zero), new Larger(s_x, Term.Zero))),
    ];

    public static PointwiseType Of(PointwiseKind kind) => All.First(type => type.Kind == kind);
}

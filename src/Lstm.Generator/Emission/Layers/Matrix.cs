using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>A matrix with its source, its target and what follows the product.</summary>
/// <param name="Source">The first value that the matrix is multiplied by.</param>
/// <param name="Columns">The number of these values.</param>
/// <param name="Target">The first result.</param>
/// <param name="Rows">The number of results.</param>
/// <param name="WeightOffset">The offset of the weights.</param>
/// <param name="BiasOffset">The offset of the bias; null for none.</param>
/// <param name="Activation">The function of the results.</param>
/// <param name="Residual">Whether the inputs of the network are added to the results.</param>
/// <param name="Width">The vectors of a kernel of one stream.</param>
/// <param name="Functions">Prints the function.</param>
internal sealed record Matrix(
    string Source,
    int Columns,
    string Target,
    int Rows,
    int WeightOffset,
    int? BiasOffset,
    ActivationShape Activation,
    bool Residual,
    VectorWidth Width,
    FunctionText Functions)
{
    /// <summary>Returns the matrix of a dense layer or a convolution.</summary>
    public static Matrix Of(MatrixPlan layer, bool residual, VectorWidth width) => new(
        layer.Source,
        layer.Columns,
        "y",
        layer.Shape.Units,
        layer.WeightOffset,
        layer.BiasOffset,
        layer.Shape.Function,
        residual,
        width,
        new FunctionText(layer.Arithmetic));

    /// <summary>Returns the matrix from a cell's outputs <c>m</c> to its hidden state.</summary>
    public static Matrix OfProjection(RecurrentPlan layer, VectorWidth width) => new(
        "m",
        layer.Cell.Hidden,
        "h",
        layer.Cell.Projection,
        WeightOffset: 0,
        BiasOffset: null,
        Lstm.Activation.Linear,
        Residual: false,
        width,
        new FunctionText(layer.Arithmetic));
}

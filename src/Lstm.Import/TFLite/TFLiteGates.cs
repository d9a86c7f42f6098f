using System;
using System.Collections.Generic;
using Lstm.Import.Input;

namespace Lstm.Import.TFLite;

/// <summary>Puts the tensors of the gates of one LSTM together to rows in the canonical order.</summary>
/// <remarks>
/// TensorFlow Lite's coupled gates are i = 1 - f with the rows of f; the canonical ones f = 1 - i with the rows of i. Both gates are sigmoids, and
/// s(-v) = 1 - s(v): the rows of i are those of f, negated.
/// </remarks>
/// <param name="IsCoupled">Whether the input gate has no tensors.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Step">The operator.</param>
internal sealed record TFLiteGates(bool IsCoupled, TFLiteGraph Graph, TFLiteOperator Step)
{
    private const int Gates = 4;
    private const string Negated = "negated: i = 1 - f became f = 1 - i";

    /// <summary>The rows of all gates.</summary>
    /// <param name="canonical">What they become.</param>
    /// <param name="first">The input of the operator that is the tensor of the input gate.</param>
    /// <param name="shape">The shape of each tensor.</param>
    public TFLiteRows Read(string canonical, int first, params int[] shape) => Join(canonical, first, Gates, shape);

    /// <summary>The peepholes, of i, f and o.</summary>
    public TFLiteRows ReadPeephole(int first, int hidden) => Join(LstmTensorName.WeightPeephole, first, Gates - 1, [hidden]);

    private TFLiteRows Join(string canonical, int first, int gates, int[] shape)
    {
        List<float> values = [];
        List<TensorOrigin> origins = [];
        for (int gate = IsCoupled ? 1 : 0; gate < gates; gate++)
        {
            SourceTensor tensor = Graph.Weight(Step.Input(first + gate)).CheckShape(shape);
            bool isNegated = IsCoupled && gate == 1;
            values.AddRange(isNegated ? Array.ConvertAll(tensor.Values, static value => -value) : tensor.Values);
            origins.Add(tensor.As(canonical, isNegated ? Negated : $"block {gate - (IsCoupled ? 1 : 0)} of the rows"));
        }

        return new TFLiteRows([.. values], origins);
    }
}

/// <summary>Rows, and where they came from.</summary>
/// <param name="Values">The values of all rows.</param>
/// <param name="Origins">The tensors of the file.</param>
internal sealed record TFLiteRows(float[] Values, IReadOnlyList<TensorOrigin> Origins)
{
    /// <summary>No rows.</summary>
    public static TFLiteRows None { get; } = new([], []);
}

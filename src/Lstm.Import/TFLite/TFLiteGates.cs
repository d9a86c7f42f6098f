using System;
using System.Collections.Generic;
using Lstm.Import.Input;

namespace Lstm.Import.TFLite;

/// <summary>The gate tensors of one LSTM, which are concatenated to rows in the canonical order.</summary>
/// <remarks>
/// Coupled gates of TensorFlow Lite are i = 1 - f with the rows of f. The canonical form is f = 1 - i with the rows of i. Both gates are
/// sigmoids and s(-v) = 1 - s(v), so the rows of i are the negated rows of f.
/// </remarks>
/// <param name="IsCoupled">Whether the gates are coupled, without tensors of the input gate.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Step">The operator.</param>
internal sealed record TFLiteGates(bool IsCoupled, TFLiteGraph Graph, TFLiteOperator Step)
{
    private const int Gates = 4;
    private const string Negated = "negated, from i = 1 - f to f = 1 - i";

    /// <summary>Returns the rows of all gates.</summary>
    /// <param name="canonical">The name of the canonical tensor.</param>
    /// <param name="first">The index of the operator's input for the input gate.</param>
    /// <param name="shape">The shape of each tensor.</param>
    public TFLiteRows Read(string canonical, int first, params int[] shape) => Join(canonical, first, Gates, shape);

    /// <summary>Returns the peephole weights of i, f and o.</summary>
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

/// <summary>The rows of gates and their origins.</summary>
/// <param name="Values">The values of all rows, row-major.</param>
/// <param name="Origins">The source tensors in the file.</param>
internal sealed record TFLiteRows(float[] Values, IReadOnlyList<TensorOrigin> Origins)
{
    /// <summary>No rows.</summary>
    public static TFLiteRows None { get; } = new([], []);
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Conversion;

namespace Lstm.Import.Onnx;

/// <summary>A matrix that a value of the network is multiplied by, as a term of a sum.</summary>
/// <param name="Value">The name of the value.</param>
/// <param name="Matrix">The matrix.</param>
/// <param name="IsTransposed">Whether its rows are those of the value, as in MatMul, and not those of the sum.</param>
internal sealed record SumTerm(string Value, ConstantValue<float> Matrix, bool IsTransposed)
{
    /// <summary>The number of rows: the values of the sum.</summary>
    public int Rows => Matrix.Array.Shape[IsTransposed ? 1 : 0];

    /// <summary>The number of columns: the values that are multiplied.</summary>
    public int Columns => Matrix.Array.Shape[IsTransposed ? 0 : 1];

    /// <summary>Returns the matrix, one row for each value of the sum.</summary>
    public float[] Values() =>
        IsTransposed ? Matrices.Transposed(Matrix.Array.Values, Columns, Rows) : Matrix.Array.Values;
}

/// <summary>A sum of products and constants that several nodes compute: MatMul, Gemm and Add.</summary>
internal sealed class WrittenSums(Func<string, OnnxNode?> producerOf, Func<string, OnnxValue> valueOf)
{
    private const int MostNodes = 32;

    private int _nodes;

    /// <summary>The products.</summary>
    public List<SumTerm> Terms { get; } = [];

    /// <summary>The constants, each with a value for each row or one for all.</summary>
    public List<ConstantValue<float>> Constants { get; } = [];

    /// <summary>Reads a sum; false if something else is in it.</summary>
    public bool TryRead(string name)
    {
        if (valueOf(name) is ConstantValue<float> { IsStretched: false } constant)
        {
            Constants.Add(constant);
            return constant.Array.Shape.SkipLast(1).All(static size => size == 1);
        }

        // Counted before the nodes below: a chain of any length may end here.
        if (++_nodes > MostNodes || producerOf(name) is not { } node)
        {
            return false;
        }

        return node.Operator switch
        {
            "Add" when node.Inputs.Count == 2 => TryRead(node.Inputs[0]) && TryRead(node.Inputs[1]),
            "MatMul" => TryAdd(node, isTransposed: true),
            "Gemm" => (node.Float("alpha") ?? 1) == 1 && (node.Float("beta") ?? 1) == 1 && node.Int("transA", 0) == 0
                && TryAdd(node, isTransposed: node.Int("transB", 0) == 0)
                && (node.Input(2) is not { } added || TryRead(added)),
            _ => false,
        };
    }

    private bool TryAdd(OnnxNode node, bool isTransposed)
    {
        if (node.Input(0) is not { } value || node.Input(1) is not { } matrix
            || valueOf(value) is not SignalValue
            || valueOf(matrix) is not ConstantValue<float> { IsStretched: false, Array.Rank: 2 } constant)
        {
            return false;
        }

        Terms.Add(new SumTerm(value, constant, isTransposed));
        return true;
    }
}

using System;

namespace Lstm.Import.Conversion;

/// <summary>Builds canonical weights of a GRU from rows in the order r, z, n.</summary>
internal static class GruWeights
{
    /// <summary>Builds the weights. Adds the two biases of r and z; keeps the two biases of the candidate separate.</summary>
    /// <param name="inputSize">The number of inputs.</param>
    /// <param name="hiddenSize">The number of units.</param>
    /// <param name="input">The input weights, [3·hidden, input].</param>
    /// <param name="recurrent">The recurrent weights, [3·hidden, hidden].</param>
    /// <param name="inputBias">The bias of the input weights, [3·hidden].</param>
    /// <param name="recurrentBias">The bias of the recurrent weights, [3·hidden].</param>
    public static LstmLayerWeights Of(
        int inputSize, int hiddenSize, float[] input, float[] recurrent, float[] inputBias, float[] recurrentBias)
    {
        float[] bias = Matrices.Sum(inputBias, recurrentBias);
        inputBias.AsSpan(2 * hiddenSize).CopyTo(bias.AsSpan(2 * hiddenSize));
        return LstmLayerWeights.Gru(inputSize, hiddenSize, input, recurrent, bias, recurrentBias.AsSpan(2 * hiddenSize));
    }
}

using System;

namespace Lstm.Import.Conversion;

/// <summary>Canonical weights of a GRU from rows that are already in the order r, z, n.</summary>
internal static class GruWeights
{
    /// <summary>Adds the two biases of r and z, and keeps those of the candidate apart.</summary>
    /// <param name="inputSize">Values the layer takes in.</param>
    /// <param name="hiddenSize">Its units.</param>
    /// <param name="input">[3·hidden, input].</param>
    /// <param name="recurrent">[3·hidden, hidden].</param>
    /// <param name="inputBias">The bias beside the input, [3·hidden].</param>
    /// <param name="recurrentBias">The bias beside the hidden state, [3·hidden].</param>
    public static LstmLayerWeights Of(int inputSize, int hiddenSize, float[] input, float[] recurrent, float[] inputBias, float[] recurrentBias)
    {
        float[] bias = Matrices.Sum(inputBias, recurrentBias);
        inputBias.AsSpan(2 * hiddenSize).CopyTo(bias.AsSpan(2 * hiddenSize));
        return LstmLayerWeights.Gru(inputSize, hiddenSize, input, recurrent, bias, recurrentBias.AsSpan(2 * hiddenSize));
    }
}

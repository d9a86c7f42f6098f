using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Lstm.Testing;

/// <summary>The outputs and the final states of sequences, for comparison bit by bit.</summary>
/// <param name="outputs">The outputs of all steps, [streams, steps, output], or of the last alone, [streams, output].</param>
/// <param name="states">The final states, [streams].</param>
/// <param name="steps">The number of steps of a sequence.</param>
/// <param name="outputSize">The number of outputs of a step.</param>
internal sealed class SequenceBits<TState>(float[] outputs, StateMemory<TState> states, int steps, int outputSize)
    where TState : unmanaged, ILstmState
{
    /// <summary>Compares these bits, the expected ones, with those of another method.</summary>
    /// <param name="other">The bits of the other method, possibly for fewer streams.</param>
    /// <param name="what">The other method, as the subject of a sentence.</param>
    /// <param name="reference">The method that gave the expected bits.</param>
    /// <exception cref="LstmProofException">A bit differs.</exception>
    public void Check(SequenceBits<TState> other, string what, string reference)
    {
        ReadOnlySpan<float> expectedOutputs = outputs.AsSpan(0, other.Outputs.Length);
        if (!MemoryMarshal.AsBytes<float>(other.Outputs).SequenceEqual(MemoryMarshal.AsBytes(expectedOutputs)))
        {
            throw OutputDiffers(other, what, reference);
        }

        for (int stream = 0; stream < other.States.Count; stream++)
        {
            ReadOnlySpan<byte> expected = BytesOf(in states[stream]);
            int at = expected.CommonPrefixLength(BytesOf(in other.States[stream]));
            if (at < expected.Length)
            {
                throw new LstmProofException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} gives a different state than {reference} in stream {stream} after step {steps - 1}, ")
                    + "although all outputs are equal. "
                    + string.Create(CultureInfo.InvariantCulture, $"The states differ from byte {at} of {expected.Length} on."));
            }
        }
    }

    private float[] Outputs => outputs;

    private StateMemory<TState> States => states;

    // Reports the earliest step, because later differences may result from it.
    private LstmProofException OutputDiffers(SequenceBits<TState> other, string what, string reference)
    {
        int streams = other.States.Count;
        int rows = other.Outputs.Length / (streams * outputSize);
        for (int row = 0; row < rows; row++)
        {
            for (int stream = 0; stream < streams; stream++)
            {
                for (int output = 0; output < outputSize; output++)
                {
                    int at = (stream * rows + row) * outputSize + output;
                    float expected = outputs[at];
                    float found = other.Outputs[at];
                    if (BitConverter.SingleToUInt32Bits(expected) != BitConverter.SingleToUInt32Bits(found))
                    {
                        int step = steps - rows + row;
                        return new LstmProofException(
                            $"{what} is not bit-identical to {reference}, first in stream {stream}, step {step}, output {output}: " +
                            $"expected {Text(expected)}, found {Text(found)}.");
                    }
                }
            }
        }

        throw new InvalidOperationException("Nothing differs.");
    }

    private static string Text(float value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:G9} (0x{BitConverter.SingleToUInt32Bits(value):X8})");

    private static ReadOnlySpan<byte> BytesOf(ref readonly TState state) => MemoryMarshal.AsBytes(new ReadOnlySpan<TState>(in state));
}

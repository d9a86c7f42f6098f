using System;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Lstm.Testing;

/// <summary>What sequences have come to: their outputs, and the states that they end in. Compared bit by bit.</summary>
/// <param name="outputs">The outputs, [streams, steps, output].</param>
/// <param name="states">The states at the end, [streams].</param>
/// <param name="steps">Steps of a sequence.</param>
/// <param name="outputSize">Outputs of a step.</param>
internal sealed class SequenceBits<TState>(float[] outputs, TState[] states, int steps, int outputSize)
    where TState : unmanaged, ILstmState
{
    /// <summary>Compares with what another verb gives.</summary>
    /// <param name="other">What it gives, perhaps for fewer streams.</param>
    /// <param name="what">Who gives it, as the beginning of a sentence.</param>
    /// <param name="reference">Who gives the expected bits.</param>
    /// <exception cref="LstmProofException">A bit differs.</exception>
    public void Check(SequenceBits<TState> other, string what, string reference)
    {
        if (!MemoryMarshal.AsBytes<float>(other.Outputs).SequenceEqual(MemoryMarshal.AsBytes<float>(outputs.AsSpan(0, other.Outputs.Length))))
        {
            throw OutputDiffers(other, what, reference);
        }

        for (int stream = 0; stream < other.States.Length; stream++)
        {
            ReadOnlySpan<byte> expected = BytesOf(in states[stream]);
            int at = expected.CommonPrefixLength(BytesOf(in other.States[stream]));
            if (at < expected.Length)
            {
                throw new LstmProofException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} leaves another state than {reference}, in stream {stream} after step {steps - 1}, though all outputs are equal: they differ from byte {at} of {expected.Length} on."));
            }
        }
    }

    private float[] Outputs => outputs;

    private TState[] States => states;

    // The earliest step: what is wrong later may follow from it.
    private LstmProofException OutputDiffers(SequenceBits<TState> other, string what, string reference)
    {
        int streams = other.States.Length;
        for (int step = 0; step < steps; step++)
        {
            for (int stream = 0; stream < streams; stream++)
            {
                for (int output = 0; output < outputSize; output++)
                {
                    int at = (stream * steps + step) * outputSize + output;
                    float expected = outputs[at];
                    float found = other.Outputs[at];
                    if (BitConverter.SingleToUInt32Bits(expected) != BitConverter.SingleToUInt32Bits(found))
                    {
                        return new LstmProofException(
                            $"{what} gives other bits than {reference}, first in stream {stream}, step {step}, output {output}: expected {Text(expected)}, found {Text(found)}.");
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

using System;
using System.Runtime.InteropServices;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Soak;

/// <summary>
/// A stream that goes on round after round, by Step, by Run and in a block of other streams at once; every output is compared in all its
/// bits.
/// </summary>
internal sealed class SoakRound(Probe1x8 model, int steps)
{
    /// <summary>Inputs at the end of a round by which its end is judged: a network forgets what lies further back.</summary>
    public const int Remembered = 500;

    private const int LongestPiece = 4_999;
    private const int Streams = 11;

    // One of eight in lanes, and one of those that are left over.
    private static readonly int[] s_places = [5, 10];

    // A run looks at no boundary but its own: odd lengths, and none that divides a round.
    private static readonly int[] s_pieces = [1, 3, 7, 97, 1_001, LongestPiece];

    private readonly float[] _inputs = new float[LongestPiece];
    private readonly float[] _outputs = new float[LongestPiece * Probe1x8.OutputSize];
    private readonly float[] _outputsOfRun = new float[LongestPiece * Probe1x8.OutputSize];
    private readonly float[] _inputsOfBlock = new float[Streams * Probe1x8.InputSize];
    private readonly float[] _outputsOfBlock = new float[Streams * Probe1x8.OutputSize];
    private readonly StateBlock<Probe1x8.State> _block = new(Streams);
    private Probe1x8.State _stepped;
    private Probe1x8.State _run;

    /// <summary>The last inputs of the last round.</summary>
    public float[] Tail { get; } = new float[Remembered];

    /// <summary>The bytes that the verbs, and the comparisons between them, have allocated on this thread.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>The stream's state, in all its bits.</summary>
    public byte[] State => MemoryMarshal.AsBytes(new ReadOnlySpan<Probe1x8.State>(in _stepped)).ToArray();

    /// <summary>Goes on from such a state: all verbs do.</summary>
    public void Continue(byte[] state)
    {
        _stepped = _run = MemoryMarshal.Read<Probe1x8.State>(state);
        foreach (int place in s_places)
        {
            _block[place] = _stepped;
        }
    }

    /// <summary>Takes all verbs through a round; its number decides about its inputs.</summary>
    public void Run(int round)
    {
        SplitMix64 random = new(round);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for ((int done, int next) = (0, round); done < steps; next++)
        {
            int piece = Math.Min(s_pieces[next % s_pieces.Length], steps - done);
            Draw(random, _inputs.AsSpan(0, piece), steps - done);
            int differs = Advance(piece);
            Assert.True(differs < 0, differs < 0 ? null : $"round {round}, step {done + differs}");
            done += piece;
        }

        AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(_stepped == _run, $"the state of Run after round {round}");
        Assert.All(
            s_places,
            place => Assert.True(_stepped == _block[place], $"the state of stream {place} of the block after round {round}"));
    }

    /// <summary>The first step of a piece at which a verb gives other bits than Step; -1 if none does.</summary>
    private int Advance(int piece)
    {
        const int size = Probe1x8.OutputSize;
        Span<float> outputs = _outputs.AsSpan(0, piece * size);
        Span<float> outputsOfRun = _outputsOfRun.AsSpan(0, piece * size);
        model.Run(ref _run, _inputs.AsSpan(0, piece), outputsOfRun);
        for (int step = 0; step < piece; step++)
        {
            Span<float> output = outputs.Slice(step * size, size);
            model.Step(ref _stepped, _inputs.AsSpan(step, 1), output);

            // The neighbours in the block are streams of their own.
            for (int stream = 0; stream < Streams; stream++)
            {
                _inputsOfBlock[stream] = stream % 5 == 0 && stream > 0 ? _inputs[step] : _inputs[step] * (0.25f * stream - 1);
            }

            model.StepMany(_block, _inputsOfBlock, _outputsOfBlock);
            foreach (int place in s_places)
            {
                if (!Bits.Equal(output, _outputsOfBlock.AsSpan(place * size, size)))
                {
                    return step;
                }
            }
        }

        return Bits.Equal(outputs, outputsOfRun) ? -1 : outputs.CommonPrefixLength(outputsOfRun) / size;
    }

    private void Draw(SplitMix64 random, Span<float> inputs, int left)
    {
        for (int index = 0; index < inputs.Length; index++)
        {
            // The 24 bits a float can tell apart, in [-3, 3).
            inputs[index] = (random.Next() >> 40) * (6f / (1 << 24)) - 3;
            if (left - index <= Remembered)
            {
                Tail[Remembered - left + index] = inputs[index];
            }
        }
    }
}

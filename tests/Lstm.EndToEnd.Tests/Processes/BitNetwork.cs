using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>What a network is given to be compared by: streams of ordinary values, and streams that something special happens to.</summary>
/// <remarks>
/// Everything comes from integers, by roundings that IEEE 754 prescribes; states are written and read through what they show, so that
/// neither the platform's mathematics nor the layout of a state in memory is in the table.
/// </remarks>
internal sealed class BitNetwork<TState>(
    string name, string words, int inputSize, int outputSize, int cells, TState initial, IReadOnlyList<BitVerb<TState>> verbs)
    where TState : unmanaged, ILstmState
{
    // A group of eight lanes, one of three that share loads, and some left over.
    private const int Streams = 13;
    private const int Steps = 40;
    private const int SpecialSteps = 16;
    private const int Struck = 5;

    private static readonly float[] s_special = [1e30f, float.PositiveInfinity, float.NegativeInfinity, 1e-40f, -0f, float.NaN];

    /// <summary>Starts the random numbers of a state where it draws some.</summary>
    public delegate void Seeding(ref TState state, ulong seed);

    public Seeding? Seed { get; init; }

    public BitLine Line()
    {
        float[][] inputs =
        [
            .. Enumerable.Range(0, Streams).Select(stream => RandomWeights.Inputs(Steps, inputSize, seed: stream, bound: 3)),
        ];
        TState[] states = [.. Enumerable.Range(0, Streams).Select(Start)];
        (string values, float[][] outputs) = Hash(states, inputs);

        // Each value in an input, in a state, and in every input and all of a state.
        List<float[]> struckInputs = [];
        List<TState> struckStates = [];
        foreach (float special in s_special)
        {
            float[] once = inputs[1][..(SpecialSteps * inputSize)];
            once.AsSpan(Struck * inputSize, inputSize).Fill(special);
            float[] always = new float[once.Length];
            always.AsSpan().Fill(special);
            TState one = Start(2);
            TState all = Start(3);
            for (int cell = 0; cell < cells; cell++)
            {
                all.Hidden(cell).Fill(special);
                all.Cell(cell).Fill(special);
                one.Hidden(cell)[^1] = special;
                one.Cell(cell)[..Math.Min(1, one.Cell(cell).Length)].Fill(special);
            }

            struckInputs.AddRange([once, inputs[2][..once.Length], always]);
            struckStates.AddRange([Start(1), one, all]);
        }

        (string struck, _) = Hash([.. struckStates], [.. struckInputs]);
        return new BitLine(
            name, values, struck, outputs.SelectMany(static values => values).Average(static value => Math.Abs(value)), words);
    }

    /// <summary>The hash of the outputs and of the final states, which is that of every verb; one that differs is named.</summary>
    private (string Hashes, float[][] Outputs) Hash(TState[] starts, float[][] inputs)
    {
        string hashes = "";
        float[][] outputs = [];
        foreach (BitVerb<TState> verb in verbs)
        {
            TState[] states = [.. starts];
            outputs = [.. inputs.Select(values => new float[values.Length / inputSize * outputSize])];
            verb.Run(states, inputs, outputs);
            string hash = HashOf(states, outputs);
            hashes += hashes.Length == 0 ? hash : hashes.StartsWith(hash, StringComparison.Ordinal) ? "" : $" {verb.Name}: {hash}";
        }

        return (hashes, outputs);
    }

    private string HashOf(TState[] states, float[][] outputs)
    {
        BitHash hash = new();
        for (int stream = 0; stream < states.Length; stream++)
        {
            hash.Add(outputs[stream]);
            for (int cell = 0; cell < cells; cell++)
            {
                hash.Add(states[stream].Hidden(cell));
                hash.Add(states[stream].Cell(cell));
            }
        }

        return hash.Text;
    }

    /// <summary>Where a stream starts: the first where its network does, the others anywhere.</summary>
    private TState Start(int stream)
    {
        TState state = initial;
        for (int cell = 0; cell < cells && stream > 0; cell++)
        {
            RandomWeights.Inputs(1, state.Hidden(cell).Length, seed: 1_000 * stream + 2 * cell).CopyTo(state.Hidden(cell));
            RandomWeights.Inputs(1, state.Cell(cell).Length, seed: 1_000 * stream + 2 * cell + 1).CopyTo(state.Cell(cell));
        }

        Seed?.Invoke(ref state, (ulong)stream << 33);
        return state;
    }
}

using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Lstm;

namespace Amp;

/// <summary>What the audio loop costs: time and memory for each block, and whether the size of the blocks changes a bit.</summary>
internal static class LoopReport
{
    private const int Block = 64;
    private const int Rounds = 20;

    private static readonly int[] s_blocks = [1, 7, Block, 1000];

    /// <summary>Prints the header of the table.</summary>
    public static void ShowHeader()
    {
        Console.WriteLine($"Blocks of {Block} samples at 48 kHz, one every {1e6 * Block / Models.TrainedRate:0} µs:");
        Console.WriteLine();
        Console.WriteLine($"{"",-28}{"real time",12}{"median",12}{"p99",10}{"allocated",12}{"sizes of blocks",20}");
    }

    /// <summary>Prints a row of the table. Returns whether the loop allocates nothing and gives the same bits with every size.</summary>
    public static bool Show<TModel, TState>(string name, TModel model, float[] input)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        (double[] microseconds, long allocated) = Time<TModel, TState>(model, input);
        bool sameBits = SameBits<TModel, TState>(model, input);
        double factor = 1e6 * Block / Models.TrainedRate / microseconds.Average();
        Array.Sort(microseconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28}{factor,8:0} x  {Part(microseconds, 0.5),9:0.0} µs{Part(microseconds, 0.99),7:0.0} µs{allocated,10} B") +
            $"{(sameBits ? "the same bits" : "OTHER BITS"),20}");
        return allocated == 0 && sameBits;
    }

    /// <summary>Returns the time of each block, in microseconds, and the bytes that the loop allocated.</summary>
    private static (double[] Microseconds, long Allocated) Time<TModel, TState>(TModel model, float[] input)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        LstmStream<TModel, TState> stream = new(new LstmSlot<TModel>(model), model.RestState([0]));
        float[] output = new float[Block];
        int blocks = input.Length / Block;
        long[] ticks = new long[Rounds * blocks];
        long allocated = 0;

        // The first round warms up.
        for (int round = -1; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int block = 0; block < blocks; block++)
            {
                long start = Stopwatch.GetTimestamp();
                stream.Run(input.AsSpan(block * Block, Block), output);
                ticks[Math.Max(round, 0) * blocks + block] = Stopwatch.GetTimestamp() - start;
            }

            // A collection may charge a thread for the rest of its buffer. What the loop allocates, it allocates in every round.
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            allocated = round <= 0 ? bytes : Math.Min(allocated, bytes);
        }

        return (Array.ConvertAll(ticks, static one => 1e6 * one / Stopwatch.Frequency), allocated);
    }

    /// <summary>Returns whether all sizes of blocks give the bits of one call.</summary>
    internal static bool SameBits<TModel, TState>(TModel model, float[] input)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        TState rest = model.RestState([0]);
        TState state = rest;
        float[] whole = new float[input.Length];
        model.Run(ref state, input, whole);
        float[] parts = new float[input.Length];
        foreach (int size in s_blocks)
        {
            state = rest;
            for (int start = 0; start < input.Length; start += size)
            {
                int count = Math.Min(size, input.Length - start);
                model.Run(ref state, input.AsSpan(start, count), parts.AsSpan(start, count));
            }

            if (!whole.AsSpan().SequenceEqual(parts))
            {
                return false;
            }
        }

        return true;
    }

    private static double Part(double[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];
}

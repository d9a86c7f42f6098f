using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The plain networks that the equivalence tests run: sizes around every boundary of blocks, tiles and row loops.
/// </summary>
internal static class Grid
{
    // Around 1, 2, 3, 4, 5, 8, 9, 13 and 16 blocks of eight: each way of cutting blocks into tiles, with full and with padded last blocks.
    private static readonly int[] s_hidden =
    [
        .. Enumerable.Range(1, 17), 23, 24, 25, 31, 32, 33, 40, 47, 48, 63, 64, 65, 100, 127, 128, 129, 256, 512,
    ];

    private static readonly int[] s_inputs = [1, 3, 8, 9, 64];
    private static readonly int[] s_layers = [2, 3, 2];
    private static readonly int[] s_heads = [1, 3, 4, 5, 8, 9, 16];
    private static readonly Activation[] s_activations = [Activation.Linear, Activation.Sigmoid, Activation.Tanh, Activation.Relu];

    /// <summary>The networks and their classes.</summary>
    public static CompiledNetworks Compiled { get; } = new("LstmGen.Grid", ListSpec.Of(NetworkSample.Of(AllSizes())));

    /// <summary>The networks, by name.</summary>
    public static IReadOnlyDictionary<string, ListSpec> Networks => Compiled.Networks;

    private static IEnumerable<NetworkSpec> AllSizes()
    {
        // The lists that a size walks through have lengths without a common divisor: neighbours differ in everything.
        for (int n = 0; n < s_hidden.Length; n++)
        {
            int hidden = s_hidden[n];
            yield return NetworkSpec.Plain(s_inputs[n % s_inputs.Length], hidden);
            yield return NetworkSpec.Plain(
                s_inputs[(n + 2) % s_inputs.Length], hidden, 1, s_heads[n % s_heads.Length], s_activations[n % s_activations.Length]);
            yield return NetworkSpec.Plain(
                s_inputs[(n + 1) % s_inputs.Length],
                hidden,
                s_layers[n % s_layers.Length],
                n % 2 == 0 ? 0 : s_heads[(n + 3) % s_heads.Length],
                n % 2 == 0 ? Activation.Linear : s_activations[n / 2 % s_activations.Length]);
        }

        // Every head with every activation, in turn after one block, after blocks compiled into the loop over steps, after a layer of its
        // own.
        int next = 0;
        foreach (int head in s_heads)
        {
            foreach (Activation activation in s_activations)
            {
                yield return NetworkSpec.Plain(1, new[] { 5, 16, 20 }[next++ % 3], 1, head, activation);
            }
        }

        // Every remainder of the loop over inputs: one block, one tile, and tiles that must be walked over correctly.
        foreach (int hidden in new[] { 4, 16, 31, 47 })
        {
            foreach (int input in new[] { 2, 4, 5, 7, 9, 10, 11, 12, 100 })
            {
                yield return NetworkSpec.Plain(input, hidden);
            }
        }

        foreach (int hidden in new[] { 1, 3, 8, 17, 25, 40 })
        {
            yield return NetworkSpec.Plain(2, hidden, 8, hidden == 8 ? 2 : 0);
        }

        yield return NetworkSpec.Plain(1024, 3);
        yield return NetworkSpec.Plain(4096, 3);
        yield return NetworkSpec.Plain(2, 3, 1, 1024, Activation.Tanh);
        yield return NetworkSpec.Plain(1, 1024, 1, 1);
    }
}

using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Networks to try a rule on.</summary>
internal static class ShapeSamples
{
    private static readonly int[] s_inputs = [1, 8, 9, 1024];
    private static readonly int[] s_layers = [1, 2, 8];
    private static readonly int[] s_outputs = [0, 1, 5, 8, 1023];

    /// <summary>The units of the one dense layer after the recurrent ones, or 0 for none.</summary>
    public static int HeadUnits(this NetworkShape shape) => shape.Head?.Units ?? 0;

    /// <summary>Every hidden size, each with every sampled input, layer count and output.</summary>
    public static IEnumerable<NetworkShape> EveryHidden()
    {
        for (int hidden = 1; hidden <= NetworkShape.MaxSize; hidden++)
        {
            foreach (int input in s_inputs)
            {
                foreach (int layers in s_layers)
                {
                    foreach (int output in s_outputs)
                    {
                        yield return NetworkShape.Plain(input, hidden, layers, output);
                    }
                }
            }
        }
    }

    /// <summary>For every hidden size the networks of the longest text: every kind of layer, and a head of whole tiles and a rest.</summary>
    public static IEnumerable<NetworkShape> Longest()
    {
        for (int hidden = 1; hidden <= NetworkShape.MaxSize; hidden++)
        {
            foreach (int input in s_inputs)
            {
                yield return NetworkShape.Plain(input, hidden, NetworkShape.MaxLayers, NetworkShape.MaxSize - 1, Activation.Sigmoid);
            }
        }
    }
}

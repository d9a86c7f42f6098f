using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// The gaps of a self-test that passes, found by trying: the tensors that it does not use, and mistakes that would pass, too.
/// </summary>
/// <param name="UntestedTensors">The tensors that could be zero.</param>
/// <param name="PassingMistakes">The known mistakes that the self-test does not exclude, as the words that follow "if".</param>
internal sealed record SelfTestReach(IReadOnlyList<string> UntestedTensors, IReadOnlyList<string> PassingMistakes)
{
    private const int MostShown = 3;

    private static readonly (LayerTensors Tensor, string Name)[] Tensors =
    [
        (LayerTensors.Input, "input weights"), (LayerTensors.Recurrent, "recurrent weights"), (LayerTensors.Bias, "bias"),
    ];

    /// <summary>The gaps in words, one sentence each; empty if there are none.</summary>
    public IReadOnlyList<string> Sentences =>
    [
        .. UntestedTensors.Count == 0 ? (string[])[]
            : [$"The self-test does not test {string.Join(", ", UntestedTensors)}: it passes with zeros in their place."],
        .. PassingMistakes.Count == 0 ? (string[])[]
            : ["The self-test would not reveal these mistakes, because it also passes if "
                + string.Join("; if ", PassingMistakes.Take(MostShown))
                + (PassingMistakes.Count > MostShown ? $"; and with {Counted(PassingMistakes.Count - MostShown)}" : "")
                + "."],
    ];

    /// <summary>Examines a self-test that passes. Returns null if the network is too large to find out.</summary>
    /// <exception cref="WeightFormatException">All expected outputs are zero.</exception>
    public static SelfTestReach? Of(NetworkShape network, LstmWeights weights) =>
        Of(network, weights, SelfTests.ToleranceFor(weights, network, weights.SelfTest!));

    /// <summary>Examines a self-test that passes with a given tolerance.</summary>
    public static SelfTestReach? Of(NetworkShape network, LstmWeights weights, double tolerance) =>
        SelfTestDiagnosis.NotExcluded(network, weights, tolerance) is { } passing
            ? new SelfTestReach([.. Untested(network, weights, tolerance)], passing)
            : null;

    private static IEnumerable<string> Untested(NetworkShape network, LstmWeights weights, double tolerance) =>
        from index in Enumerable.Range(0, weights.Layers.Count)
        from tensor in Tensors
        let zeroed = Zeroed(weights, index, tensor.Tensor)
        where zeroed.Checksum != weights.Checksum && SelfTestDiagnosis.Passes(network, zeroed, tolerance)
        select $"the {tensor.Name} of {CellName.Of(network, index)}";

    private static LstmWeights Zeroed(LstmWeights weights, int index, LayerTensors tensor)
    {
        LstmLayerWeights[] layers = [.. weights.Layers];
        layers[index] = WeightMending.Zeroed(layers[index], tensor);
        return WeightMending.WithLayers(weights, layers);
    }

    private static string Counted(int count) => count == 1 ? "one more" : FormattableString.Invariant($"{count} more");
}

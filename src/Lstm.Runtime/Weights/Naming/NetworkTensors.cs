using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>The tensors of a network in a file. Their names and shapes are checked, but their values are not read yet.</summary>
/// <param name="Layers">Those of each layer, in the order of the data.</param>
/// <param name="Initial">The initial states.</param>
/// <param name="SelfTest">The self-test; null for none.</param>
internal sealed record NetworkTensors(IReadOnlyList<TensorsOfLayer> Layers, StartTensors Initial, SelfTestTensors? SelfTest)
{
    /// <summary>The name of the first tensor of a head without the name of one; null for none.</summary>
    public string? UnnamedHead { get; init; }

    /// <summary>The matrices that belong to nothing, as text; empty for none.</summary>
    public string UnusedMatrices { get; init; } = "";

    /// <summary>All tensors.</summary>
    public IEnumerable<SafetensorsTensor> All =>
        [.. Layers.SelectMany(static layer => layer.All), .. Initial.All, .. SelfTest?.All ?? []];

    /// <summary>Finds the network of a file: a numbered list of layers, or PyTorch's names of equal layers between dense ones.</summary>
    /// <exception cref="WeightFormatException">The file contains no network, or one that is not complete.</exception>
    public static NetworkTensors Find(SafetensorsCatalog catalog, string? prefix) =>
        (prefix is null ? NumberedLayers.Find(catalog) : null) ?? FindStack(catalog, LstmModule.Find(catalog, prefix));

    private static NetworkTensors FindStack(SafetensorsCatalog catalog, LstmModule lstm)
    {
        IReadOnlyList<DenseTensors> stem = DenseSequence.FindStem(catalog, lstm);
        IReadOnlyList<DenseTensors> head = DenseSequence.FindHead(catalog, lstm);
        UnnamedHead unnamed = head.Count > 0 ? new UnnamedHead([], "") : Lstm.UnnamedHead.Find(catalog, lstm);
        head = head.Count > 0 ? head : unnamed.Layers;
        RequireHeadOfTest(catalog, lstm, head, unnamed);
        StartTensors initial = StartTensors.FindInitial(catalog, lstm);
        IEnumerable<RecurrentTensors> recurrent =
            lstm.Layers.Chunk(lstm.IsBidirectional ? 2 : 1).Select(static directions => new RecurrentTensors(directions));
        TensorsOfLayer[] layers = [.. stem, .. recurrent, .. head];
        return new NetworkTensors(
            layers, initial, SelfTestTensors.Find(catalog, lstm, layers[0].InputSize, layers[^1].OutputSize))
        {
            UnnamedHead = unnamed.Layers.Count > 0 ? unnamed.Layers[0].Weight.Name : null,
            UnusedMatrices = unnamed.Others,
        };
    }

    // Without this check, the self-test would be blamed for a head that is missing.
    private static void RequireHeadOfTest(
        SafetensorsCatalog catalog, LstmModule lstm, IReadOnlyList<DenseTensors> head, UnnamedHead unnamed)
    {
        string? module = OwnTensors.FindModule(catalog, lstm, "self-test", SelfTestTensors.OutputName);
        if (head.Count == 0
            && module is not null
            && catalog.Find(module + SelfTestTensors.OutputName) is { Shape: [_, var width] }
            && width != lstm.OutputSize)
        {
            throw catalog.Error(
                DenseName.WeightOf("", DenseSequence.Head, null),
                $"a dense layer of shape [{width}, {lstm.OutputSize}], because the self-test has {width} outputs and the recurrent layer "
                    + $"{lstm.OutputSize}",
                unnamed.Others.Length == 0 ? "no tensor of this name" : $"no tensor of this name; the other matrices are {unnamed.Others}");
        }
    }
}

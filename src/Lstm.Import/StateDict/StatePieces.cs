using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>The modules without recurrent weights in a state dict, found by the names and shapes of their tensors.</summary>
/// <param name="Layers">Those whose sizes are known, in the order of the file.</param>
/// <param name="Unplaced">Modules nn.PReLU of one slope, which fit anywhere, if the order of the file does not place them.</param>
/// <param name="Embeddings">Modules nn.Embedding by their names, in the order of the file. One may be the first layer.</param>
internal sealed record StatePieces(
    IReadOnlyList<FeedForwardPiece> Layers, IReadOnlyList<PReluPiece> Unplaced, IReadOnlyList<EmbeddingPiece> Embeddings)
{
    private const string Weight = "weight";
    private const string Bias = "bias";
    private const string Mean = "running_mean";
    private const string Variance = "running_var";

    /// <summary>Finds the modules.</summary>
    /// <param name="tensors">All tensors of the file.</param>
    /// <param name="modules">The recurrent modules of the file.</param>
    /// <param name="order">The meaning of the order of the tensors.</param>
    public static StatePieces Of(IReadOnlyList<SourceTensor> tensors, IReadOnlyList<RecurrentModule> modules, TensorOrder order)
    {
        IPiece[] all =
        [
            .. tensors.Select(static (tensor, index) => (Tensor: tensor, Index: index, Part: PartOf(tensor)))
                .Where(static item => item.Part is not null)
                .GroupBy(static item => item.Tensor.Name[..^(item.Part!.Length + 1)], StringComparer.Ordinal)
                .Select(static group => Piece(
                    group.Key,
                    group.ToDictionary(static item => item.Part!, static item => item.Tensor),
                    group.Min(static item => item.Index)))
                .OfType<IPiece>()
                .Where(piece => piece is not UnitsPiece units || !modules.Any(module => IsInside(units, module))),
        ];
        List<FeedForwardPiece> found = [.. all.OfType<FeedForwardPiece>()];
        StatePieces placed = found.Exists(static piece => piece is PReluPiece { IsShared: true })
            ? Placed(found, modules, order)
            : new StatePieces(found, [], []);
        return placed with { Embeddings = [.. all.OfType<EmbeddingPiece>()] };
    }

    /// <summary>Returns why a module with a weight is no layer that can be read; null if there is no such module.</summary>
    /// <param name="tensors">All tensors of the file.</param>
    /// <param name="module">The path of the module, or the end of its path.</param>
    public static string? Unclear(IReadOnlyList<SourceTensor> tensors, string module)
    {
        SourceTensor? weight = tensors.FirstOrDefault(tensor => LayerPaths.IsCalled(tensor.Name, $"{module}.{Weight}"));
        return weight?.Shape.Count switch
        {
            null => null,
            1 => $"its only tensor '{weight.Name}' {weight.ShapeText} is that of an nn.RMSNorm or of an nn.LayerNorm without bias, which "
                + $"the file does not tell apart; if it is an nn.LayerNorm, add zeros as '{weight.Name[..^Weight.Length]}{Bias}'",
            _ => $"its tensor '{weight.Name}' {weight.ShapeText} is that of no recurrent, dense or normalisation layer, and of no "
                + "convolution over the steps",
        };
    }

    // A slope that is defined between two modules acts between them. At the end its place is unknown, unless its name has a number.
    private static StatePieces Placed(List<FeedForwardPiece> found, IReadOnlyList<RecurrentModule> modules, TensorOrder order)
    {
        IPiece[] all = [.. modules.Concat<IPiece>(found).OrderBy(static piece => piece.FirstIndex)];
        List<PReluPiece> bound = [];
        List<PReluPiece> unplaced = [];
        int? units = Array.Find(all, static piece => piece is not PReluPiece { IsShared: true })?.InputSize;
        for (int place = 0; place < all.Length; place++)
        {
            if (all[place] is PReluPiece { IsShared: true } shared)
            {
                bool isNumbered = place > 0 && SiblingsOf(shared.Name) is { } siblings && SiblingsOf(all[place - 1].Name) == siblings;
                bool isKnown = units is not null && order != TensorOrder.Unknown && (isNumbered || place < all.Length - 1);
                (isKnown ? bound : unplaced).Add(shared with { Units = units ?? 1 });
                continue;
            }

            units = all[place].OutputSize;
        }

        IEnumerable<FeedForwardPiece> others = found.Where(static piece => piece is not PReluPiece { IsShared: true });
        return new StatePieces([.. others.Concat(bound).OrderBy(static piece => piece.FirstIndex)], unplaced, []);
    }

    // The name of an nn.Sequential: that of its items without their number and what follows it.
    private static string? SiblingsOf(string name)
    {
        string[] parts = name.Split('.');
        int number = Array.FindLastIndex(parts, static part => part.Length > 0 && part.All(char.IsAsciiDigit));
        return number < 0 ? null : string.Join('.', parts.Take(number)) + ".";
    }

    private static string? PartOf(SourceTensor tensor)
    {
        int dot = tensor.Name.LastIndexOf('.');
        return dot < 0 || tensor.Shape.Contains(0) ? null : tensor.Name[(dot + 1)..] switch
        {
            Weight when tensor.Shape.Count is >= 1 and <= 3 => Weight,
            Bias when tensor.Shape.Count == 1 => Bias,
            Mean when tensor.Shape.Count == 1 => Mean,
            Variance when tensor.Shape.Count == 1 => Variance,
            _ => null,
        };
    }

    // A matrix without bias is an embedding if its name suggests it, and otherwise a dense layer.
    private static IPiece? Piece(string name, Dictionary<string, SourceTensor> tensors, int index)
    {
        SourceTensor? weight = tensors.GetValueOrDefault(Weight);
        SourceTensor? bias = tensors.GetValueOrDefault(Bias);
        SourceTensor? mean = tensors.GetValueOrDefault(Mean);
        SourceTensor? variance = tensors.GetValueOrDefault(Variance);
        int units = (mean ?? weight)?.Shape[0] ?? 0;
        if (units == 0 || tensors.Values.Any(tensor => tensor.Shape[0] != units))
        {
            return null;
        }

        return (weight?.Shape.Count, bias, mean, variance) switch
        {
            (null or 1, _, not null, not null) => new BatchNormPiece(name, mean, variance, weight, bias, index),
            (2, null, null, null) when name.Contains("emb", StringComparison.OrdinalIgnoreCase) => new EmbeddingPiece(name, weight!, index),
            (2, _, null, null) => new DensePiece(name, weight!, bias, index),
            (3, _, null, null) => new ConvolutionPiece(name, weight!, bias, index),
            (1, not null, null, null) => new LayerNormPiece(name, weight!, bias, index),
            (1, null, null, null) when !IsNormalisation(name) => new PReluPiece(name, weight!, units, index),
            _ => null,
        };
    }

    // An nn.RMSNorm and an nn.LayerNorm without bias have the tensors of an nn.PReLU.
    private static bool IsNormalisation(string name)
    {
        string last = name[(name.LastIndexOf('.') + 1)..];
        return last.Contains("norm", StringComparison.OrdinalIgnoreCase)
            || last.Contains("rms", StringComparison.OrdinalIgnoreCase)
            || last.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).TrimEnd('_') is "ln";
    }

    // The recurrent modules of PyTorch have no parts. A normalisation inside acts within the steps of a cell.
    private static bool IsInside(UnitsPiece piece, RecurrentModule module) =>
        module.Prefix.Length > 0 && piece.Name.StartsWith(module.Prefix, StringComparison.Ordinal);
}

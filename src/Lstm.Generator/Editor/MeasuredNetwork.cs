using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Shared;

namespace Lstm.Generator.Editor;

/// <summary>
/// Finds the network of a weights file that contains no declaration, by the names and shapes of its tensors. Tensors do not show
/// everything: the activations, for example, remain those of the class.
/// </summary>
internal static class MeasuredNetwork
{
    private static readonly Regex s_dense = new(
        @"\A(?<prefix>(.*\.)?(?<part>stem|head))(\.(?<number>0|[1-9][0-9]{0,5}))?\.weight\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    // A list of layers has its name and the number of a layer before each tensor, as nn.Sequential writes them.
    private static readonly Regex s_numbered = new(
        @"\A(?<prefix>(.*\.)?layers)\.(?<number>0|[1-9][0-9]{0,5})\.(?<name>[^.]+)\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>Returns the network, or null if the file is not clear.</summary>
    /// <param name="header">The header of the file.</param>
    /// <param name="declared">The declared network, for everything that the file does not show.</param>
    public static NetworkShape? Of(WeightsHeader header, NetworkShape declared)
    {
        if (declared.Layers.Any(static layer => layer is not (DenseShape or RecurrentShape)))
        {
            // Not every layer has tensors that show its place.
            return null;
        }

        List<IGrouping<int, (Match Name, IReadOnlyList<int> Shape)>> layers = NumberedLayers(header);
        NetworkShape? found = layers.Count > 1 ? OfList(header, layers, declared) : OfStack(header, declared);
        return found is not null && IsValid(found)
            ? found with
            {
                Residual = declared.Residual && found.Output <= found.Input,
                Precision = declared.Precision,
                Arithmetic = declared.Arithmetic,
            }
            : null;
    }

    /// <summary>Returns the tensors of numbered layers, in order; none if the file has other layers too.</summary>
    private static List<IGrouping<int, (Match Name, IReadOnlyList<int> Shape)>> NumberedLayers(WeightsHeader header)
    {
        List<(Match Name, IReadOnlyList<int> Shape)> tensors = Matches(header, s_numbered);
        bool isOne = tensors.Select(static tensor => tensor.Name.Groups["prefix"].Value).Distinct().Count() == 1
            && Matches(header, s_dense).Count == 0
            && header.Shapes.Keys.Count(MeasuredCells.IsName)
                == tensors.Count(static tensor => MeasuredCells.IsName(tensor.Name.Groups["name"].Value));
        List<IGrouping<int, (Match Name, IReadOnlyList<int> Shape)>> layers =
            [.. tensors.GroupBy(static tensor => NumberOf(tensor.Name)).OrderBy(static layer => layer.Key)];
        return isOne && layers.Select(static layer => layer.Key).SequenceEqual(Enumerable.Range(0, layers.Count)) ? layers : [];
    }

    private static NetworkShape? OfList(
        WeightsHeader header, List<IGrouping<int, (Match Name, IReadOnlyList<int> Shape)>> tensors, NetworkShape declared)
    {
        List<LayerShape> layers = [];
        int input = 0;
        foreach (IGrouping<int, (Match Name, IReadOnlyList<int> Shape)> layer in tensors)
        {
            Dictionary<string, IReadOnlyList<int>> shapes =
                layer.ToDictionary(static tensor => tensor.Name.Groups["name"].Value, static tensor => tensor.Shape);
            LayerShape? like = declared.Layers.ElementAtOrDefault(layer.Key);
            int inputs;
            if (shapes.TryGetValue("weight", out IReadOnlyList<int>? weight) && weight.Count == 2)
            {
                layers.Add(new DenseShape(weight[0], like is DenseShape dense ? dense.Activation : Activation.Linear));
                inputs = weight[1];
            }
            else if (MeasuredCells.Of(shapes, header.Cell, like as RecurrentShape) is { Count: 1 } cells)
            {
                layers.Add(cells.Layer);
                inputs = cells.Inputs;
            }
            else
            {
                return null;
            }

            input = layer.Key == 0 ? inputs : input;
        }

        return new NetworkShape(input, new LayerList(layers));
    }

    private static NetworkShape? OfStack(WeightsHeader header, NetworkShape declared)
    {
        List<LayerShape> layers = [.. declared.Layers];
        int first = layers.FindIndex(static layer => layer is RecurrentShape);
        int last = layers.FindLastIndex(static layer => layer is RecurrentShape);
        if (MeasuredCells.Of(header.Shapes, header.Cell, (RecurrentShape)layers[first]) is not { } cells)
        {
            return null;
        }

        IReadOnlyList<IReadOnlyList<int>> stem = Dense(header, "stem");
        return NetworkShape.Stack(
            stem.Count > 0 ? stem[0][1] : first == 0 ? cells.Inputs : declared.Input,
            cells.Layer,
            cells.Count,
            Chain(stem, [.. layers.Take(first).Cast<DenseShape>()]),
            Chain(Dense(header, "head"), [.. layers.Skip(last + 1).Cast<DenseShape>()]));
    }

    /// <summary>Returns the shapes of the stem's or the head's weights in order; none if the file has several of them.</summary>
    private static IReadOnlyList<IReadOnlyList<int>> Dense(WeightsHeader header, string part)
    {
        List<(Match Name, IReadOnlyList<int> Shape)> layers =
            [.. Matches(header, s_dense).Where(tensor => tensor.Name.Groups["part"].Value == part && tensor.Shape.Count == 2)];
        bool isOne = layers.Select(static tensor => tensor.Name.Groups["prefix"].Value).Distinct().Count() == 1;
        return isOne ? [.. layers.OrderBy(static tensor => NumberOf(tensor.Name)).Select(static tensor => tensor.Shape)] : [];
    }

    /// <summary>Returns layers of the file's sizes with the declared activations.</summary>
    private static IEnumerable<DenseShape> Chain(IReadOnlyList<IReadOnlyList<int>> found, IReadOnlyList<DenseShape> declared) =>
        found.Count is 0 or > NetworkShape.MaxDenseLayers
            ? declared
            : found.Select((shape, index) => new DenseShape(
                shape[0], index < declared.Count ? declared[index].Activation : Activation.Linear));

    private static List<(Match Name, IReadOnlyList<int> Shape)> Matches(WeightsHeader header, Regex pattern) =>
        [.. header.Shapes.Select(tensor => (Name: pattern.Match(tensor.Key), tensor.Value)).Where(static tensor => tensor.Name.Success)];

    private static int NumberOf(Match name) =>
        name.Groups["number"].Success ? int.Parse(name.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static bool IsValid(NetworkShape network) =>
        network.Input is >= 1 and <= NetworkShape.MaxInput
        && network.Recurrent.Count() is >= 1 and <= NetworkShape.MaxLayers
        && network.Layers.OfType<DenseShape>().All(static dense => IsSize(dense.Units));

    private static bool IsSize(int size) => size is >= 1 and <= NetworkShape.MaxSize;
}

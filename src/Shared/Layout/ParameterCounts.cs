using System.Linq;

namespace Lstm.Shared;

/// <summary>Counts the trained parameters of a network.</summary>
internal static class ParameterCounts
{
    /// <summary>
    /// Returns the number of values of the canonical weights, without initial states: every weight, and one bias for each sum. (PyTorch
    /// counts more, because it stores two biases for each sum.)
    /// </summary>
    public static int Of(NetworkShape network)
    {
        int count = network.Cells.Sum(static cell => CellTensors.Of(cell.Shape, cell.Inputs).Sum(static tensor => tensor.Length));
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            count += network.Layers[layer] is FeedForwardShape feedForward
                ? feedForward.Tensors.Select(tensor => feedForward.SizeOf(tensor, network.InputOf(layer)))
                    .Sum(static size => size.Rows * size.Columns)
                : 0;
        }

        return count;
    }
}

namespace Lstm.Shared;

/// <summary>Counts the trained parameters of a network.</summary>
internal static class ParameterCounts
{
    /// <summary>
    /// Returns the number of values of the canonical weights, without initial states: every weight, and one bias for each sum. (PyTorch
    /// counts more, because it stores two biases for each sum.)
    /// </summary>
    public static int Of(NetworkShape shape)
    {
        int count = 0;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            count += shape.Directions * OfCell(shape.Cell, shape.InputOf(layer));
        }

        foreach ((DenseShape layer, int inputs) in shape.DenseLayers())
        {
            count += layer.Units * (inputs + 1);
        }

        return count;
    }

    private static int OfCell(CellShape cell, int inputs)
    {
        int rows = cell.Gates.Count * cell.Hidden;
        int count = rows * (inputs + cell.Width + 1) + cell.Projection * cell.Hidden + cell.PeepholeGates.Length * cell.Hidden;

        // A GRU's candidate has a second bias.
        count += cell.IsLstm ? 0 : cell.Hidden;
        return cell.LayerNorm ? count + 2 * (rows + cell.Hidden) : count;
    }
}

using Lstm.Shared;

namespace Lstm;

/// <summary>The names of cells in explanations.</summary>
internal static class CellName
{
    /// <summary>Returns the name of a cell: its recurrent layer, from 0, and whether it is a backward direction.</summary>
    public static string Of(NetworkShape network, int cell)
    {
        int layer = -1;
        for (int index = 0; index <= cell; index++)
        {
            layer += network.Cells[index].Direction == 0 ? 1 : 0;
        }

        return $"layer {layer}{(network.Cells[cell].Direction == 1 ? " (backward)" : "")}";
    }
}

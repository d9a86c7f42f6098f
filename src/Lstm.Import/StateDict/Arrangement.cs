using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>The modules of a state dict that are read.</summary>
/// <param name="Pieces">The modules, in the order of the data.</param>
/// <param name="Source">What their order follows from.</param>
/// <param name="Remark">An assumption made about their order, one sentence; null for none.</param>
internal sealed record Arrangement(IReadOnlyList<IPiece> Pieces, OrderSource Source, string? Remark = null)
{
    /// <summary>Returns the options that choose an order of modules; null if a name cannot be written as a part of a list.</summary>
    public static string? OptionFor(IEnumerable<IPiece> pieces)
    {
        string[] names = [.. pieces.Select(static piece => piece.Name)];
        return names.Any(static name => name.Contains(ModelReadOptions.LayerSeparator))
            ? null
            : Advice.Option(Advice.Layers, string.Join(ModelReadOptions.LayerSeparator, names));
    }

    /// <summary>Returns advice to choose one of several orders, or null if there are none.</summary>
    public static string? Choice(IEnumerable<IEnumerable<IPiece>> orders) =>
        Advice.Of("Choose the order (option Layers)", orders.Select(OptionFor));
}

/// <summary>What the order of the modules of a state dict follows from.</summary>
internal enum OrderSource
{
    /// <summary>The order in which they are defined.</summary>
    Definition,

    /// <summary>Their names and shapes.</summary>
    NamesAndShapes,

    /// <summary>The options of the import.</summary>
    Options,
}

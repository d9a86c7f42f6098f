using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Layers;

/// <summary>The names by which options mean layers: the path of a layer in the file, or the end of its path.</summary>
internal static class LayerPaths
{
    /// <summary>Whether a layer is meant by a name.</summary>
    public static bool IsCalled(string layer, string asked) =>
        layer == asked || layer.EndsWith("." + asked, StringComparison.Ordinal);

    /// <summary>Returns the items that a name means: those of this path, or otherwise those whose path ends with it.</summary>
    public static IReadOnlyList<T> Called<T>(IReadOnlyList<T> items, Func<T, string> nameOf, string asked)
    {
        T[] whole = [.. items.Where(item => nameOf(item) == asked)];
        return whole.Length > 0 ? whole : [.. items.Where(item => IsCalled(nameOf(item), asked))];
    }
}

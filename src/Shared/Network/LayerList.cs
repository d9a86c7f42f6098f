using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>The layers of a network in the order of the data. Lists of equal layers are equal.</summary>
internal sealed class LayerList(IEnumerable<LayerShape> layers) : IReadOnlyList<LayerShape>, IEquatable<LayerList>
{
    private readonly LayerShape[] _layers = [.. layers];

    public int Count => _layers.Length;

    public LayerShape this[int index] => _layers[index];

    public bool Equals(LayerList? other) => other is not null && _layers.SequenceEqual(other._layers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LayerList);

    /// <inheritdoc/>
    public override int GetHashCode() => _layers.Aggregate(0, static (hash, layer) => unchecked(31 * hash + layer.GetHashCode()));

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", (IEnumerable<LayerShape>)_layers);

    public IEnumerator<LayerShape> GetEnumerator() => ((IEnumerable<LayerShape>)_layers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

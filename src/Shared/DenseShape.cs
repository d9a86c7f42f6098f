using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>A dense layer, y = a(W x + b), and the dense layers after it.</summary>
/// <remarks>The layers form a chain instead of a list, because nested records compare by content.</remarks>
/// <param name="Units">The number of outputs.</param>
/// <param name="Activation">The activation of the outputs.</param>
/// <param name="Next">The next layer; null for the last.</param>
internal sealed record DenseShape(int Units, ActivationShape Activation, DenseShape? Next = null)
{
    /// <summary>The last layer of the chain.</summary>
    /// <remarks>
    /// Not public, because ToString of a record prints its public properties. The last layer returns itself, so ToString would never end.
    /// </remarks>
    internal DenseShape Last
    {
        get
        {
            DenseShape last = this;
            while (last.Next is not null)
            {
                last = last.Next;
            }

            return last;
        }
    }

    /// <summary>Returns the layers of a chain in order; none for null.</summary>
    public static IEnumerable<DenseShape> Chain(DenseShape? first)
    {
        for (DenseShape? layer = first; layer is not null; layer = layer.Next)
        {
            yield return layer;
        }
    }

    /// <summary>Links layers into a chain. Returns null for an empty list.</summary>
    public static DenseShape? Link(IReadOnlyList<DenseShape> layers)
    {
        DenseShape? chain = null;
        for (int index = layers.Count - 1; index >= 0; index--)
        {
            chain = layers[index] with { Next = chain };
        }

        return chain;
    }
}

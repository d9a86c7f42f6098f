using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>A dense layer, y = a(W x + b), and those that follow it.</summary>
/// <remarks>A chain rather than a list: records of records compare by content.</remarks>
/// <param name="Units">Its outputs.</param>
/// <param name="Activation">What it applies to them.</param>
/// <param name="Next">The layer that takes its outputs; null for the last.</param>
internal sealed record DenseShape(int Units, ActivationShape Activation, DenseShape? Next = null)
{
    /// <summary>The end of the chain.</summary>
    /// <remarks>Not public: a record prints its public properties, and the last layer, being its own last, would print for ever.</remarks>
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

    /// <summary>A chain, one layer after the other; none for null.</summary>
    public static IEnumerable<DenseShape> Chain(DenseShape? first)
    {
        for (DenseShape? layer = first; layer is not null; layer = layer.Next)
        {
            yield return layer;
        }
    }

    /// <summary>Links layers into a chain, which none are not.</summary>
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

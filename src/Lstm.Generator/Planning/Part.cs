using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>Layers in a row that a kernel computes in one way. The derived records are its kinds.</summary>
internal abstract record Part
{
    /// <summary>
    /// Returns the layers of a network in parts: layers without a state in a row, equal recurrent layers in a row, and pooling.
    /// </summary>
    public static IReadOnlyList<Part> For(PackedLayout layout, VectorWidth width)
    {
        NetworkShape network = layout.Network;
        ILookup<int, CellPlace> cells = network.Cells.ToLookup(static cell => cell.Layer);
        List<(LayerShape Layer, int Count)> runs = [.. DeclarationText.Runs(network)];
        bool isOnly = runs.Count(static run => run.Layer is RecurrentShape) == 1;
        List<Part> parts = [];
        int first = 0;
        foreach ((LayerShape layer, int count) in runs)
        {
            if (layer is RecurrentShape)
            {
                parts.Add(new RecurrentRun([.. Enumerable.Range(first, count).Select(Recurrent)], isOnly));
            }
            else if (layer is PoolShape pool)
            {
                parts.Add(new PoolPart(new PoolPlan(first, network.InputOf(first), pool)));
            }
            else if (parts.Count > 0 && parts[parts.Count - 1] is FeedForwardChain chain)
            {
                parts[parts.Count - 1] = new FeedForwardChain([.. chain.Layers, FeedForward(first)]);
            }
            else
            {
                parts.Add(new FeedForwardChain([FeedForward(first)]));
            }

            first += count;
        }

        return parts;

        RecurrentPlan Recurrent(int layer) =>
            RecurrentPlan.For(layout, layer, [.. cells[layer]], width) with { Arithmetic = network.Arithmetic };

        FeedForwardPlan FeedForward(int layer) => FeedForwardPlan.For(layout, layer) with { Arithmetic = network.Arithmetic };
    }
}

/// <summary>Layers without a state in a row.</summary>
/// <param name="Layers">The layers.</param>
internal sealed record FeedForwardChain(IReadOnlyList<FeedForwardPlan> Layers) : Part
{
    /// <summary>The number of outputs.</summary>
    public int Outputs => Layers[Layers.Count - 1].Shape.Units;
}

/// <summary>A layer that turns the vectors of all steps into one. The parts after it run once.</summary>
/// <param name="Plan">The layer.</param>
internal sealed record PoolPart(PoolPlan Plan) : Part;

/// <summary>
/// Equal recurrent layers in a row. The first has a method of its own, because its inputs differ. The upper ones share a method, which is
/// called for each with its weights and its state.
/// </summary>
/// <param name="Layers">The layers.</param>
/// <param name="IsOnly">Whether the network has no other recurrent layers.</param>
internal sealed record RecurrentRun(IReadOnlyList<RecurrentPlan> Layers, bool IsOnly) : Part
{
    public RecurrentPlan First => Layers[0];

    /// <summary>The plan that all upper layers share; null if there is none.</summary>
    public RecurrentPlan? Upper => Layers.Count > 1 ? Layers[1] : null;

    public RecurrentPlan Last => Layers[Layers.Count - 1];

    /// <summary>The plans that have methods.</summary>
    public IEnumerable<RecurrentPlan> Methods => Layers.Take(2);

    /// <summary>Returns the plan with the method of a layer.</summary>
    public RecurrentPlan MethodOf(RecurrentPlan layer) => layer == First ? First : Upper!;

    /// <summary>Returns the name of the method of a layer.</summary>
    public string NameOf(RecurrentPlan layer) =>
        !IsOnly ? $"Layer{MethodOf(layer).Layer}" :
        Upper is null ? "Layer" :
        layer == First ? "FirstLayer" : "UpperLayer";
}

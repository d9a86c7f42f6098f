using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Planning;

/// <summary>
/// The layers whose outputs a residual connection of a later part adds. What computes several steps of a part before the next part keeps
/// them for all these steps. The outputs that a part takes as its input are there anyway.
/// </summary>
internal static class KeptOutputs
{
    /// <summary>Returns the layers, each with the last residual connection that adds its outputs.</summary>
    public static IReadOnlyDictionary<int, int> Of(IReadOnlyList<Part> parts) => parts
        .OfType<FeedForwardChain>()
        .SelectMany(static chain => chain.Layers.OfType<ResidualPlan>()
            .Where(residual => residual.Source >= 0 && residual.Source < chain.Layers[0].Layer - 1))
        .GroupBy(static residual => residual.Source, static residual => residual.Layer)
        .ToDictionary(static users => users.Key, static users => users.Max());
}

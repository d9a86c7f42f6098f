using System;

namespace Lstm.Generator.Emission;

/// <summary>The places of earlier vectors that the layers of a chain read.</summary>
/// <param name="Sums">The scratch memory.</param>
/// <param name="State">The state.</param>
/// <param name="EarlierOf">
/// Returns the outputs of a layer of an earlier part, in this step; of -1, the inputs of the network.
/// </param>
internal sealed record ChainPlaces(string Sums, string State, Func<int, string> EarlierOf);

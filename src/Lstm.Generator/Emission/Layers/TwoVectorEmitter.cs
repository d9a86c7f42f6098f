using System.Collections.Generic;
using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints layers that combine two vectors, value by value. In lanes the vectors are the same number of times as long, so the call is the
/// same.
/// </summary>
/// <param name="chain">The layers of a chain.</param>
/// <param name="source">The inputs of the first.</param>
/// <param name="places">Where what is before the chain is.</param>
/// <param name="lanes">The number of streams side by side.</param>
internal sealed class TwoVectorEmitter(FeedForwardChain chain, string source, ChainPlaces places, int lanes)
{
    private readonly int _first = chain.Layers[0].Layer;

    // The outputs of the layers of this step, from the inputs of the first on.
    private readonly List<string> _outputs = [source];

    /// <summary>Tells where the outputs of the next layer of the chain are.</summary>
    public void Add(string output) => _outputs.Add(output);

    /// <summary>Prints a layer.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="layer">The layer, the next of the chain.</param>
    /// <param name="target">Its outputs.</param>
    public void Emit(SourceWriter writer, TwoVectorPlan layer, string target)
    {
        string input = _outputs[_outputs.Count - 1];
        string other = layer is ResidualPlan residual ? PlaceOf(residual.Source) : Text.After(input, layer.Shape.Units * lanes);
        writer.Line(
            $"Merges.{layer.Merging}(ref {input}, ref {other}, ref {target}, {Text.Int(layer.Shape.Units * lanes)});");
    }

    private string PlaceOf(int layer) => layer >= _first - 1 ? _outputs[layer - _first + 1] : places.EarlierOf(layer);
}

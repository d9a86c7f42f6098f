using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>The numbers of floats from one stream to the next, or from one step to the next.</summary>
/// <param name="Hidden">The number of hidden-state values that are multiplied; 0 for the input half alone.</param>
/// <param name="Input">The stride of the inputs.</param>
/// <param name="State">The stride of the states.</param>
/// <param name="Sums">The stride of the pre-activations.</param>
internal readonly record struct SharedStrides(int Hidden, int Input, int State, int Sums);

/// <summary>Prints the pre-activations of three streams, or of three steps of one stream, which share each loaded weight.</summary>
internal static class SharedRows
{
    public static void EmitSums(SourceWriter writer, RecurrentPlan layer, SharedStrides strides)
    {
        writer.Line(
            $"SharedSizes sizes = new(inputs: {Text.Int(layer.Inputs)}, hidden: {Text.Int(strides.Hidden)}, " +
            $"inputStride: {Text.Int(strides.Input)}, stateStride: {Text.Int(strides.State)}, sumsStride: {Text.Int(strides.Sums)});");
        string h = strides.Hidden == 0 ? "x" : "h";
        foreach (PackedSection input in layer.Sections.All(PackedKind.Input))
        {
            TileGroup group = input.Group;
            PackedSection recurrent = strides.Hidden == 0 ? input : layer.Sections.Tiles.Single(tile => tile.Group == group).Recurrent;
            string w = Text.At("weights", layer.Sections.OffsetOf(input));
            string u = Text.At("weights", layer.Sections.OffsetOf(recurrent));
            string sums = Text.At("sums", group.FirstBlock * input.BlockRow);
            writer.Lines($"""
                SharedTiles.Sum(
                    ref {w}, ref {u}, ref x, ref {h},
                    ref {sums}, tiles: {Text.Int(group.Tiles)}, blocks: {Text.Int(group.BlocksPerTile)}, in sizes);
                """);
        }
    }
}

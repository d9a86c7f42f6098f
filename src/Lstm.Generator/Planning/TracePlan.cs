using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The layout of a trace, in floats: i, f, g, o, c and then h of each layer, without padding.</summary>
internal sealed class TracePlan(StackShape shape)
{
    /// <summary>The distance from one layer to the next.</summary>
    public int Layer { get; } = 5 * shape.Hidden + shape.Cell.Width;

    /// <summary>The offset of the hidden state within a layer.</summary>
    public int Hidden => 5 * shape.Hidden;

    /// <summary>The length of a trace.</summary>
    public int Length => shape.Layers * Layer;
}

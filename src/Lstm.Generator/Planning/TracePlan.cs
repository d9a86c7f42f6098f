using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>What a traced step writes, in floats: for each layer i, f, g, o and c, and then h, without padding.</summary>
internal sealed class TracePlan(NetworkShape shape)
{
    /// <summary>Floats from one layer to the next.</summary>
    public int Layer { get; } = 5 * shape.Hidden + shape.Cell.Width;

    /// <summary>Where the hidden state stands within a layer.</summary>
    public int Hidden => 5 * shape.Hidden;

    /// <summary>All of it.</summary>
    public int Length => shape.Layers * Layer;
}

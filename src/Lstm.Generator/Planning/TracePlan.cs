using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>The layout of a trace, in floats: i, f, g, o, c and then h of each layer, without padding.</summary>
internal sealed class TracePlan(NetworkShape network)
{
    /// <summary>The distance from one layer to the next.</summary>
    public int Layer { get; } = network.Cells.Max(static cell => 5 * cell.Shape.Hidden + cell.Shape.Width);

    /// <summary>The length of a trace.</summary>
    public int Length => network.Cells.Count * Layer;
}

using System.Linq;

namespace Lstm.Import.Onnx;

/// <summary>Gives ids to the axes of a graph, each once.</summary>
internal sealed class AxisIds
{
    private int _next;

    public int Next() => _next++;

    /// <summary>Returns axes of unknown sizes for a value whose axes are not known.</summary>
    public Axis[] Fresh(int rank) => [.. Enumerable.Range(0, rank).Select(_ => new Axis(new AxisPart(Next(), -1)))];
}

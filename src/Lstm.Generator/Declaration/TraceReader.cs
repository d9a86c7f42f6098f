using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads whether a class records traces of its gates, and checks whether its network can.</summary>
internal static class TraceReader
{
    public const string Name = "Trace";

    /// <summary>Returns whether the class is to record traces.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="first">Its first attribute of recurrent layers.</param>
    /// <param name="shape">Its network; null if the compiler cannot bind the declaration.</param>
    /// <param name="findings">Receives the errors.</param>
    public static bool Read(INamedTypeSymbol type, AttributeData first, NetworkShape? shape, Findings findings)
    {
        Arguments arguments = NetworkReader.ArgumentsOf(type, first, findings);
        if (shape is null || !(arguments.Flag(Name) ?? false))
        {
            return false;
        }

        if (shape.Recurrent.FirstOrDefault(static layer => !layer.IsCausal) is { } backward)
        {
            arguments.Conflict(
                Name,
                backward.Bidirectional ? "Bidirectional" : "Direction = Backward",
                "a trace records one step, but a network with a backward direction cannot run single steps; " +
                "omit Trace, or make every layer run forward");
        }
        else if (shape.Pool is { IsCausal: false } pool)
        {
            arguments.Conflict(
                Name,
                $"[{PoolShape.Name}({nameof(Pooling)}.{pool.Pooling})]",
                "a trace records one step, but this network has one output for a whole sequence and cannot run single steps; " +
                $"omit Trace, or use {nameof(Pooling)}.{nameof(Pooling.Last)}");
        }

        return true;
    }
}

using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads whether a class records traces of its gates, and checks whether its network can.</summary>
internal static class TraceReader
{
    private const string Name = "Trace";

    public static bool Read(INamedTypeSymbol type, AttributeData attribute, StackShape? shape, Findings findings)
    {
        Arguments arguments = new(type, attribute, $"'{type.Name}'", findings);
        if (shape is null || !(arguments.Flag(Name) ?? false))
        {
            return false;
        }

        if (!shape.IsCausal)
        {
            arguments.Conflict(
                Name,
                shape.Bidirectional ? "Bidirectional" : "Direction = Backward",
                "a trace records one step, but a network with a backward direction cannot run single steps; " +
                "omit Trace, or make every layer run forward");
        }

        return true;
    }
}

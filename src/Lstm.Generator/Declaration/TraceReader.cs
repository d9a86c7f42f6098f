using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads whether a class shows its gates, and whether its network can.</summary>
internal static class TraceReader
{
    private const string Name = "Trace";

    public static bool Read(INamedTypeSymbol type, AttributeData attribute, NetworkShape? shape, Findings findings)
    {
        Arguments arguments = new(type, attribute, $"'{type.Name}'", findings);
        if (shape is null || !(arguments.Flag(Name) ?? false))
        {
            return false;
        }

        if (!shape.IsCausal)
        {
            arguments.Conflict(
                Name, shape.Bidirectional ? "Bidirectional" : "Direction",
                "a trace is what one step does, and a network with a backward direction has none; leave Trace out, or let every layer walk forward");
        }

        return true;
    }
}

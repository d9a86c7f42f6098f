using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the equations of exactly these cells into the header, for readers.</summary>
internal static class EquationEmitter
{
    public static void Emit(SourceWriter writer, NetworkShape network)
    {
        // Cells of different sizes may have the same equations.
        IEnumerable<string> texts = network.Recurrent.Select(static layer => Lines(layer.Cell)).Distinct();
        writer.Lines(string.Join("\n//\n", texts));
    }

    private static string Lines(CellShape cell)
    {
        (string Text, string Meaning)[] lines = [.. EquationText.Of(cell)];
        int width = lines.Max(static line => line.Text.Length);
        return string.Join("\n", lines.Select(line => $"//     {line.Text.PadRight(width)}    {line.Meaning}"));
    }
}

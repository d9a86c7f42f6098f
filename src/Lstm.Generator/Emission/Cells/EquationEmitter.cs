using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the equations of exactly these cells into the header, for readers.</summary>
internal static class EquationEmitter
{
    public static void Emit(SourceWriter writer, NetworkShape network)
    {
        CellShape[] cells = [.. network.Recurrent.Select(static layer => layer.Cell).Distinct()];
        List<string[]> texts = [];
        foreach (CellShape cell in cells)
        {
            string[] lines = [.. Lines(cell)];
            if (texts.Any(lines.SequenceEqual))
            {
                continue;
            }

            if (texts.Count > 0)
            {
                writer.Line("//");
            }

            texts.Add(lines);
            foreach (string line in lines)
            {
                writer.Line("//     " + line);
            }
        }
    }

    private static IEnumerable<string> Lines(CellShape cell)
    {
        List<(string Text, string Meaning)> lines = [.. EquationText.Of(cell)];
        int width = lines.Max(static line => line.Text.Length);
        return lines.Select(line => $"{line.Text.PadRight(width)}    {line.Meaning}");
    }
}

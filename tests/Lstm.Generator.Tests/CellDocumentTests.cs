using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>The equations in docs/cells.md are those of the definitions of the cells.</summary>
public sealed class CellDocumentTests
{
    private const string Start = "<!-- cells: written by LSTMGEN_ACCEPT_CELLS=1 -->\n";
    private const string End = "<!-- end of cells -->\n";

    [Fact]
    public void The_document_has_the_equations_of_every_cell()
    {
        string path = Path.Combine(Repository.Root, "docs", "cells.md");
        string text = File.ReadAllText(path);
        string[] around = [text[..(text.IndexOf(Start, StringComparison.Ordinal) + Start.Length)],
            text[text.IndexOf(End, StringComparison.Ordinal)..]];
        string expected = around[0] + Section() + around[1];
        if (Environment.GetEnvironmentVariable("LSTMGEN_ACCEPT_CELLS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string Section()
    {
        StringBuilder text = new();
        foreach (CellType type in CellType.All)
        {
            CellShape shape = new(type.Kind, 1);
            Cell cell = shape.Definition;
            List<(string Text, string Meaning)> lines = [.. EquationText.Of(shape)];
            int width = lines.Max(static line => line.Text.Length);
            string states = string.Join(", ", cell.States.Select(static state => state.Letter));
            string rows = string.Join(", ", cell.Gates.Select(static gate => gate.Letter));
            string option = type.Kind == CellKind.GruResetBefore ? ", ResetAfter = false" : "";
            text.Append($"\n`[{type.Attribute}(input, hidden{option})]`: states {states}; rows of weights {rows}.\n\n");
            foreach ((string equation, string meaning) in lines)
            {
                text.Append($"    {equation.PadRight(width)}    {meaning}\n");
            }
        }

        return text.Append('\n').ToString();
    }
}

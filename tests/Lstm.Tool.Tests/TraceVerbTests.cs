using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Lstm.Import;
using Lstm.Shared;
using Lstm.TestKit;
using Lstm.Tool.Compilation;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class TraceVerbTests
{
    private const int Steps = 50;

    [Theory]
    [InlineData("torch-1x16-dense1")]
    [InlineData("torch-5x20-start")]
    [InlineData("variants/torch-3x9-2layers-projection4-initial")]
    [InlineData("variants/torch-3x20-coupled-peephole")]
    [InlineData("variants/torch-3x9-stem8-tanh-dense1", "[Dense(8, Activation.Tanh)]\n[Lstm(input: 3, hidden: 9, Output = 1)]")]
    public void The_page_contains_the_trace_of_the_network(string name, string? declaration = null)
    {
        using var folder = new TemporaryFolder();
        string path = declaration is null ? TestFiles.Golden(name) : Declared(folder, name, declaration);
        ModelDescription model = ModelFile.Read(path);
        (float[] inputs, string file) = Inputs(folder, model.Weights.InputSize);
        float[] outputs = new float[Steps * model.Weights.OutputSize];
        using (CompiledModel compiled = CompiledModel.Create(model))
        {
            compiled.Run(inputs, outputs);
        }

        ToolResult result = Tool.Run("trace", path, "--input", file, "-o", folder.File("trace.html"));

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.StartsWith($"Wrote {folder.File("trace.html")}: 50 steps of ", result.Out, StringComparison.Ordinal);
        string page = File.ReadAllText(folder.File("trace.html"));
        Assert.True(Bits.Equal(inputs, Array(page, "inputs")));
        Assert.True(Bits.Equal(outputs, Array(page, "outputs")));
        using JsonDocument description = JsonDocument.Parse(Regex.Match(page, "id=\"trace\">(.*?)</script>").Groups[1].Value);
        Assert.Equal(model.Declaration, description.RootElement.GetProperty("declaration").GetString());
        Assert.Equal(model.Shape.Cells.Count, description.RootElement.GetProperty("layers").GetArrayLength());
        for (int layer = 0; layer < model.Shape.Cells.Count; layer++)
        {
            CellShape cell = model.Shape.Cells[layer].Shape;
            CheckEquations(page, layer, cell.Hidden, checkHidden: cell.Projection == 0);
            CheckSummary(page, layer, description.RootElement.GetProperty("layers")[layer].GetProperty("units"));
        }
    }

    [Fact]
    public void The_document_has_the_summary_and_the_omitted_steps()
    {
        using var folder = new TemporaryFolder();
        (float[] inputs, string file) = Inputs(folder, 1);

        ToolResult result = Tool.Run("trace", Models.Plain, "--input", file, "-o", folder.File("trace.html"), "--steps", "20", "--json");

        Assert.Equal(0, result.Code);
        Assert.Equal(20, result.Json.GetProperty("steps").GetInt32());
        Assert.Equal(16, result.Json.GetProperty("layers")[0].GetArrayLength());
        float[] gate = [.. Array(File.ReadAllText(folder.File("trace.html")), "0-forgetGate").Where(static (_, index) => index % 16 == 3)];
        Assert.Equal(20, gate.Length);
        JsonElement unit = result.Json.GetProperty("layers")[0][3].GetProperty("forgetGate");
        Assert.Equal(gate.Average(static value => (double)value), unit.GetProperty("mean").GetDouble(), 1e-9);
        Assert.Equal(gate.Count(static value => value > 0.9f) / 20.0, unit.GetProperty("rightSaturated").GetDouble());
        Assert.Contains(
            "only the first 20 steps",
            Assert.Single(result.Json.GetProperty("warnings").EnumerateArray()).GetString(),
            StringComparison.Ordinal);
        Assert.Equal(inputs[..20], Array(File.ReadAllText(folder.File("trace.html")), "inputs"));
        Assert.Equal(0, Tool.Run("trace", Models.Plain, "--input", file, "-o", folder.File("all.html"), "--steps", "50").Error.Length);
    }

    [Theory]
    [InlineData("variants/torch-2x9-gru-dense1", "contains a GRU")]
    [InlineData("torch-4x12-bidirectional", "a backward direction")]
    public void A_network_without_a_trace_is_refused(string name, string what)
    {
        using var folder = new TemporaryFolder();
        (_, string file) = Inputs(folder, 2);

        ToolResult result = Tool.Run("trace", TestFiles.Golden(name), "--input", file, "-o", folder.File("trace.html"));

        Assert.Equal(2, result.Code);
        Assert.Contains(what, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("trace.html")));
    }

    [Fact]
    public void Wrong_numbers_of_steps_and_empty_inputs_are_refused()
    {
        using var folder = new TemporaryFolder();
        (_, string file) = Inputs(folder, 1);
        string empty = folder.Write("empty.csv", "signal\n");
        string page = folder.File("trace.html");

        ToolResult none = Tool.Run("trace", Models.Plain, "--input", file, "-o", page, "--steps", "0");
        ToolResult many = Tool.Run("trace", Models.Plain, "--input", file, "-o", page, "--steps", "600000");
        ToolResult nothing = Tool.Run("trace", Models.Plain, "--input", empty, "-o", page);

        Assert.Equal((2, 2, 4), (none.Code, many.Code, nothing.Code));
        Assert.Contains("expected 1 to 510,204 steps", many.Error, StringComparison.Ordinal);
        Assert.Contains("at least one step", nothing.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(page));
    }

    // A file that says which functions its layers have.
    private static string Declared(TemporaryFolder folder, string name, string declaration)
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden(name));
        string path = folder.File("declared.safetensors");
        new LstmWeights(weights.Layers, weights.Stem, weights.Head, selfTest: weights.SelfTest)
        {
            Notes = new Dictionary<string, string> { [CanonicalNotes.Declaration] = declaration },
        }.Save(path);
        return path;
    }

    private static void CheckEquations(string page, int layer, int hidden, bool checkHidden)
    {
        float[] i = Array(page, $"{layer}-inputGate");
        float[] f = Array(page, $"{layer}-forgetGate");
        float[] g = Array(page, $"{layer}-candidate");
        float[] o = Array(page, $"{layer}-outputGate");
        float[] c = Array(page, $"{layer}-cellState");
        float[] h = Array(page, $"{layer}-hiddenState");
        Assert.Equal(Steps * hidden, c.Length);
        for (int index = hidden; index < c.Length; index++)
        {
            Assert.Equal((f[index] * c[index - hidden]) + (i[index] * g[index]), c[index], 1e-5);
            if (checkHidden)
            {
                Assert.Equal(o[index] * Math.Tanh(c[index]), h[index], 1e-5);
            }
        }
    }

    private static void CheckSummary(string page, int layer, JsonElement units)
    {
        int hidden = units.GetArrayLength();
        foreach ((string gate, float left) in new[]
        {
            ("inputGate", 0.1f), ("forgetGate", 0.1f), ("candidate", -0.9f), ("outputGate", 0.1f),
        })
        {
            float[] values = Array(page, $"{layer}-{gate}");
            for (int unit = 0; unit < hidden; unit++)
            {
                float[] own = [.. values.Where((_, index) => index % hidden == unit)];
                double[] written = units[unit].GetProperty(gate).Deserialize<double[]>()!;
                Assert.Equal(own.Average(static value => (double)value), written[0], 1e-9);
                Assert.Equal(own.Count(value => value < left) / (double)own.Length, written[1]);
                Assert.Equal(own.Count(static value => value > 0.9f) / (double)own.Length, written[2]);
            }
        }
    }

    private static float[] Array(string page, string name) =>
        MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(Regex.Match(page, $"id=\"data-{name}\">(.*?)</script>").Groups[1].Value))
            .ToArray();

    private static (float[] Values, string File) Inputs(TemporaryFolder folder, int width)
    {
        float[] values = [.. Enumerable.Range(0, Steps * width).Select(static index => (float)Math.Sin(index * 0.37))];
        string[] rows = [.. values.Chunk(width)
            .Select(static row => string.Join(',', row.Select(static value => value.ToString("R", CultureInfo.InvariantCulture))))];
        return (values, folder.Write("x.csv", string.Join('\n', rows) + "\n"));
    }
}

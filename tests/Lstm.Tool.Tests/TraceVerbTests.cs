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

public sealed partial class TraceVerbTests
{
    private const int Steps = 50;

    [Theory]
    [InlineData("torch-1x16-dense1")]
    [InlineData("torch-5x20-start")]
    [InlineData("variants/torch-3x9-2layers-projection4-initial")]
    [InlineData("variants/torch-3x20-coupled-peephole")]
    [InlineData("variants/torch-3x9-stem8-tanh-dense1", "[Dense(8, Activation.Tanh)]\n[Lstm(input: 3, hidden: 9, Output = 1)]")]
    [InlineData("variants/torch-2x9-gru-dense1")]
    [InlineData("lists/lstm3-lstm5-lstm2")]
    [InlineData("lists/gru4-gru4-lstm9-dense1")]
    [InlineData("lists/all-four")]
    [InlineData("lists/rnn5-2layers-relu")]
    [InlineData("lists/slstm10-2layers-dense2")]
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
            JsonElement written = description.RootElement.GetProperty("layers")[layer];
            Assert.Equal(cell.Hidden, written.GetProperty("units").GetArrayLength());
            Assert.Equal(VectorsOf(cell.Kind), written.GetProperty("vectors").EnumerateArray()
                .Select(static vector => vector.GetProperty("name").GetString()));
            CheckEquations(page, layer, cell);
            CheckSummary(page, layer, cell.Kind, written.GetProperty("units"));
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

    [Fact]
    public void The_table_and_the_document_have_the_gates_of_each_layer()
    {
        using var folder = new TemporaryFolder();
        string path = TestFiles.Golden("lists/gru4-gru4-lstm9-dense1");
        (_, string file) = Inputs(folder, ModelFile.Read(path).Weights.InputSize);
        string[] command = ["trace", path, "--input", file, "-o", folder.File("trace.html"), "--force"];

        ToolResult text = Tool.Run(command);
        ToolResult json = Tool.Run([.. command, "--json"]);

        Assert.Equal((0, ""), (text.Code, text.Error));
        Assert.Equal(
            [
                "0 reset", "0 update", "0 candidate", "1 reset", "1 update", "1 candidate",
                "2 input", "2 forget", "2 candidate", "2 output",
            ],
            Rows().Matches(text.Out).Select(static match => $"{match.Groups[1].Value} {match.Groups[2].Value}"));
        JsonElement layers = json.Json.GetProperty("layers");
        Assert.Equal([4, 4, 9], layers.EnumerateArray().Select(static layer => layer.GetArrayLength()));
        Assert.Equal(
            ["resetGate", "updateGate", "candidate"], layers[1][3].EnumerateObject().Select(static gate => gate.Name));
        Assert.Equal(
            ["inputGate", "forgetGate", "candidate", "outputGate"], layers[2][8].EnumerateObject().Select(static gate => gate.Name));
    }

    [Fact]
    public void A_network_without_gates_has_no_table()
    {
        using var folder = new TemporaryFolder();
        string path = TestFiles.Golden("lists/rnn5-2layers");
        (_, string file) = Inputs(folder, ModelFile.Read(path).Weights.InputSize);
        string[] command = ["trace", path, "--input", file, "-o", folder.File("trace.html"), "--force"];

        ToolResult text = Tool.Run(command);
        ToolResult json = Tool.Run([.. command, "--json"]);

        Assert.Equal($"Wrote {folder.File("trace.html")}: 50 steps of 2 layers. The network has no gates.", text.Out.TrimEnd());
        Assert.All(json.Json.GetProperty("layers").EnumerateArray(), static layer => Assert.Equal(5, layer.GetArrayLength()));
        Assert.Empty(json.Json.GetProperty("layers")[0][0].EnumerateObject());
    }

    [Fact]
    public void A_network_without_a_trace_is_refused()
    {
        using var folder = new TemporaryFolder();
        (_, string file) = Inputs(folder, 4);

        ToolResult result = Tool.Run("trace", Models.Bidirectional, "--input", file, "-o", folder.File("trace.html"));

        Assert.Equal(2, result.Code);
        Assert.Contains("a backward direction", result.Error, StringComparison.Ordinal);
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

    // The names of the vectors of a cell on the page: the gates and the candidate, and after them the states.
    private static string[] VectorsOf(CellKind kind) => kind switch
    {
        CellKind.Lstm => ["inputGate", "forgetGate", "candidate", "outputGate", "cellState", "hiddenState"],
        CellKind.GruResetAfter or CellKind.GruResetBefore => ["resetGate", "updateGate", "candidate", "hiddenState"],
        CellKind.Rnn => ["hiddenState"],
        _ =>
        [
            "candidate", "outputGate", "inputGate", "forgetGate", "stabiliserState", "cellState", "normaliserState", "hiddenState",
        ],
    };

    // From one step to the next, the gates lead from the old states to the new ones.
    private static void CheckEquations(string page, int layer, CellShape cell)
    {
        Dictionary<string, float[]> all = VectorsOf(cell.Kind).ToDictionary(static name => name, name => Array(page, $"{layer}-{name}"));
        Assert.All(
            all, vector => Assert.Equal(Steps * (vector.Key == "hiddenState" ? cell.Width : cell.Hidden), vector.Value.Length));
        float[] h = all["hiddenState"];
        for (int index = cell.Hidden; index < Steps * cell.Hidden; index++)
        {
            float Now(string name) => all[name][index];
            float Before(string name) => all[name][index - cell.Hidden];
            switch (cell.Kind)
            {
                case CellKind.Lstm:
                    Assert.Equal(
                        (Now("forgetGate") * Before("cellState")) + (Now("inputGate") * Now("candidate")), Now("cellState"), 1e-5);
                    if (cell.Projection == 0)
                    {
                        Assert.Equal(Now("outputGate") * Math.Tanh(Now("cellState")), h[index], 1e-5);
                    }

                    break;
                case CellKind.GruResetAfter or CellKind.GruResetBefore:
                    Assert.Equal(
                        (Now("updateGate") * Before("hiddenState")) + ((1 - Now("updateGate")) * Now("candidate")), h[index], 1e-5);
                    break;
                case CellKind.SLstm:
                    Assert.Equal(
                        (Now("forgetGate") * Before("cellState")) + (Now("inputGate") * Now("candidate")), Now("cellState"), 1e-5);
                    Assert.Equal((Now("forgetGate") * Before("normaliserState")) + Now("inputGate"), Now("normaliserState"), 1e-5);
                    Assert.Equal(Now("outputGate") * Now("cellState") / Now("normaliserState"), h[index], 1e-5);
                    Assert.Equal(1, Math.Max(Now("inputGate"), Now("forgetGate")), 1e-6);
                    break;
                default:
                    Assert.Contains(h, static value => value != 0);
                    break;
            }
        }
    }

    private static void CheckSummary(string page, int layer, CellKind kind, JsonElement units)
    {
        int hidden = units.GetArrayLength();
        string[] gates = [.. VectorsOf(kind).Where(static name => !name.EndsWith("State", StringComparison.Ordinal))];
        for (int unit = 0; unit < hidden; unit++)
        {
            Assert.Equal(gates, units[unit].EnumerateObject().Select(static gate => gate.Name));
        }

        foreach (string gate in gates)
        {
            float left = gate == "candidate" ? -0.9f : 0.1f;
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

    [GeneratedRegex("^ +([0-9]) +([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Rows();

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

using System;
using System.IO;
using Lstm.TestKit;
using Lstm.Tool.Output;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>The tool's own messages: what is wrong, and what was probably meant.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("error: 'insepct' is not a verb. Did you mean 'inspect'? See 'lstmgen --help'.", "insepct", "a.onnx")]
    [InlineData("error: 'Run' is not a verb. Did you mean 'run'? See 'lstmgen --help'.", "Run", "a.onnx", "--input", "x.csv")]
    [InlineData(
        "error: '--inptu' is not an option of 'lstmgen run'. Did you mean '--input'? See 'lstmgen run --help'.",
        "run", "a.onnx", "--inptu", "x.csv", "-o", "y.csv")]
    [InlineData("error: '--quick' is not an option of 'lstmgen bench'. See 'lstmgen bench --help'.", "bench", "a.onnx", "--quick")]
    [InlineData("error: 'b' is one argument too many: inspect takes 1 argument. See 'lstmgen inspect --help'.", "inspect", "a", "b")]
    [InlineData("error: 'c' is one argument too many: diff takes 2 arguments. See 'lstmgen diff --help'.", "diff", "a", "b", "c")]
    [InlineData("error: --seconds: expected a number, found 'soon'. See 'lstmgen bench --help'.", "bench", "a", "--seconds", "soon")]
    [InlineData(
        "error: --chunk: expected a whole number, found '1.5'. See 'lstmgen run --help'.",
        "run", "a", "--input", "x.csv", "-o", "y.csv", "--chunk", "1.5")]
    public void Wrong_words_get_a_suggestion(string expected, params string[] arguments) =>
        Assert.Equal((2, expected + "\n"), (Tool.Run(arguments).Code, Tool.Run(arguments).Error));

    [Fact]
    public void A_verb_that_resembles_none_gets_the_list() =>
        Assert.Contains("The verbs are inspect, import, verify, ", Tool.Run("juggle").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("Did you mean 'Relu'?", "inspect", "MODEL", "--activation", "head=Rleu")]
    [InlineData("Did you mean 'Int16'?", "inspect", "MODEL", "--precision", "Int61")]
    [InlineData("Did you mean '.csv'?", "run", "MODEL", "--input", "X", "-o", "y.cvs")]
    [InlineData("--format: expected csv, npy or wav, found 'mp3'", "run", "MODEL", "--input", "X", "-o", "y.csv", "--format", "mp3")]
    [InlineData("--class: Expected a C# identifier, found 'class'.\n", "sample", "amp.safetensors", "--class", "class")]
    [InlineData("--namespace: Expected a C# identifier, found '1'.\n", "sample", "amp.safetensors", "--namespace", "1")]
    public void Wrong_values_get_a_suggestion(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("x.csv", "1\n");

        ToolResult result = Tool.Run(Array.ConvertAll(
            arguments, word => word == "MODEL" ? Models.Plain : word == "X" ? input : word.Contains('.') ? folder.File(word) : word));

        Assert.Equal(2, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inspect", "FILE")]
    [InlineData("bench", "FILE")]
    [InlineData("diff", "MODEL", "FILE")]
    [InlineData("diff", "FILE", "MODEL")]
    [InlineData("verify", "FILE")]
    [InlineData("verify", "MODEL", "--input", "FILE", "--output", "MODEL")]
    [InlineData("verify", "MODEL", "--input", "MODEL", "--output", "FILE")]
    [InlineData("import", "FILE", "-o", "OUT")]
    [InlineData("import", "MODEL", "-o", "OUT", "--input", "FILE", "--output", "MODEL")]
    [InlineData("run", "FILE", "--input", "MODEL", "-o", "OUT")]
    [InlineData("run", "MODEL", "--input", "FILE", "-o", "OUT")]
    [InlineData("trace", "MODEL", "--input", "FILE", "-o", "OUT")]
    [InlineData("replay", "FILE", "MODEL")]
    [InlineData("replay", "MODEL", "FILE")]
    public void An_input_that_is_a_folder_or_missing_is_named(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string similar = folder.Write("guitar.csv", "1\n");
        string taken = folder.File("folder");
        Directory.CreateDirectory(taken);
        string missing = folder.File("none", "x.csv");
        string mistyped = folder.File("gutiar.csv");

        Check(taken, $"error: '{taken}' is a folder. Expected a file.\n");
        Check(missing, $"error: '{missing}' does not exist: there is no folder '{folder.File("none")}'.\n");
        Check(mistyped, $"error: '{mistyped}' does not exist. Did you mean '{similar}'?\n");

        void Check(string file, string expected)
        {
            ToolResult result = Tool.Run(Array.ConvertAll(arguments, word => word switch
            {
                "FILE" => file,
                "MODEL" => Models.Plain,
                "OUT" => folder.File("out.csv"),
                _ => word,
            }));
            Assert.Equal((4, expected), (result.Code, result.Error));
        }
    }

    [Theory]
    [InlineData("inspect", "inspect")]
    [InlineData("INSPECT", "inspect")]
    [InlineData("inpsect", "inspect")]
    [InlineData("rn", "run")]
    [InlineData("diffs", "diff")]
    [InlineData("juggle", null)]
    [InlineData("", null)]
    public void The_nearest_word_needs_few_changes(string found, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(found, ["inspect", "import", "verify", "diff", "run"]));

    [Theory]
    [InlineData("Compiling the class of ", "bench", "MODEL", "--seconds", "0.05")]
    [InlineData("Measuring for 0.05 s", "bench", "MODEL", "--seconds", "0.05")]
    [InlineData("Compiling the class of ", "run", "MODEL", "--input", "X", "-o", "-")]
    [InlineData("Compiling the class of ", "trace", "MODEL", "--input", "X", "-o", "-")]
    [InlineData("Running 1 step …", "trace", "MODEL", "--input", "X", "-o", "-")]
    [InlineData("Compiling the class and comparing its outputs", "verify", "MODEL")]
    public void Work_that_takes_a_while_is_announced_on_a_terminal_only(string expected, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("x.csv", "1\n");
        string[] line = Array.ConvertAll(arguments, word => word == "MODEL" ? Models.Plain : word == "X" ? input : word);

        ToolResult watched = Tool.RunWatched(line);
        ToolResult alone = Tool.Run(line);
        ToolResult json = Tool.RunWatched([.. line, "--json"]);

        Assert.Equal((0, 0, 0), (watched.Code, alone.Code, json.Code));
        Assert.Contains(expected, watched.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(expected, alone.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(expected, json.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_is_singular()
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("x.csv", "1\n");
        string recording = folder.File("r.lstmrec");

        Assert.Contains(
            ": 1 step of 1 value, ",
            Tool.Run("run", Models.Plain, "--input", input, "-o", folder.File("y.csv"), "--record", recording).Out,
            StringComparison.Ordinal);
        Assert.Equal("1 step: bit-identical.\n", Tool.Run("replay", Models.Plain, recording).Out);
        Assert.Contains(
            ": 1 step of 1 layer. ",
            Tool.Run("trace", Models.Plain, "--input", input, "-o", folder.File("t.html")).Out,
            StringComparison.Ordinal);
        string wide = folder.Write("wide.csv", "1,2\n");
        Assert.Contains(
            "expected 1 value in each step, found 2",
            Tool.Run("run", Models.Plain, "--input", wide, "-o", folder.File("z.csv")).Error,
            StringComparison.Ordinal);
        string two = folder.Write("two.csv", "1\n2\n");
        Assert.Contains(
            "expected 1 step, as many as in ",
            Tool.Run("verify", Models.Plain, "--input", input, "--output", two).Error,
            StringComparison.Ordinal);
        string changed = Models.Changed(folder, "changed.safetensors", static layer =>
            new LstmLayerWeights(layer.InputSize, layer.HiddenSize, layer.Input, layer.Recurrent, [.. layer.Bias.ToArray()[..^1], 9]));
        Assert.Contains("\n1 of 7 tensors differs:", Tool.Run("diff", Models.Plain, changed).Out, StringComparison.Ordinal);
    }
}

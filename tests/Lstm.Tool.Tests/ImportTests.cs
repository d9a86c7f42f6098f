using System;
using System.IO;
using System.Text.Json;
using Lstm.Import.Sequences;
using Lstm.TestKit;
using Lstm.Tool.Commands;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class ImportTests
{
    [Fact]
    public void The_canonical_file_is_written_and_the_class_printed()
    {
        using var folder = new TemporaryFolder();
        string target = folder.File("my-amp 2.safetensors");

        ToolResult result = Tool.Run("import", Models.Plain, "-o", target);

        Assert.Equal(0, result.Code);
        Assert.Contains("public sealed partial class MyAmp2;", result.Out, StringComparison.Ordinal);
        Assert.Contains("Its self-test of 256 steps passed.", result.Out, StringComparison.Ordinal);
        Assert.Equal("[Lstm(input: 1, hidden: 16, Output = 1)]", LstmWeights.Load(target).Declaration);
    }

    [Fact]
    public void The_class_is_written_to_a_file()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = Tool.Run(
            "import", Models.Plain, "-o", folder.File("amp.safetensors"), "--cs", folder.File("Amp.cs"), "--class", "Amp", "--namespace",
            "My.App", "--json");

        Assert.Equal(0, result.Code);
        JsonElement json = result.Json;
        Assert.Equal("Amp", json.GetProperty("class").GetString());
        string source = File.ReadAllText(folder.File("Amp.cs"));
        Assert.Equal(json.GetProperty("source").GetString(), source);
        Assert.Contains("namespace My.App;", source, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_name_is_wrong_usage_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = Tool.Run("import", Models.Plain, "-o", folder.File("amp.safetensors"), "--class", "class");

        Assert.Equal(2, result.Code);
        Assert.Contains("identifier", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_self_test_of_the_user_is_run_and_saved_with_the_weights()
    {
        using var folder = new TemporaryFolder();
        (string input, string output) = SelfTestFiles(folder);
        string target = folder.File("amp.safetensors");

        Assert.Equal(0, Tool.Run("import", Models.Plain, "-o", target, "--input", input, "--output", output).Code);

        Assert.Equal(256, LstmWeights.Load(target).SelfTest!.Steps);
    }

    [Fact]
    public void A_failed_self_test_is_explained_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        (string input, string output) = SelfTestFiles(folder);
        string model = Models.WithGatesExchanged(folder);

        // The file's own self-test refuses it before.
        Assert.Equal(3, Tool.Run("import", model, "-o", folder.File("amp.safetensors")).Code);

        LstmWeights weights = LstmWeights.Load(model);
        new LstmWeights(weights.Layers, weights.Stem, weights.Head).Save(model);
        ToolResult result = Tool.Run("import", model, "-o", folder.File("amp.safetensors"), "--input", input, "--output", output);

        Assert.Equal(1, result.Code);
        Assert.Contains("Nothing was written", result.Error, StringComparison.Ordinal);
        Assert.Contains("the rows are in the order", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("amp.safetensors")));
    }

    [Theory]
    [InlineData("amp.safetensors", "Amp")]
    [InlineData("folder/my_lstm-v2.onnx", "MyLstmV2")]
    [InlineData("2x8.pt", "Network2x8")]
    [InlineData("-.json", "Network")]
    [InlineData("Füße.h5", "FE")]
    public void Class_names_come_from_file_names(string path, string expected) => Assert.Equal(expected, ClassName.Of(path));

    internal static (string Input, string Output) SelfTestFiles(TemporaryFolder folder)
    {
        LstmSelfTest test = LstmWeights.Load(Models.Plain).SelfTest!;
        Write(folder.File("x.npy"), test.Input);
        Write(folder.File("y.csv"), test.Output);
        return (folder.File("x.npy"), folder.File("y.csv"));
    }

    private static void Write(string path, ReadOnlySpan<float> values)
    {
        using SequenceWriter writer = SequenceFile.Create(path, 1);
        writer.Write(values);
        writer.Complete();
    }
}

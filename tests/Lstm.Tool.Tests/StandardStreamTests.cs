using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Lstm.Import.Sequences;
using Lstm.TestKit;
using Lstm.Tool.Audio;
using Lstm.Tool.Tests.Files;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>The path "-" is standard input or output, and a pipe is read like a file.</summary>
public sealed class StandardStreamTests
{
    private static readonly float[] s_inputs = [.. Enumerable.Range(0, 30).Select(static step => MathF.Sin(step))];

    [Theory]
    [InlineData("csv")]
    [InlineData("npy")]
    [InlineData("wav")]
    public void Inputs_of_every_format_are_read_from_standard_input(string format)
    {
        using var folder = new TemporaryFolder();
        string input = Inputs(folder, format);

        ToolResult file = Tool.Run("run", Models.Plain, "--input", input, "-o", folder.File("file.csv"));
        ToolResult standard = Tool.RunWith(
            File.ReadAllBytes(input), "run", Models.Plain, "--input", "-", "-o", folder.File("standard.csv"));

        Assert.Equal((0, 0), (file.Code, standard.Code));
        Assert.Equal(File.ReadAllText(folder.File("file.csv")), File.ReadAllText(folder.File("standard.csv")));
        Assert.Equal(30, File.ReadAllLines(folder.File("file.csv")).Length);
    }

    [UnixTheory]
    [InlineData("csv")]
    [InlineData("npy")]
    [InlineData("wav")]
    public void Inputs_of_every_format_are_read_from_a_pipe(string format)
    {
        using var folder = new TemporaryFolder();
        string input = Inputs(folder, format);
        string pipe = folder.File("pipe");
        Shell.Run("mkfifo", pipe);
        Task copy = Task.Run(() => File.WriteAllBytes(pipe, File.ReadAllBytes(input)));

        ToolResult result = Tool.Run("run", Models.Plain, "--input", pipe, "-o", "-");

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal(30, Encoding.UTF8.GetString(result.Bytes).Count(static letter => letter == '\n'));
        Assert.True(copy.Wait(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_model_is_read_from_standard_input()
    {
        byte[] model = File.ReadAllBytes(Models.Plain);

        ToolResult inspect = Tool.RunWith(model, "inspect", "-");
        ToolResult wrong = Tool.RunWith([1, 2, 3], "inspect", "-");

        Assert.Equal(0, inspect.Code);
        Assert.StartsWith("standard input: safetensors", inspect.Out, StringComparison.Ordinal);
        Assert.Equal(3, wrong.Code);
        Assert.StartsWith("error: standard input: ", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_test_and_a_recording_are_read_from_standard_input()
    {
        using var folder = new TemporaryFolder();
        (string input, string output) = ImportTests.SelfTestFiles(folder);
        string recording = folder.File("r.lstmrec");
        Assert.Equal(
            0, Tool.Run("run", Models.Plain, "--input", input, "-o", folder.File("y2.npy"), "--record", recording).Code);

        ToolResult verify = Tool.RunWith(File.ReadAllBytes(output), "verify", Models.Plain, "--input", input, "--output", "-");
        ToolResult replay = Tool.RunWith(File.ReadAllBytes(recording), "replay", Models.Plain, "-");
        ToolResult noRecording = Tool.RunWith("signal"u8.ToArray(), "replay", Models.Plain, "-");

        Assert.Equal((0, 0), (verify.Code, replay.Code));
        Assert.Equal("256 steps: bit-identical.\n", replay.Out);
        Assert.StartsWith("error: standard input: expected a recording", noRecording.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_goes_to_the_error_stream_beside_a_file_on_standard_output()
    {
        ToolResult result = Tool.Run("import", Models.Plain, "-o", "-", "--json");
        ToolResult failed = Tool.Run("run", Models.Plain, "--input", "missing.csv", "-o", "-", "--json");

        Assert.Equal((0, ""), (result.Code, result.Out));
        Assert.StartsWith("{", result.Error, StringComparison.Ordinal);
        Assert.Equal((4, ""), (failed.Code, failed.Out));
        Assert.StartsWith("{", failed.Error, StringComparison.Ordinal);
        using var stream = new MemoryStream(result.Bytes);
        Assert.Equal(LstmWeights.Load(Models.Plain).Checksum, LstmWeights.Load(stream).Checksum);
    }

    private static string Inputs(TemporaryFolder folder, string format)
    {
        string path = folder.File("x." + format);
        using SequenceWriter writer = format == "wav"
            ? new WaveSequenceWriter(new OutputFile(path, seekable: true), 1, 44100)
            : SequenceFile.Create(path, 1);
        writer.Write(s_inputs);
        writer.Complete();
        return path;
    }
}

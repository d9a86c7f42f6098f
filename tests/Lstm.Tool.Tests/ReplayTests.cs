using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class ReplayTests
{
    private const int Steps = 500;

    [Fact]
    public void A_recording_of_run_replays_bit_identically()
    {
        using var folder = new TemporaryFolder();
        string recording = Record(folder);

        ToolResult result = Tool.Run("replay", Models.Plain, recording);

        Assert.Equal((0, "500 steps: bit-identical.\n"), (result.Code, result.Out));
        Assert.True(Tool.Run("replay", Models.Plain, recording, "--json").Json.GetProperty("same").GetBoolean());
    }

    [Fact]
    public void Recording_does_not_change_what_is_written()
    {
        using var folder = new TemporaryFolder();
        _ = Record(folder);
        string input = folder.File("x.csv");

        Assert.Equal(0, Tool.Run("run", Models.Plain, "--input", input, "-o", folder.File("plain.csv")).Code);

        Assert.Equal(File.ReadAllText(folder.File("plain.csv")), File.ReadAllText(folder.File("y.csv")));
    }

    [Fact]
    public void A_truncated_recording_is_replayed_up_to_its_end()
    {
        using var folder = new TemporaryFolder();
        string recording = Record(folder);
        using (FileStream file = File.OpenWrite(recording))
        {
            file.SetLength(file.Length - 1);
        }

        ToolResult result = Tool.Run("replay", Models.Plain, recording);

        Assert.Equal(0, result.Code);
        Assert.Equal("499 steps: bit-identical.\nThe recording is truncated after the last step: its writer was stopped.\n", result.Out);
    }

    [Fact]
    public void Other_weights_are_refused()
    {
        using var folder = new TemporaryFolder();
        string recording = Record(folder);
        LstmWeights weights = LstmWeights.Load(Models.Plain);
        string other = folder.File("other.safetensors");
        DenseWeights head = weights.Head[0];
        float[] bias = [.. head.Bias.ToArray().Select(static bias => bias + 1)];
        new LstmWeights(weights.Layers, [], [new DenseWeights(head.InputSize, head.OutputSize, head.Weight, bias)]).Save(other);

        ToolResult result = Tool.Run("replay", other, recording);

        Assert.Equal(4, result.Code);
        Assert.Matches(
            $"^error: {recording}: expected a recording of weights with the checksum [0-9A-F]{{8}}, found a recording of weights with the "
                + "checksum [0-9A-F]{8}\n$",
            result.Error);
    }

    [Fact]
    public void A_file_that_is_not_a_recording_is_refused()
    {
        ToolResult result = Tool.Run("replay", Models.Plain, Models.Plain);

        Assert.Equal(4, result.Code);
        Assert.StartsWith(
            $"error: {Models.Plain}: expected a recording, which starts with the bytes \"LSTR\", found the bytes ",
            result.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_sequences_cannot_be_recorded()
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("x.csv", "1,2,3,4\n");

        ToolResult result = Tool.Run(
            "run", TestFiles.Golden("torch-4x12-bidirectional"), "--input", input, "-o", folder.File("y.csv"), "--record",
            folder.File("r.lstmrec"));

        Assert.Equal(2, result.Code);
        Assert.Equal("error: --record: a network that needs whole sequences cannot step, so it cannot be recorded.\n", result.Error);
        Assert.False(File.Exists(folder.File("r.lstmrec")));
    }

    private static string Record(TemporaryFolder folder)
    {
        string input = folder.Write(
            "x.csv",
            string.Concat(Enumerable.Range(0, Steps)
                .Select(static step => Math.Sin(step * 0.37).ToString("R", CultureInfo.InvariantCulture) + "\n")));
        string recording = folder.File("stream.lstmrec");
        ToolResult result = Tool.Run(
            "run", Models.Plain, "--input", input, "-o", folder.File("y.csv"), "--record", recording, "--chunk", "33");
        Assert.True(result.Code == 0, result.Error);
        return recording;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Import;
using Lstm.Import.Sequences;
using Lstm.TestKit;
using Lstm.Tool.Audio;
using Lstm.Tool.Compilation;
using NAudio.Wave;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class RunTests
{
    [Theory]
    [InlineData("torch-1x16-dense1")]
    [InlineData("torch-5x20-start")]
    [InlineData("torch-4x12-bidirectional")]
    [InlineData("variants/torch-3x9-2layers-projection4-initial")]
    public void A_run_in_pieces_is_bit_identical(string name)
    {
        using var folder = new TemporaryFolder();
        string path = TestFiles.Golden(name);
        ModelDescription model = ModelFile.Read(path);
        float[] inputs = Inputs(100 * model.Weights.InputSize);
        float[] expected = new float[100 * model.Weights.OutputSize];
        using (CompiledModel compiled = CompiledModel.Create(model))
        {
            compiled.Run(inputs, expected);
        }

        string input = Write(folder, "x.npy", model.Weights.InputSize, inputs);
        ToolResult result = Tool.Run("run", path, "--input", input, "-o", folder.File("y.npy"), "--chunk", "7", "--json");

        Assert.Equal(0, result.Code);
        Assert.Equal(100, result.Json.GetProperty("steps").GetInt32());
        float[] found = SequenceFile.Read(folder.File("y.npy"), model.Weights.OutputSize);
        Assert.True(Bits.Equal(expected, found));
    }

    [Fact]
    public void Text_is_the_same_in_a_hostile_culture()
    {
        using var folder = new TemporaryFolder();
        string input = folder.Write("x.csv", "signal\n0.5\n-0.25\n1e-3\n");
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            hostile.NumberFormat.NumberDecimalSeparator = ",";
            hostile.NumberFormat.NegativeSign = "\u2212";
            CultureInfo.CurrentCulture = hostile;
            Assert.Equal(0, Tool.Run("run", Models.Plain, "--input", input, "-o", folder.File("y.csv")).Code);
            Assert.DoesNotContain("\u2212", Tool.Run("inspect", Models.Plain).Out, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        string[] lines = File.ReadAllLines(folder.File("y.csv"));
        Assert.Equal(3, lines.Length);
        Assert.All(lines, static line => Assert.True(float.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out _), line));
    }

    [Fact]
    public void A_wave_file_is_written_as_floats()
    {
        using var folder = new TemporaryFolder();
        float[] samples = Inputs(1000);
        WriteWave(folder.File("x.wav"), samples);

        ToolResult result = Tool.Run("run", Models.Plain, "--input", folder.File("x.wav"), "-o", folder.File("y.wav"), "--chunk", "64");

        Assert.Equal(0, result.Code);
        float[] expected = new float[1000];
        using CompiledModel compiled = CompiledModel.Create(ModelFile.Read(Models.Plain));
        compiled.Run(samples, expected);
        using WaveSequenceReader reader = WaveSequenceReader.Open(folder.File("y.wav"));
        Assert.Equal((1, 44100, 1000L), (reader.Width, reader.SampleRate, reader.Steps));
        Assert.Equal(expected, reader.ReadToEnd());
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public void Pcm_is_read_with_full_scale_as_one(int bits)
    {
        using var folder = new TemporaryFolder();
        int[] values = [0, 1 << (bits - 2), -(1 << (bits - 2)), int.MinValue >> (32 - bits)];
        byte[] bytes = [.. values.SelectMany(value => Enumerable.Range(0, bits / 8).Select(index => (byte)(value >> (8 * index))))];
        using (var writer = new WaveFileWriter(folder.File("x.wav"), new WaveFormat(48000, bits, 2)))
        {
            writer.Write(bytes);
        }

        using WaveSequenceReader reader = WaveSequenceReader.Open(folder.File("x.wav"));

        Assert.Equal((2, 2L), (reader.Width, reader.Steps));
        Assert.Equal([0f, 0.5f, -0.5f, -1f], reader.ReadToEnd());
    }

    [Fact]
    public void Rate_and_gain_give_warnings_and_gain_is_applied_on_demand()
    {
        using var folder = new TemporaryFolder();
        float[] samples = Inputs(50);
        WriteWave(folder.File("x.wav"), samples);
        string model = WithNotes(folder, "48000", "6");

        ToolResult plain = Tool.Run("run", model, "--input", folder.File("x.wav"), "-o", folder.File("y.npy"));
        ToolResult gained = Tool.Run("run", model, "--input", folder.File("x.wav"), "-o", folder.File("z.npy"), "--apply-gain", "--json");

        Assert.Contains("trained at 48000 Hz and the input has 44100 Hz", plain.Error, StringComparison.Ordinal);
        Assert.Contains("--apply-gain", plain.Error, StringComparison.Ordinal);
        Assert.Equal(1, gained.Json.GetProperty("warnings").GetArrayLength());
        float[] expected = new float[50];
        float factor = (float)Math.Pow(10, 6 / 20.0);
        using CompiledModel compiled = CompiledModel.Create(ModelFile.Read(model));
        compiled.Run([.. samples.Select(sample => sample * factor)], expected);
        Assert.Equal(expected, SequenceFile.Read(folder.File("z.npy"), 1));
        Assert.NotEqual(expected, SequenceFile.Read(folder.File("y.npy"), 1));
    }

    [Fact]
    public void An_input_that_does_not_fit_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        string bad = folder.Write("x.csv", "1\n2\nthree\n");
        string output = folder.Write("y.csv", "as it was");

        ToolResult result = Tool.Run("run", Models.Plain, "--input", bad, "-o", output, "--chunk", "1", "--force");

        Assert.Equal(4, result.Code);
        Assert.Contains(
            "line 3, column 1: expected a finite number with a decimal point, found 'three'",
            result.Error,
            StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(output));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        Assert.Equal(2, Tool.Run("run", Models.Plain, "--input", bad, "-o", folder.File("y.mp3")).Code);
        Assert.Equal(2, Tool.Run("run", Models.Plain, "--input", bad, "-o", folder.File("y.wav")).Code);
        Assert.Equal(2, Tool.Run("run", Models.Plain, "--input", bad, "-o", output, "--force", "--apply-gain").Code);
        Assert.Equal(2, Tool.Run("run", Models.Plain, "--input", bad, "-o", output, "--force", "--chunk", "0").Code);
        WriteWave(folder.File("x.wav"), Inputs(4));
        Assert.Equal(4, Tool.Run("run", Models.Bidirectional, "--input", folder.File("x.wav"), "-o", output, "--force").Code);
        File.WriteAllBytes(folder.File("cut.wav"), File.ReadAllBytes(folder.File("x.wav"))[..20]);
        Assert.Equal(4, Tool.Run("run", Models.Plain, "--input", folder.File("cut.wav"), "-o", output, "--force").Code);
    }

    private static string WithNotes(TemporaryFolder folder, string rate, string gain)
    {
        string path = folder.File("amp.safetensors");
        LstmWeights weights = LstmWeights.Load(Models.Plain);
        new LstmWeights(weights.Layers, weights.Stem, weights.Head)
        {
            Notes = new Dictionary<string, string> { [CanonicalNotes.SampleRate] = rate, [CanonicalNotes.InputGain] = gain },
        }.Save(path);
        return path;
    }

    private static float[] Inputs(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    private static string Write(TemporaryFolder folder, string name, int width, float[] values)
    {
        using SequenceWriter writer = SequenceFile.Create(folder.File(name), width);
        writer.Write(values);
        writer.Complete();
        return folder.File(name);
    }

    private static void WriteWave(string path, float[] samples)
    {
        using var writer = new WaveSequenceWriter(new OutputFile(path, seekable: true), 1, 44100);
        writer.Write(samples);
        writer.Complete();
    }
}

using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Amp;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>samples/Amp plays files and streams, and refuses what it cannot read.</summary>
[Collection(AmpCollection.Name)]
public sealed class AmpPlayTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(16, 1.0 / 65_000)]
    [InlineData(24, 1.0 / 16_000_000)]
    [InlineData(32, 0)]
    public void A_file_comes_back_within_its_precision(int bits, double error)
    {
        float[][] channels = [[0, 0.5f, -0.25f, 0.999f], [-1, 0.1f, 0.2f, 0.3f]];
        WaveFile.Write(_folder.File("a.wav"), new Sound(44_100, channels), bits);
        Sound read = WaveFile.Read(_folder.File("a.wav"));

        Assert.Equal(44_100, read.Rate);
        Assert.Equal(2, read.Channels.Length);
        Assert.All(channels.Zip(read.Channels), pair =>
            Assert.All(pair.First.Zip(pair.Second), one => Assert.Equal(one.First, one.Second, error)));
    }

    [Fact]
    public void Samples_above_full_scale_are_limited_in_PCM()
    {
        WaveFile.Write(_folder.File("a.wav"), new Sound(48_000, [[2, -2]]), bits: 16);
        Assert.Equal([32767 / 32768f, -1], WaveFile.Read(_folder.File("a.wav")).Channels[0]);
    }

    [Theory]
    [InlineData("1x16")]
    [InlineData("2x8")]
    [InlineData("clean")]
    public void A_file_at_96_kHz_is_played_with_the_correction(string model)
    {
        float[] input = RandomWeights.Inputs(1000, 1);
        WaveFile.Write(_folder.File("in.wav"), new Sound(96_000, [input, new float[1000]]), bits: 32);
        (int exitCode, string output, string errors) = Run(
            "play", _folder.File("in.wav"), _folder.File("out.wav"), "--model", model, "--bits", "32");

        Assert.Equal((0, ""), (exitCode, output));
        Assert.Contains($"2 channels, 96000 Hz, {model}, the recurrence delayed by 2,", errors, StringComparison.Ordinal);
        Sound read = WaveFile.Read(_folder.File("out.wav"));
        float[] expected = new float[1000];
        Effect.Create(model, 96_000).Process(input, expected);
        Assert.Equal(96_000, read.Rate);
        Assert.Equal(expected, read.Channels[0]);

        // The second channel has a state of its own, and is silent.
        Assert.InRange(Measure.Largest(read.Channels[1], read.Channels[1][0]), 0, 1e-5f);
    }

    [Fact]
    public void A_file_at_a_lower_rate_is_resampled_to_48_kHz()
    {
        WaveFile.Write(_folder.File("in.wav"), new Sound(44_100, [new float[441]]), bits: 16);
        Assert.Equal(0, Run("play", _folder.File("in.wav"), _folder.File("out.wav")).ExitCode);
        Sound read = WaveFile.Read(_folder.File("out.wav"));
        Assert.Equal((48_000, 480), (read.Rate, read.Channels[0].Length));
    }

    [Theory]
    [InlineData("f32", 3)]
    [InlineData("s16", 1)]
    public void Raw_samples_are_played_until_the_input_ends(string raw, int rest)
    {
        float[] input = RandomWeights.Inputs(150, 1);
        byte[] bytes = raw == "f32"
            ? MemoryMarshal.AsBytes<float>(input).ToArray()
            : MemoryMarshal.AsBytes<short>(Array.ConvertAll(input, static value => (short)(value * 32768))).ToArray();
        using MemoryStream output = new();
        Player.PlayStream(
            new PlayOptions("-", "-", "1x16", null, 24, raw), new MemoryStream([.. bytes, .. new byte[rest]]), output);

        float[] expected = new float[150];
        Effect.Create("1x16", 48_000).Process(input, expected);
        Assert.Equal(bytes.Length, output.Length);
        float[] played = raw == "f32"
            ? MemoryMarshal.Cast<byte, float>(output.ToArray()).ToArray()
            : Array.ConvertAll(MemoryMarshal.Cast<byte, short>(output.ToArray()).ToArray(), static value => value / 32768f);

        // Whole numbers are limited to full scale, at the input rounded too.
        (float most, double error) = raw == "f32" ? (float.MaxValue, 0) : (1f, 0.005);
        Assert.All(expected.Zip(played), pair => Assert.Equal(Math.Min(pair.First, most), pair.Second, error));
    }

    [Theory]
    [InlineData("expected two files after play", "play", "a.wav")]
    [InlineData("--model: expected 1x16, 2x8, clean, found 3x8", "play", "a.wav", "b.wav", "--model", "3x8")]
    [InlineData("--rate: expected 48000 to 768000, found 44100", "play", "a.wav", "b.wav", "--rate", "44100")]
    [InlineData("--bits: expected 16, 24, or 32 for floats, found 8", "play", "a.wav", "b.wav", "--bits", "8")]
    [InlineData("--raw: expected f32 or s16, found u8", "play", "-", "-", "--raw", "u8")]
    [InlineData("--rate: expected a value after it", "play", "a.wav", "b.wav", "--rate")]
    [InlineData("expected --model, --rate, --bits or --raw, found --loud", "play", "a.wav", "b.wav", "--loud", "1")]
    [InlineData("standard input and output need --raw f32 or --raw s16", "play", "-", "b.wav")]
    [InlineData("--raw needs - for both files: standard input and output", "play", "-", "b.wav", "--raw", "f32")]
    [InlineData("usage: Amp", "sing")]
    public void A_mistake_in_the_command_line_is_explained(string message, params string[] arguments)
    {
        (int exitCode, string output, string errors) = Run(arguments);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(message, errors, StringComparison.Ordinal);
        Assert.Contains("Amp play <in.wav> <out.wav>", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_a_wave_file_is_refused()
    {
        File.WriteAllText(_folder.File("a.wav"), new string('x', 500));
        Assert.Contains("expected a wave file", Refused(_folder.File("a.wav")), StringComparison.Ordinal);
        Assert.Contains("missing.wav", Refused(_folder.File("missing.wav")), StringComparison.Ordinal);

        // A header of 8 bits for a sample.
        byte[] eight =
        [
            .. "RIFF"u8, 38, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0,
            .. "data"u8, 2, 0, 0, 0, 128, 128,
        ];
        File.WriteAllBytes(_folder.File("b.wav"), eight);
        Assert.Contains("found Pcm of 8 bits", Refused(_folder.File("b.wav")), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("out.wav")));
    }

    public void Dispose() => _folder.Dispose();

    private string Refused(string path)
    {
        (int exitCode, _, string errors) = Run("play", path, _folder.File("out.wav"));
        Assert.Equal(1, exitCode);
        Assert.Single(errors.Trim().Split('\n'));
        return errors;
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Amp.dll");
        ProcessResult result = ChildProcess.Finish(
            ChildProcess.CreateStartInfo(ChildProcess.DotnetHost, [program, .. arguments]), s_limit);
        return (result.ExitCode, result.Output, result.Errors);
    }
}

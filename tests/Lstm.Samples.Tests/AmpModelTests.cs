using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Amp;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>samples/Amp: the simulated circuit, how near the committed weights are to it, and what the program promises.</summary>
[Collection(AmpCollection.Name)]
public sealed class AmpModelTests
{
    private static readonly Lazy<Material> s_material = new(Material.Create);
    private static readonly Lazy<OneLayerAmp> s_oneLayer = new(Models.OneLayer);
    private static readonly Lazy<TwoLayerAmp> s_twoLayers = new(Models.TwoLayers);

    [Fact]
    public void The_circuit_is_that_of_the_training()
    {
        double[][] rows =
        [
            .. File.ReadLines(Models.PathOf("reference.csv")).Skip(1).Select(static line =>
                Array.ConvertAll(line.Split(','), static number => double.Parse(number, CultureInfo.InvariantCulture))),
        ];
        double[] amplified = Circuit.Amplify([.. rows.Select(static row => row[0])], Models.TrainedRate);
        Assert.Equal(rows.Length, amplified.Length);
        Assert.All(rows.Zip(amplified), static pair => Assert.Equal(pair.First[1], pair.Second, 1e-8));
        Assert.True(amplified.Max(Math.Abs) > 0.3);
    }

    [Fact]
    public void Both_networks_are_nearer_to_the_circuit_than_the_baseline()
    {
        double baseline = Measure.ErrorToSignal(
            Resampler.ToSingle(Shaper.Amplify(s_material.Value.Riff)), s_material.Value.Amplified);
        Assert.InRange(baseline, 0.01, 0.1);
        Assert.InRange(AccuracyReport.Of<OneLayerAmp, OneLayerAmp.State>(s_material.Value, s_oneLayer.Value), 0, baseline / 2);
        Assert.InRange(AccuracyReport.Of<TwoLayerAmp, TwoLayerAmp.State>(s_material.Value, s_twoLayers.Value), 0, baseline / 2);
    }

    [Fact]
    public void Blocks_of_any_size_have_the_same_bits()
    {
        Assert.True(LoopReport.SameBits<OneLayerAmp, OneLayerAmp.State>(s_oneLayer.Value, s_material.Value.Input));
        Assert.True(LoopReport.SameBits<TwoLayerAmp, TwoLayerAmp.State>(s_twoLayers.Value, s_material.Value.Input));
    }

    [Fact]
    public void A_start_from_rest_is_silent_and_one_from_zeros_is_not()
    {
        Assert.InRange(StartReport.Peak<OneLayerAmp, OneLayerAmp.State>(s_oneLayer.Value, s_oneLayer.Value.RestState([0])), 0, 1e-5f);
        Assert.InRange(StartReport.Peak<TwoLayerAmp, TwoLayerAmp.State>(s_twoLayers.Value, s_twoLayers.Value.RestState([0])), 0, 1e-5f);
        Assert.InRange(StartReport.Peak<OneLayerAmp, OneLayerAmp.State>(s_oneLayer.Value, default), 1e-3f, 1);
        Assert.InRange(StartReport.Peak<TwoLayerAmp, TwoLayerAmp.State>(s_twoLayers.Value, default), 1e-3f, 1);
    }

    [Fact]
    public void A_fade_adds_smaller_jumps_than_a_cut()
    {
        float cut = SwapReport.LargestJump(s_oneLayer.Value, Models.Clean(), s_material.Value.Input, fadeSteps: 0);
        float fade = SwapReport.LargestJump(s_oneLayer.Value, Models.Clean(), s_material.Value.Input, fadeSteps: 480);
        Assert.InRange(fade, -1, cut / 10);
    }

    [Theory]
    [InlineData(96_000, 30)]
    [InlineData(192_000, 30)]
    [InlineData(88_200, 1)]
    [InlineData(52_245, 1)]
    public void The_correction_makes_another_rate_less_wrong(int rate, double factor)
    {
        OneLayerAmp.State state = s_oneLayer.Value.RestState([0]);
        float[] own = new float[s_material.Value.Input.Length];
        s_oneLayer.Value.Run(ref state, s_material.Value.Input, own);
        double corrected = Measure.ErrorToSignal(
            RateReport.AtRate(s_oneLayer.Value, s_material.Value.Riff, rate, isCorrected: true), own);
        double plain = Measure.ErrorToSignal(
            RateReport.AtRate(s_oneLayer.Value, s_material.Value.Riff, rate, isCorrected: false), own);
        Assert.True(factor * corrected < plain, $"{corrected} corrected, {plain} not");
    }

    [Fact]
    public void Twice_the_rate_has_the_bits_of_two_streams() =>
        Assert.True(RateReport.HasBitsOfTwoStreams(s_oneLayer.Value, s_material.Value.Input));

    [Fact]
    public void The_committed_picture_is_what_the_program_draws() =>
        Assert.Equal(Repository.Read("samples/Amp/amp.svg"), Picture.Draw(s_material.Value));
}

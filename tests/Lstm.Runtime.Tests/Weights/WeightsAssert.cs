using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace Lstm.Tests;

/// <summary>What many tests of weights ask.</summary>
internal static class WeightsAssert
{
    public const string Name = "amp.safetensors";

    public static LstmWeights Load(byte[] file, string? prefix = null)
    {
        using var stream = new MemoryStream(file);
        return LstmWeights.Load(stream, Name, prefix);
    }

    public static LstmWeights LoadForwardOnly(byte[] file, int most = 7)
    {
        using var stream = new ForwardOnlyStream(file, most);
        return LstmWeights.Load(stream, Name);
    }

    /// <summary>Both kinds of stream refuse a file, and in the same words unless only its length tells.</summary>
    public static WeightFormatException Refused(byte[] file, string? tensor, string expected, string found, string? prefix = null)
    {
        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => Load(file, prefix));
        Assert.Equal(Name, exception.File);
        Assert.Equal(tensor, exception.Tensor);
        Assert.Contains(expected, exception.Expected, StringComparison.Ordinal);
        Assert.Contains(found, exception.Found, StringComparison.Ordinal);
        Assert.StartsWith(Name + ": ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("expected ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("found ", exception.Message, StringComparison.Ordinal);
        if (prefix is null)
        {
            Assert.Throws<WeightFormatException>(() => LoadForwardOnly(file));
        }

        return exception;
    }

    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual) =>
        Assert.Equal(MemoryMarshal.Cast<float, int>(expected).ToArray(), MemoryMarshal.Cast<float, int>(actual).ToArray());

    public static void SameBits(LstmWeights expected, LstmWeights actual)
    {
        Assert.Equal(expected.IsBidirectional, actual.IsBidirectional);
        Assert.Equal(expected.Layers.Count, actual.Layers.Count);
        for (int layer = 0; layer < expected.Layers.Count; layer++)
        {
            SameBits(expected.Layers[layer], actual.Layers[layer]);
        }

        Assert.Equal(expected.Sequence.Select(static layer => layer.GetType()), actual.Sequence.Select(static layer => layer.GetType()));
        SameBits([.. expected.Sequence.OfType<DenseWeights>()], [.. actual.Sequence.OfType<DenseWeights>()]);
        SameBits(expected.Stem, actual.Stem);
        SameBits(expected.Head, actual.Head);
        SameBits(expected.InitialHidden, actual.InitialHidden);
        SameBits(expected.InitialCell, actual.InitialCell);
        Assert.Equal(expected.SelfTest?.Steps, actual.SelfTest?.Steps);
        if (expected.SelfTest is not null && actual.SelfTest is not null)
        {
            SameBits(expected.SelfTest.Input, actual.SelfTest.Input);
            SameBits(expected.SelfTest.Output, actual.SelfTest.Output);
            SameBits(expected.SelfTest.StartHidden, actual.SelfTest.StartHidden);
            SameBits(expected.SelfTest.StartCell, actual.SelfTest.StartCell);
        }
    }

    public static void SameBits(LstmLayerWeights expected, LstmLayerWeights actual)
    {
        Assert.Equal(
            (expected.InputSize, expected.HiddenSize, expected.GateCount, expected.ProjectionSize, expected.IsGru),
            (actual.InputSize, actual.HiddenSize, actual.GateCount, actual.ProjectionSize, actual.IsGru));
        SameBits(expected.Input, actual.Input);
        SameBits(expected.Recurrent, actual.Recurrent);
        SameBits(expected.Bias, actual.Bias);
        SameBits(expected.CandidateBias, actual.CandidateBias);
        SameBits(expected.Projection, actual.Projection);
        SameBits(expected.Peephole, actual.Peephole);
        SameBits(expected.GateNormWeight, actual.GateNormWeight);
        SameBits(expected.GateNormBias, actual.GateNormBias);
        SameBits(expected.CellNormWeight, actual.CellNormWeight);
        SameBits(expected.CellNormBias, actual.CellNormBias);
    }

    private static void SameBits(IReadOnlyList<DenseWeights> expected, IReadOnlyList<DenseWeights> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int layer = 0; layer < expected.Count; layer++)
        {
            Assert.Equal((expected[layer].InputSize, expected[layer].OutputSize), (actual[layer].InputSize, actual[layer].OutputSize));
            SameBits(expected[layer].Weight, actual[layer].Weight);
            SameBits(expected[layer].Bias, actual[layer].Bias);
        }
    }
}

using System;
using System.IO;
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
        Assert.Equal(expected.LayerCount, actual.LayerCount);
        for (int layer = 0; layer < expected.LayerCount; layer++)
        {
            Assert.Equal(expected.Layers[layer].InputSize, actual.Layers[layer].InputSize);
            Assert.Equal(expected.Layers[layer].HiddenSize, actual.Layers[layer].HiddenSize);
            SameBits(expected.Layers[layer].Input, actual.Layers[layer].Input);
            SameBits(expected.Layers[layer].Recurrent, actual.Layers[layer].Recurrent);
            SameBits(expected.Layers[layer].Bias, actual.Layers[layer].Bias);
        }

        Assert.Equal(expected.Head is null, actual.Head is null);
        if (expected.Head is not null && actual.Head is not null)
        {
            Assert.Equal(expected.Head.OutputSize, actual.Head.OutputSize);
            SameBits(expected.Head.Weight, actual.Head.Weight);
            SameBits(expected.Head.Bias, actual.Head.Bias);
        }

        Assert.Equal(expected.SelfTest?.Steps, actual.SelfTest?.Steps);
        if (expected.SelfTest is not null && actual.SelfTest is not null)
        {
            SameBits(expected.SelfTest.Input, actual.SelfTest.Input);
            SameBits(expected.SelfTest.Output, actual.SelfTest.Output);
            SameBits(expected.SelfTest.StartHidden, actual.SelfTest.StartHidden);
            SameBits(expected.SelfTest.StartCell, actual.SelfTest.StartCell);
        }
    }
}

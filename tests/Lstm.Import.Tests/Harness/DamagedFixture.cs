using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Damages a fixture everywhere: what comes out is a description or the one exception that says what is wrong.</summary>
internal static class DamagedFixture
{
    /// <summary>Cuts the file at every byte, and then flips a bit of every byte, another one from byte to byte.</summary>
    public static void Check(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        for (int length = 0; length < bytes.Length; length++)
        {
            Read(bytes[..length], $"cut at {length}");
        }

        for (int index = 0; index < bytes.Length; index++)
        {
            byte[] flipped = [.. bytes];
            flipped[index] ^= (byte)(1 << (index % 8));
            Read(flipped, $"a bit flipped at {index}");
        }
    }

    /// <summary>The message with which a text is refused.</summary>
    public static string Refusal(string text, ModelReadOptions? options = null) => Refusal(Encoding.UTF8.GetBytes(text), options);

    /// <summary>The message with which a file is refused.</summary>
    public static string Refusal(byte[] bytes, ModelReadOptions? options = null)
    {
        using var stream = new MemoryStream(bytes);
        return Assert.Throws<WeightFormatException>(() => ModelFile.Read(stream, "model", options)).Message;
    }

    /// <summary>A fixture with a piece of its text replaced.</summary>
    public static string With(string path, string old, string replacement)
    {
        string text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }

    private static void Read(byte[] bytes, string what)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            using var stream = new MemoryStream(bytes);
            ModelFile.Read(stream, what);
        }
        catch (WeightFormatException)
        {
            // Said what is wrong.
        }

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2), what);
    }
}

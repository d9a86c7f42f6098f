using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace Lstm.Tool.Tracing;

/// <summary>An array of a trace, as it is embedded in the page.</summary>
/// <param name="Name">The id of the page's element without the prefix "data-": "inputs", "0-forgetGate".</param>
/// <param name="Values">The values, row-major [steps, width].</param>
/// <param name="Width">The number of values per step.</param>
internal readonly record struct TraceArray(string Name, float[] Values, int Width)
{
    // Three floats are twelve bytes, which base64 encodes as sixteen characters without padding. Such pieces can be concatenated.
    private const int FloatsInPiece = 3 * 1024;

    /// <summary>Returns all arrays of a trace in the order of the page.</summary>
    public static IEnumerable<TraceArray> Of(TraceRecord trace)
    {
        yield return new TraceArray("inputs", trace.Inputs, trace.InputSize);
        yield return new TraceArray("outputs", trace.Outputs, trace.OutputSize);
        for (int index = 0; index < trace.Layers.Count; index++)
        {
            foreach (VectorTrace vector in trace.Layers[index].Vectors)
            {
                yield return new TraceArray(NameOf(index, vector), vector.Values, vector.Vector.Length);
            }
        }
    }

    /// <summary>Returns the name of the array of a vector.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="vector">The vector.</param>
    public static string NameOf(int layer, VectorTrace vector) => FormattableString.Invariant($"{layer}-{vector.Vector.Key}");

    /// <summary>Writes the values as base64 of little-endian bytes, in pieces, because a trace can be too long for a string.</summary>
    public void WriteBase64(TextWriter writer)
    {
        Span<byte> bytes = new byte[FloatsInPiece * sizeof(float)];
        Span<char> characters = new char[FloatsInPiece * sizeof(float) / 3 * 4];
        for (int start = 0; start < Values.Length; start += FloatsInPiece)
        {
            ReadOnlySpan<float> piece = Values.AsSpan(start, Math.Min(FloatsInPiece, Values.Length - start));
            for (int index = 0; index < piece.Length; index++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes[(index * sizeof(float))..], piece[index]);
            }

            Convert.TryToBase64Chars(bytes[..(piece.Length * sizeof(float))], characters, out int written);
            writer.Write(characters[..written]);
        }
    }
}

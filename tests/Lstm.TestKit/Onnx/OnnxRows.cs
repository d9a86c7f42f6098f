using System;

namespace Lstm.TestKit.Onnx;

/// <summary>
/// The order of gates: canonical weights have i, f, g, o (coupled: i, g, o) and r, z, n; ONNX has i, o, f, c, where c is our g, and z, r,
/// h, where h is our n.
/// </summary>
public static class OnnxRows
{
    /// <summary>ONNX's order of an LSTM's gates, in our letters.</summary>
    public const string Lstm = "iofg";

    /// <summary>ONNX's order of an LSTM's peepholes.</summary>
    public const string Peephole = "iof";

    /// <summary>ONNX's order of a GRU's gates, in our letters.</summary>
    public const string Gru = "zrn";

    /// <summary>The only gate of an Elman network.</summary>
    public const string Rnn = "a";

    /// <summary>Blocks of rows in one order, put into another.</summary>
    /// <remarks>
    /// ONNX has rows for a coupled forget gate too, which nothing may read. They are filled with NaN: whoever does read them cannot be
    /// overlooked.
    /// </remarks>
    /// <param name="values">The blocks, a letter each.</param>
    /// <param name="from">The order they are in.</param>
    /// <param name="to">The order to put them in; a letter that is not in the other is filled.</param>
    public static float[] Reorder(ReadOnlySpan<float> values, string from, string to)
    {
        int block = values.Length / from.Length;
        float[] reordered = new float[to.Length * block];
        for (int place = 0; place < to.Length; place++)
        {
            Span<float> target = reordered.AsSpan(place * block, block);
            int source = from.IndexOf(to[place], StringComparison.Ordinal);
            if (source < 0)
            {
                target.Fill(float.NaN);
            }
            else
            {
                values.Slice(source * block, block).CopyTo(target);
            }
        }

        return reordered;
    }
}

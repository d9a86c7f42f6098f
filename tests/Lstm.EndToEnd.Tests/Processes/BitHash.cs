using System;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>
/// A hash of the bits of floats (FNV-1a, 64 bits), with which machines are compared. The library's own hashes call OpenSSL, which an emulated system need not have.
/// </summary>
internal struct BitHash()
{
    private ulong _hash = 14695981039346656037;

    public readonly string Text => _hash.ToString("X16", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Adds values in their order, byte by byte from the lowest, whatever the machine's own order is.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            // A NaN is a NaN: which one is the processor's own affair, and no promise.
            uint bits = float.IsNaN(value) ? 0x7FC00000 : BitConverter.SingleToUInt32Bits(value);
            for (int shift = 0; shift < 32; shift += 8)
            {
                _hash = unchecked((_hash ^ ((bits >> shift) & 0xFF)) * 1099511628211);
            }
        }
    }
}

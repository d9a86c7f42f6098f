using System;
using System.Globalization;

namespace Lstm.TestKit;

/// <summary>
/// A hash of the bits of floats (FNV-1a, 64 bits), for comparisons between machines. The framework's hashes call OpenSSL, which an emulated
/// system may not have.
/// </summary>
public struct BitHash()
{
    private ulong _hash = 14695981039346656037;

    /// <summary>The hash in hexadecimal digits.</summary>
    public readonly string Text => _hash.ToString("X16", CultureInfo.InvariantCulture);

    /// <summary>Adds values in order, each byte by byte from the lowest: the hash does not depend on the machine's byte order.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            uint bits = Bits.Canonical(value);
            for (int shift = 0; shift < 32; shift += 8)
            {
                _hash = unchecked((_hash ^ ((bits >> shift) & 0xFF)) * 1099511628211);
            }
        }
    }
}

using System.Linq;

namespace Lstm.Shared;

/// <summary>The sizes of the parts of a stored state. See <c>StateFormat</c>.</summary>
internal static class StoredState
{
    /// <summary>The size of the header: magic number, version and lengths.</summary>
    public const int HeaderBytes = 12;

    /// <summary>The size of the checksum at the end.</summary>
    public const int ChecksumBytes = 4;

    /// <summary>The size of the key and the counter of a random stream.</summary>
    public const int RandomBytes = 16;

    /// <summary>Returns the number of bytes of all values of a network's states, without the padding that they have in memory.</summary>
    public static int ValueBytes(NetworkShape network) =>
        network.Cells.Sum(static cell => cell.Shape.Definition.States.Sum(static state => state.Width)) * sizeof(float)
        + network.Windows.Sum(static window => window.Length) * sizeof(float)
        + (network.IsRandom ? RandomBytes : 0);

    /// <summary>Returns the number of bytes of a whole stored state.</summary>
    public static int ByteCount(int declarationBytes, int valueBytes) => HeaderBytes + declarationBytes + valueBytes + ChecksumBytes;
}

namespace Lstm.Shared;

/// <summary>The sizes of a stored state's parts: see <c>StateFormat</c>.</summary>
internal static class StoredState
{
    /// <summary>Mark, version and lengths.</summary>
    public const int HeaderBytes = 12;

    /// <summary>At the end.</summary>
    public const int ChecksumBytes = 4;

    /// <summary>The key and the counter of a random stream.</summary>
    public const int RandomBytes = 16;

    /// <summary>Bytes of all values, without the padding that they have in memory.</summary>
    public static int ValueBytes(int cells, int hidden, int cell, bool random) => cells * (hidden + cell) * sizeof(float) + (random ? RandomBytes : 0);

    /// <summary>All of it.</summary>
    public static int ByteCount(int declarationBytes, int valueBytes) => HeaderBytes + declarationBytes + valueBytes + ChecksumBytes;
}

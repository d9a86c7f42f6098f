namespace Lstm;

/// <summary>
/// The memory that the small things in a file may take: a fixed amount, and an amount in proportion to the size of the file.
/// </summary>
/// <remarks>
/// An empty list or tensor takes a few bytes of a file, and hundreds of memory. A reader takes the estimated size of each object from the
/// budget before it creates the object. With the file itself and one copy of its values, a reader stays within the documented limit of
/// 16 MB plus four times the size of the file.
/// </remarks>
/// <param name="file">The name of the file in messages.</param>
/// <param name="fileBytes">The size of the file.</param>
internal sealed class ReadBudget(string file, long fileBytes)
{
    private const long FreeBytes = 8L << 20;
    private const int BytesPerByte = 2;

    private long _left = FreeBytes + BytesPerByte * fileBytes;

    /// <summary>Takes memory if that much is left.</summary>
    public bool TryTake(long bytes)
    {
        bool isLeft = bytes <= _left;
        _left -= isLeft ? bytes : 0;
        return isLeft;
    }

    /// <summary>Takes memory.</summary>
    /// <exception cref="WeightFormatException">There is not that much left.</exception>
    public void Take(long bytes)
    {
        if (!TryTake(bytes))
        {
            throw new WeightFormatException(
                file, null, "a file whose number of objects is in proportion to its size", "too many small ones");
        }
    }

    /// <summary>Takes the memory of a text: two bytes for each character.</summary>
    public void TakeText(long characters) => Take(32 + 2 * characters);
}

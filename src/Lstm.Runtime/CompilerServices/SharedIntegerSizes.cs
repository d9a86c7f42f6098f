using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>The sizes of sums of integers that are computed for several streams in parallel. Created by generated code.</summary>
/// <param name="pairs">The number of pairs of rows.</param>
/// <param name="rowLength">The distance from one pair of rows to the next, in weights.</param>
/// <param name="memoryStride">The distance from one stream's integers and sums to the next stream's, in floats.</param>
/// <param name="scalesStride">The distance from one stream's scales to the next stream's, in floats; 0 if they share them.</param>
/// <param name="startStride">The distance from one stream's initial values to the next stream's, in floats; 0 if they share them.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SharedIntegerSizes(int pairs, int rowLength, int memoryStride, nint scalesStride, int startStride)
{
    /// <summary>The number of pairs of rows.</summary>
    internal readonly nint Pairs = pairs;

    /// <summary>The distance from one pair of rows to the next, in weights.</summary>
    internal readonly nint RowLength = rowLength;

    /// <summary>The distance from one stream's integers and sums to the next stream's, in floats.</summary>
    internal readonly nint MemoryStride = memoryStride;

    /// <summary>The distance from one stream's scales to the next stream's, in floats; 0 if they share them.</summary>
    internal readonly nint ScalesStride = scalesStride;

    /// <summary>The distance from one stream's initial values to the next stream's, in floats; 0 if they share them.</summary>
    internal readonly nint StartStride = startStride;
}

using System;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>The element types of PyTorch's storages.</summary>
internal static class TorchElements
{
    /// <summary>Whether a storage type can contain weights.</summary>
    public static bool IsFloat(string type) => type is "FloatStorage" or "DoubleStorage" or "HalfStorage" or "BFloat16Storage";

    /// <summary>Returns the size of an element in bytes.</summary>
    public static int BytesOf(string type) => type switch
    {
        "ComplexDoubleStorage" => 16,
        "DoubleStorage" or "LongStorage" or "ComplexFloatStorage" => 8,
        "FloatStorage" or "IntStorage" or "QInt32Storage" => 4,
        "HalfStorage" or "BFloat16Storage" or "ShortStorage" => 2,
        _ => 1,
    };

    /// <summary>Decodes the elements of a floating-point storage.</summary>
    public static float[] Decode(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        "DoubleStorage" => FloatBytes.Doubles(bytes),
        "HalfStorage" => FloatBytes.Halves(bytes),
        "BFloat16Storage" => FloatBytes.BrainHalves(bytes),
        _ => FloatBytes.Singles(bytes),
    };
}

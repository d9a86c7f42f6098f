using System;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>The elements of PyTorch's types of storages.</summary>
internal static class TorchElements
{
    /// <summary>Whether weights can be of a type.</summary>
    public static bool IsFloat(string type) => type is "FloatStorage" or "DoubleStorage" or "HalfStorage" or "BFloat16Storage";

    /// <summary>The bytes of an element.</summary>
    public static int BytesOf(string type) => type switch
    {
        "ComplexDoubleStorage" => 16,
        "DoubleStorage" or "LongStorage" or "ComplexFloatStorage" => 8,
        "FloatStorage" or "IntStorage" or "QInt32Storage" => 4,
        "HalfStorage" or "BFloat16Storage" or "ShortStorage" => 2,
        _ => 1,
    };

    /// <summary>Elements of a type of floats.</summary>
    public static float[] Decode(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        "DoubleStorage" => FloatBytes.Doubles(bytes),
        "HalfStorage" => FloatBytes.Halves(bytes),
        "BFloat16Storage" => FloatBytes.BrainHalves(bytes),
        _ => FloatBytes.Singles(bytes),
    };
}

namespace Lstm.Safetensors;

/// <summary>The value types that a safetensors header can name.</summary>
internal static class SafetensorsDtype
{
    public const string F64 = "F64";
    public const string F32 = "F32";
    public const string F16 = "F16";
    public const string BF16 = "BF16";

    /// <summary>
    /// Returns the number of bits of one value, or 0 for an unknown type. Unknown types are allowed in tensors that are not read, because
    /// the format may gain types.
    /// </summary>
    public static int Bits(string dtype) => dtype switch
    {
        "C64" or F64 or "I64" or "U64" => 64,
        F32 or "I32" or "U32" => 32,
        F16 or BF16 or "I16" or "U16" => 16,
        "BOOL" or "I8" or "U8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "F6_E2M3" or "F6_E3M2" => 6,
        "F4" => 4,
        _ => 0,
    };

    /// <summary>Returns the number of bytes of one value of a type that can hold weights, or 0 for any other type.</summary>
    public static int WeightBytes(string dtype) => dtype is F64 or F32 or F16 or BF16 ? Bits(dtype) / 8 : 0;
}

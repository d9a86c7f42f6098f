using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lstm.CompilerServices;

/// <summary>How integer weights are loaded as 16-bit integers. The implementations are the precisions.</summary>
internal interface IIntegerWeights
{
    /// <summary>The number of bytes of a weight.</summary>
    static abstract nint Bytes { get; }

    /// <summary>Loads sixteen weights.</summary>
    static abstract Vector256<short> Load(ref byte weights);

    /// <summary>Loads thirty-two weights.</summary>
    static abstract Vector512<short> LoadWide(ref byte weights);
}

/// <summary>Weights of 16 bits.</summary>
internal readonly struct WeightsOf16Bits : IIntegerWeights
{
    public static nint Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(short);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(ref byte weights) => Vector256.LoadUnsafe(ref weights).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> LoadWide(ref byte weights) => Vector512.LoadUnsafe(ref weights).AsInt16();
}

/// <summary>Weights of 8 bits.</summary>
internal readonly struct WeightsOf8Bits : IIntegerWeights
{
    public static nint Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(sbyte);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(ref byte weights)
    {
        Vector128<sbyte> narrow = Vector128.LoadUnsafe(ref weights).AsSByte();
        return Avx2.IsSupported
            ? Avx2.ConvertToVector256Int16(narrow)
            : Vector256.Create(Vector128.WidenLower(narrow), Vector128.WidenUpper(narrow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> LoadWide(ref byte weights)
    {
        Vector256<sbyte> narrow = Vector256.LoadUnsafe(ref weights).AsSByte();
        return Avx512BW.IsSupported
            ? Avx512BW.ConvertToVector512Int16(narrow)
            : Vector512.Create(Vector256.WidenLower(narrow), Vector256.WidenUpper(narrow));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>Where a function's constants come from; the arithmetic is the same.</summary>
internal partial interface IConstantSource
{
    /// <summary>A constant in every lane.</summary>
    /// <param name="table">A table of all constants, for those who read it.</param>
    /// <param name="slot">Where it stands in the table.</param>
    /// <param name="value">What it is.</param>
    static abstract Vector256<float> OfVector256(ref float table, int slot, float value);
}

/// <summary>
/// Constants as literals: hoisted into registers before a loop. For a short loop over many vectors, where they are loaded once and fit.
/// </summary>
internal readonly partial struct FromLiterals : IConstantSource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfVector256(ref float table, int slot, float value) => Vector256.Create(value);
}

/// <summary>
/// Constants as operands in memory. For straight code with several functions in it: hoisted, their 31 constants would not fit the registers, and
/// what is spilled for them lies on the chain that the step waits for (a step of 8 units then takes 45 ns instead of 40).
/// </summary>
internal readonly partial struct FromTable : IConstantSource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfVector256(ref float table, int slot, float value) => Vector256.LoadUnsafe(ref table, (nuint)(slot * NetworkShape.Lanes));
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>A source of a function's constants. The arithmetic does not depend on the source.</summary>
internal partial interface IConstantSource
{
    /// <summary>Returns a constant in every lane.</summary>
    /// <param name="table">The table of all constants, for sources that read it.</param>
    /// <param name="slot">The index of the constant in the table.</param>
    /// <param name="value">The value of the constant.</param>
    static abstract Vector256<float> OfVector256(ref float table, int slot, float value);
}

/// <summary>
/// A source of constants as literals, which the JIT hoists into registers before a loop. For short loops over many vectors, in which the
/// constants are loaded once and fit the registers.
/// </summary>
internal readonly partial struct FromLiterals : IConstantSource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfVector256(ref float table, int slot, float value) => Vector256.Create(value);
}

/// <summary>
/// A source of constants as memory operands. For straight-line code with several functions: in registers, their 31 constants would cause
/// spills on the critical path of a step (a step of 8 units would take 45 ns instead of 40 ns).
/// </summary>
internal readonly partial struct FromTable : IConstantSource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfVector256(ref float table, int slot, float value) =>
        Vector256.LoadUnsafe(ref table, (nuint)(slot * NetworkShape.Lanes));
}

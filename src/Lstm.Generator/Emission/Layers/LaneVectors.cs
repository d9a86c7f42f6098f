using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints loops over the values of eight streams in lanes, a vector for each value.</summary>
internal static class LaneVectors
{
    /// <summary>Prints the sum of the network's inputs and the values of its last layer.</summary>
    public static void EmitResidual(SourceWriter writer, string values, string target, int count)
    {
        using SourceWriter.Scope loop = writer.Block($"for (nint n = 0; n < {Text.Int(count * NetworkShape.Lanes)}; n += 8)");
        writer.Line(
            $"(LoadUnsafe(ref Unsafe.Add(ref {values}, n)) + LoadUnsafe(ref Unsafe.Add(ref x, n)))" +
            $".StoreUnsafe(ref Unsafe.Add(ref {target}, n));");
    }

    /// <summary>Prints the clearing of the padding of values that are multiplied in whole vectors.</summary>
    public static void EmitPadding(SourceWriter writer, string values, int count)
    {
        if (NetworkShape.Padded(count) > count)
        {
            string first = Text.Int(count * NetworkShape.Lanes);
            string end = Text.Int(NetworkShape.Padded(count) * NetworkShape.Lanes);
            using SourceWriter.Scope loop = writer.Block($"for (nint n = {first}; n < {end}; n += 8)");
            writer.Line($"Vector256<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref {values}, n));");
        }
    }
}

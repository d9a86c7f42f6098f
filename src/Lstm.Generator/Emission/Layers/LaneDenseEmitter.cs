using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints a matrix times a vector for eight streams in lanes: dense layers and projections. The eight lanes of a sum in the other kernels
/// are eight sums here, added in the order of <c>HorizontalSum</c>.
/// </summary>
internal static class LaneDenseEmitter
{
    /// <summary>Prints the method of a dense layer.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, DensePlan dense)
    {
        bool residual = DenseEmitter.IsResidual(plan, dense);
        int units = dense.Shape.Units;
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone,
            $"private static void {dense.Name}(ref float weights, ref float h, {(residual ? "ref float x, " : "")}ref float y)");
        if (dense.Layer + 1 < plan.Network.Layers.Count)
        {
            // The next layer multiplies whole vectors, padding included.
            EmitPadding(writer, "y", units);
        }

        bool isSoftmax = dense.Shape.Activation.Function == Activation.Softmax;
        EmitRows(writer, new Matrix(
            "h", dense.Inputs, "y", units, dense.WeightOffset, dense.BiasOffset, dense.Shape.Activation, residual && !isSoftmax));
        if (isSoftmax)
        {
            writer.Line($"Softmax.ApplyToStreams(ref y, {Text.Int(units)});");
            if (residual)
            {
                EmitResidual(writer, "y", "y", units);
            }
        }
    }

    /// <summary>Prints the method of a layer's projection, from the units' outputs <c>m</c> to the hidden state.</summary>
    public static void EmitProjection(SourceWriter writer, RecurrentRun run)
    {
        CellShape cell = run.First.Cell;
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone,
            $"private static void {DenseEmitter.ProjectionOf(run)}(ref float weights, ref float m, ref float h)");
        EmitPadding(writer, "m", cell.Hidden);
        EmitRows(writer, new Matrix(
            "m", cell.Hidden, "h", cell.Projection, WeightOffset: 0, BiasOffset: null, Activation.Linear, Residual: false));
    }

    /// <summary>Prints the sum of the network's inputs and the values of its last layer.</summary>
    public static void EmitResidual(SourceWriter writer, string values, string target, int count)
    {
        using SourceWriter.Scope loop = writer.Block($"for (nint n = 0; n < {Text.Int(count * NetworkShape.Lanes)}; n += 8)");
        writer.Line(
            $"(LoadUnsafe(ref Unsafe.Add(ref {values}, n)) + LoadUnsafe(ref Unsafe.Add(ref x, n)))" +
            $".StoreUnsafe(ref Unsafe.Add(ref {target}, n));");
    }

    /// <summary>Prints the clearing of the padding of values that are multiplied in whole vectors.</summary>
    private static void EmitPadding(SourceWriter writer, string values, int count)
    {
        if (NetworkShape.Padded(count) > count)
        {
            string first = Text.Int(count * NetworkShape.Lanes);
            string end = Text.Int(NetworkShape.Padded(count) * NetworkShape.Lanes);
            using SourceWriter.Scope loop = writer.Block($"for (nint n = {first}; n < {end}; n += 8)");
            writer.Line($"Vector256<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref {values}, n));");
        }
    }

    private static void EmitRows(SourceWriter writer, Matrix matrix)
    {
        int padded = NetworkShape.Padded(matrix.Columns);
        string source = matrix.Source;
        using SourceWriter.Scope? rows = matrix.Rows == 1 ? null : writer.Block($"for (nint row = 0; row < {Text.Int(matrix.Rows)}; row++)");
        string Row(int offset, int length) => matrix.Rows == 1
            ? Text.At("weights", offset)
            : Text.Element("weights", (offset == 0 ? "" : Text.Int(offset) + " + ") + (length == 1 ? "row" : $"row * {Text.Int(length)}"));
        writer.Line($"ref float w = ref {Row(matrix.WeightOffset, padded)};");
        for (int lane = 0; lane < NetworkShape.Lanes; lane++)
        {
            writer.Line($"Vector256<float> s{lane} = Create({Text.At("w", lane)}) * {Text.Load(source, lane * NetworkShape.Lanes)};");
        }

        if (padded > NetworkShape.Lanes)
        {
            using SourceWriter.Scope loop = writer.Block($"for (nint k = 8; k < {Text.Int(padded)}; k += 8)");
            for (int lane = 0; lane < NetworkShape.Lanes; lane++)
            {
                string at = lane == 0 ? "k" : $"k + {Text.Int(lane)}";
                string from = lane == 0 ? "8 * k" : $"8 * k + {Text.Int(lane * NetworkShape.Lanes)}";
                string weight = Text.Element("w", at);
                writer.Line($"s{lane} = FusedMultiplyAdd(Create({weight}), LoadUnsafe(ref {Text.Element(source, from)}), s{lane});");
            }
        }

        writer.Line();
        string bias = matrix.BiasOffset is { } offsetOfBias ? $" + Create({Row(offsetOfBias, 1)})" : "";
        writer.Line($"Vector256<float> sum = (((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))){bias};");
        string result = Activate(matrix.Activation, "sum");
        string Place(string start) => matrix.Rows == 1 ? start : Text.Element(start, "8 * row");
        writer.Line(matrix.Residual
            ? $"({result} + LoadUnsafe(ref {Place("x")})).StoreUnsafe(ref {Place(matrix.Target)});"
            : $"{result}.StoreUnsafe(ref {Place(matrix.Target)});");
    }

    private static string Activate(ActivationShape activation, string value) => activation.Function switch
    {
        // A softmax needs all outputs, and is applied after them.
        Activation.Linear or Activation.Softmax => value,
        // The argument is halved here, because the weights of dense layers are not stored halved.
        Activation.Sigmoid => FunctionText.Call(activation, $"{value} * 0.5f"),
        _ => FunctionText.Call(activation, value),
    };

    /// <summary>A matrix with its source, its target and what follows the product.</summary>
    private sealed record Matrix(
        string Source,
        int Columns,
        string Target,
        int Rows,
        int WeightOffset,
        int? BiasOffset,
        ActivationShape Activation,
        bool Residual);
}

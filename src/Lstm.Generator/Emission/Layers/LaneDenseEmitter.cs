using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints a matrix times a vector for eight streams in lanes: dense layers and projections. The eight lanes of a sum in the other kernels
/// are eight sums here, added in the order of <c>HorizontalSum</c>.
/// </summary>
internal static class LaneDenseEmitter
{
    /// <summary>Prints the rows of a dense layer or a convolution.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="dense">The layer.</param>
    /// <param name="residual">Whether the inputs of the network are added to the outputs.</param>
    public static void Emit(SourceWriter writer, MatrixPlan dense, bool residual)
    {
        FeedForwardMethod.EmitTaps(writer, dense, NetworkShape.Lanes);
        EmitRows(writer, Matrix.Of(dense, residual, VectorWidth.Wide));
    }

    /// <summary>Prints the method of a layer's projection, from the units' outputs <c>m</c> to the hidden state.</summary>
    public static void EmitProjection(SourceWriter writer, RecurrentRun run)
    {
        CellShape cell = run.First.Cell;
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone,
            $"private static void {DenseEmitter.ProjectionOf(run)}(ref float weights, ref float m, ref float h)");
        LaneVectors.EmitPadding(writer, "m", cell.Hidden);
        EmitRows(writer, Matrix.OfProjection(run.First, VectorWidth.Wide));
    }

    private static void EmitRows(SourceWriter writer, Matrix matrix)
    {
        int padded = NetworkShape.Padded(matrix.Columns);
        string source = matrix.Source;
        using SourceWriter.Scope? rows = matrix.Rows == 1
            ? null
            : writer.Block($"for (nint row = 0; row < {Text.Int(matrix.Rows)}; row++)");
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
        string result = Activate(matrix, "sum");
        string Place(string start) => matrix.Rows == 1 ? start : Text.Element(start, "8 * row");
        writer.Line(matrix.Residual
            ? $"({result} + LoadUnsafe(ref {Place("x")})).StoreUnsafe(ref {Place(matrix.Target)});"
            : $"{result}.StoreUnsafe(ref {Place(matrix.Target)});");
    }

    private static string Activate(Matrix matrix, string value) => matrix.Activation.Function switch
    {
        Activation.Linear => value,
        // The argument is halved here, because the weights of dense layers are not stored halved.
        Activation.Sigmoid => matrix.Functions.Call(matrix.Activation, $"{value} * 0.5f"),
        // A function of all outputs is applied after them.
        _ when !matrix.Activation.IsOfOneValue => value,
        _ => matrix.Functions.Call(matrix.Activation, value),
    };
}

using System.Globalization;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints a matrix times a vector: dense layers, y = a(W x + b), convolutions and projections. Four rows at a time, then the remaining one
/// to three.
/// </summary>
internal static class DenseEmitter
{
    private const int Tile = MatrixPlan.RowsPerTile;

    /// <summary>Prints the method of a dense layer or a convolution.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, MatrixPlan dense, JitHint hint)
    {
        bool toMemory = plan.Scratch.OutputOf(dense) is not null;
        bool residual = FeedForwardMethod.IsResidual(plan, dense) && !toMemory;
        Matrix matrix = Matrix.Of(dense, residual, plan.Width);
        using SourceWriter.Scope method = writer.Method(hint, FeedForwardMethod.SignatureOf(plan, dense));
        FeedForwardMethod.EmitTaps(writer, dense, lanes: 1);
        if (toMemory && dense.Shape.Units % NetworkShape.Lanes != 0)
        {
            // The outputs are then read in whole vectors.
            int last = NetworkShape.Padded(dense.Shape.Units) - NetworkShape.Lanes;
            writer.Line($"Vector256<float>.Zero.StoreUnsafe(ref y{Text.Plus(last)});");
        }

        EmitRows(writer, matrix);
        FeedForwardMethod.EmitFunctionOfAll(writer, dense.Shape);
    }

    /// <summary>
    /// Prints the method of a layer's projection, from the units' outputs <c>m</c> to the hidden state. Its weights are a parameter.
    /// </summary>
    public static void EmitProjection(SourceWriter writer, KernelPlan plan, RecurrentRun run, JitHint hint)
    {
        Matrix matrix = Matrix.OfProjection(run.First, plan.Width);
        using SourceWriter.Scope method = writer.Method(
            hint, $"private static void {ProjectionOf(run)}(ref float weights, ref float m, ref float h)");
        EmitRows(writer, matrix);
    }

    /// <summary>Returns the name of the method of a layer's projection.</summary>
    public static string ProjectionOf(RecurrentRun run) => run.IsOnly ? "Projection" : $"Projection{Text.Int(run.First.Layer)}";

    private static void EmitRows(SourceWriter writer, Matrix matrix)
    {
        int rows = matrix.Rows;
        int whole = rows / Tile * Tile;
        if (whole > 0)
        {
            // One tile is straight code, several are a loop. "row" is the first output of the tile.
            bool alone = rows == Tile;
            string row = whole == Tile ? "0" : "row";
            SourceWriter.Scope? scope =
                alone ? null :
                whole == Tile ? writer.Block() :
                writer.Block($"for (nint row = 0; row < {Text.Int(whole)}; row += {Text.Int(Tile)})");
            EmitTile(writer, matrix, row, Tile);
            scope?.Dispose();
        }

        if (rows > whole)
        {
            using SourceWriter.Scope? rest = whole > 0 ? writer.Block() : null;
            EmitTile(writer, matrix, Text.Int(whole), rows - whole);
        }
    }

    private static void EmitTile(SourceWriter writer, Matrix matrix, string row, int rows)
    {
        int padded = NetworkShape.Padded(matrix.Columns);
        writer.Line($"ref float w = ref {At("weights", matrix.WeightOffset, row, padded)};");
        string bias = matrix.BiasOffset is { } offsetOfBias ? $" + Vector128.LoadUnsafe(ref {At("weights", offsetOfBias, row, 1)})" : "";
        if (matrix.Width.IsNarrow)
        {
            string product = $"{matrix.Functions.Prefix}MatrixRows.Sum(ref w, {Text.Int(rows)}, ref {matrix.Source}, {Text.Int(padded)})";
            writer.Line($"Vector128<float> sum = {product}{bias};");
        }
        else
        {
            EmitSums(writer, matrix, rows, padded, bias);
        }

        string result = Activate(matrix, "sum");
        string Place(string start) => row == "0" ? start : Text.Element(start, row);
        if (rows == Tile)
        {
            string added = matrix.Residual ? $"({result} + Vector128.LoadUnsafe(ref {Place("x")}))" : result;
            writer.Line($"{added}.StoreUnsafe(ref {Place(matrix.Target)});");
            return;
        }

        if (result != "sum")
        {
            writer.Line($"sum = {result};");
        }

        int first = int.Parse(row, CultureInfo.InvariantCulture);
        for (int r = 0; r < rows; r++)
        {
            string added = matrix.Residual ? $" + {Text.At("x", first + r)}" : "";
            writer.Line($"{Text.At(matrix.Target, first + r)} = sum.GetElement({Text.Int(r)}){added};");
        }
    }

    /// <summary>Prints the sums of a tile's rows in wide vectors.</summary>
    private static void EmitSums(SourceWriter writer, Matrix matrix, int rows, int padded, string bias)
    {
        for (int r = 0; r < rows; r++)
        {
            writer.Line($"Vector256<float> y{r} = {Text.Load("w", r * padded)} * LoadUnsafe(ref {matrix.Source});");
        }

        if (padded > NetworkShape.Lanes)
        {
            using SourceWriter.Scope loop = writer.Block($"for (nuint n = 8; n < {Text.Int(padded)}; n += 8)");
            for (int r = 0; r < rows; r++)
            {
                string offset = r == 0 ? "n" : $"n + {Text.Int(r * padded)}";
                writer.Line($"y{r} = FusedMultiplyAdd(LoadUnsafe(ref w, {offset}), LoadUnsafe(ref {matrix.Source}, n), y{r});");
            }
        }

        writer.Line();
        string sums = string.Join(", ", Enumerable.Range(0, rows).Select(static r => "y" + Text.Int(r)));
        writer.Line($"Vector128<float> sum = HorizontalSum.Of({sums}){bias};");
    }

    private static string Activate(Matrix matrix, string value) => matrix.Activation.Function switch
    {
        // A softmax needs all outputs, and is applied after them.
        _ when !matrix.Activation.IsOfOneValue => value,
        Activation.Linear => value,
        Activation.Relu => $"Activations.Relu({value})",
        Activation.Sigmoid when matrix.Width.IsNarrow => matrix.Functions.Call(matrix.Activation, $"{value} * 0.5f"),
        _ when matrix.Width.IsNarrow => matrix.Functions.Call(matrix.Activation, value),
        // The argument is halved here, because the weights of dense layers are not stored halved.
        Activation.Sigmoid => $"{matrix.Functions.Call(matrix.Activation, $"({value} * 0.5f).ToVector256()", "weights")}.GetLower()",
        _ => $"{matrix.Functions.Call(matrix.Activation, $"{value}.ToVector256()", "weights")}.GetLower()",
    };

    private static string At(string start, int offset, string row, int rowLength)
    {
        if (int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out int fixedRow))
        {
            return Text.At(start, offset + fixedRow * rowLength);
        }

        string origin = offset == 0 ? "" : Text.Int(offset) + " + ";
        return Text.Element(start, origin + (rowLength == 1 ? row : $"{row} * {Text.Int(rowLength)}"));
    }
}

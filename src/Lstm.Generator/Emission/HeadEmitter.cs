using System.Globalization;
using System.Linq;
using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints the dense head: y = a(W_y h + b_y), four outputs at a time, then the one to three that are left.</summary>
internal static class HeadEmitter
{
    private const int Tile = HeadPlan.RowsPerTile;

    public static void Emit(SourceWriter writer, KernelPlan plan, HeadPlan head, string options)
    {
        using SourceWriter.Scope method = writer.Block($"""
            {options}
            private static void Head(ref float weights, ref float h, ref float y)
            """);
        int outputs = plan.Shape.OutputSize;
        int whole = outputs / Tile * Tile;
        if (whole > 0)
        {
            // One tile is straight code, more are a loop: "row" is the first output of the tile.
            bool alone = outputs == Tile;
            string row = whole == Tile ? "0" : "row";
            SourceWriter.Scope? scope =
                alone ? null :
                whole == Tile ? writer.Block() :
                writer.Block($"for (nint row = 0; row < {Text(whole)}; row += {Text(Tile)})");
            EmitRows(writer, plan, head, row, Tile);
            scope?.Dispose();
        }

        if (outputs > whole)
        {
            using SourceWriter.Scope? rest = whole > 0 ? writer.Block() : null;
            EmitRows(writer, plan, head, Text(whole), outputs - whole);
        }
    }

    private static void EmitRows(SourceWriter writer, KernelPlan plan, HeadPlan head, string row, int rows)
    {
        int padded = plan.Shape.PaddedHidden;
        writer.Line($"ref float w = ref {At("weights", head.Weight.Offset, row, padded)};");
        for (int r = 0; r < rows; r++)
        {
            writer.Line($"Vector256<float> y{r} = LoadUnsafe(ref w{Plus(r * padded)}) * LoadUnsafe(ref h);");
        }

        if (plan.Shape.Blocks > 1)
        {
            using SourceWriter.Scope loop = writer.Block($"for (nuint n = 8; n < {Text(padded)}; n += 8)");
            for (int r = 0; r < rows; r++)
            {
                string offset = r == 0 ? "n" : $"n + {Text(r * padded)}";
                writer.Line($"y{r} = FusedMultiplyAdd(LoadUnsafe(ref w, {offset}), LoadUnsafe(ref h, n), y{r});");
            }
        }

        string sums = string.Join(", ", Enumerable.Range(0, rows).Select(static r => "y" + Text(r)));
        string bias = $"Vector128.LoadUnsafe(ref {At("weights", head.Bias.Offset, row, 1)})";
        writer.Line($"Vector128<float> sum = LaneSums.Of({sums}) + {bias};");
        string result = Activate(plan.Shape.Head!.Activation.Function, "sum");
        string target = row == "0" ? "y" : $"Unsafe.Add(ref y, {row})";
        if (rows == Tile)
        {
            writer.Line($"{result}.StoreUnsafe(ref {target});");
            return;
        }

        if (result != "sum")
        {
            writer.Line($"sum = {result};");
        }

        for (int r = 0; r < rows; r++)
        {
            string element = row == "0" && r == 0 ? "y" : $"Unsafe.Add(ref y, {Text(int.Parse(row, CultureInfo.InvariantCulture) + r)})";
            writer.Line($"{element} = sum.GetElement({Text(r)});");
        }
    }

    private static string Activate(Activation activation, string value) => activation switch
    {
        // The argument is halved here and not in the weights: a head's rows are stored as they are, whatever follows them.
        Activation.Sigmoid => $"Activations.HalfSigmoid(({value} * 0.5f).ToVector256(), ref weights).GetLower()",
        Activation.Tanh => $"Activations.Tanh({value}.ToVector256(), ref weights).GetLower()",
        Activation.Relu => $"Activations.Relu({value})",
        _ => value,
    };

    private static string At(string start, int offset, string row, int rowLength) =>
        row == "0" ? $"Unsafe.Add(ref {start}, {Text(offset)})" :
        int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out int fixedRow) ? $"Unsafe.Add(ref {start}, {Text(offset + fixedRow * rowLength)})" :
        rowLength == 1 ? $"Unsafe.Add(ref {start}, {Text(offset)} + {row})" :
        $"Unsafe.Add(ref {start}, {Text(offset)} + {row} * {Text(rowLength)})";

    private static string Plus(int offset) => offset == 0 ? "" : ", " + Text(offset);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

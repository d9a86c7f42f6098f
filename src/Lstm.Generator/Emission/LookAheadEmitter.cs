using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints what a run does for several steps at once: the input halves of their sums, and the loop over so many steps, layer by layer.</summary>
internal static class LookAheadEmitter
{
    private const int Steps = LookAhead.Steps;

    /// <summary>The method that forms the input halves of a layer's sums.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="method">The name of the layer's method.</param>
    /// <param name="row">Floats from one step's inputs to the next's.</param>
    public static void EmitInputs(SourceWriter writer, KernelPlan plan, TiledLayer layer, string method, int row)
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>The bias and the input half of the sums of {Text.Int(Steps)} steps.</summary>
            """);
        using SourceWriter.Scope scope = writer.Block($"""
            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void {method}Inputs(ref float weights, ref float x, ref float sums)
            """);
        int blockSums = layer.Cell.Sums.Length * NetworkShape.Lanes;
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            if (tile != layer.Sections.Tiles[0])
            {
                writer.Line();
            }

            PackedSection input = tile.Input;
            int blocks = tile.Group.BlocksPerTile;
            using SourceWriter.Scope loop = writer.Block($"for (nint block = 0; block < {Text.Int(tile.Group.Tiles * blocks)}; block++)");

            // The blocks of a tile stand side by side in its rows.
            string place = tile.Group.Tiles == 1
                ? $"block * {Text.Int(input.BlockRow)}"
                : $"block / {Text.Int(blocks)} * {Text.Int(input.TileLength)} + block % {Text.Int(blocks)} * {Text.Int(input.BlockRow)}";
            string bias = tile.RecurrentBias is { } section
                ? $"ref Unsafe.Add(ref weights, {Plus(layer.Sections.OffsetOf(section))}block * {Text.Int(NetworkShape.Lanes)}), "
                : "";
            writer.Line(
                $"BlockInputs(ref Unsafe.Add(ref weights, {Plus(layer.Sections.OffsetOf(input))}{place}), {bias}{Text.Int(input.RowLength)}, " +
                $"ref x, {Text.Int(layer.Inputs)}, {Text.Int(row)}, ref Unsafe.Add(ref sums, {Plus(tile.Group.FirstBlock * blockSums)}block * {Text.Int(blockSums)}));");
        }
    }

    /// <summary>The method for one block, which all layers call.</summary>
    public static void EmitBlock(SourceWriter writer, KernelPlan plan)
    {
        CellShape cell = plan.Shape.Cell;
        TilePlan tile = plan.First.Sections.Tiles[0];
        string letters = tile.Input.Sums;
        int[] steps = Enumerable.Range(0, Steps).ToArray();
        writer.Line();
        writer.Lines($"""
            /// <summary>The bias and the input half of a block's sums, a digit a step. A row is loaded once, and multiplied by each step's input.</summary>
            """);
        using SourceWriter.Scope scope = writer.Block($"""
            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void BlockInputs(ref float w, {(tile.RecurrentBias is null ? "" : "ref float b, ")}nint rowLength, ref float x, nint inputs, nint row, ref float s)
            """);
        foreach (char letter in letters)
        {
            string others = string.Concat(steps.Skip(1).Select(step => $", {letter}{Text.Int(step)} = {letter}0"));
            writer.Line($"Vector256<float> {letter}0 = {Text.Load("w", letters.IndexOf(letter) * NetworkShape.Lanes)}{others};");
        }

        EmitRows(writer, letters, steps);
        writer.Line();
        foreach (int step in steps)
        {
            foreach (char letter in letters)
            {
                writer.Line($"{letter}{Text.Int(step)}.StoreUnsafe(ref s{Text.Plus(PlaceOf(letter, step))});");
            }
        }

        if (tile.RecurrentBias is { } bias)
        {
            // The sums that no input feeds start from their bias in every step.
            writer.Line();
            foreach (int step in steps)
            {
                writer.Line($"LoadUnsafe(ref b).StoreUnsafe(ref s{Text.Plus(PlaceOf(bias.Sums[0], step))});");
            }
        }

        int PlaceOf(char letter, int step) => step * plan.Scratch.Step + cell.Sums.IndexOf(letter) * NetworkShape.Lanes;
    }

    private static void EmitRows(SourceWriter writer, string letters, int[] steps)
    {
        writer.Line();
        using SourceWriter.Scope rows = writer.Block("for (nint k = 0; k < inputs; k++)");
        writer.Line("w = ref Unsafe.Add(ref w, rowLength);");
        foreach (int step in steps)
        {
            string at = step switch { 0 => "k", 1 => "row + k", _ => $"{Text.Int(step)} * row + k" };
            writer.Line($"Vector256<float> v{Text.Int(step)} = Create({Text.Element("x", at)});");
        }

        foreach (char letter in letters)
        {
            writer.Line();
            writer.Line($"{(letter == letters[0] ? "Vector256<float> " : "")}q = {Text.Load("w", letters.IndexOf(letter) * NetworkShape.Lanes)};");
            foreach (int step in steps)
            {
                string sum = $"{letter}{Text.Int(step)}";
                writer.Line($"{sum} = FusedMultiplyAdd(q, v{Text.Int(step)}, {sum});");
            }
        }
    }

    /// <summary>The loop that takes several steps at once; fewer are left to the loop after it.</summary>
    public static void EmitLoop(SourceWriter writer, KernelPlan plan)
    {
        writer.Line($"// {Text.Int(Steps)} steps at once, layer by layer: the inputs of all of them are there, so that each input weight is loaded once for all.");
        using (writer.Block($"for (; steps >= {Text.Int(Steps)}; steps -= {Text.Int(Steps)})"))
        {
            EmitSteps(writer, plan);
        }

        writer.Line();
    }

    private static void EmitSteps(SourceWriter writer, KernelPlan plan)
    {
        int layers = plan.Shape.Layers;
        EmitLayer(writer, plan, plan.First, Text.At("weights", plan.First.Sections.Start), "state", isLast: layers == 1);
        if (plan.Upper is { } upper)
        {
            if (layers > 2)
            {
                writer.Line();
                using SourceWriter.Scope middle = writer.Block($"for (nint layer = 0; layer < {Text.Int(layers - 2)}; layer++)");
                string weights = $"Unsafe.Add(ref weights, {Text.Int(upper.Sections.Start)} + layer * {Text.Int(upper.Sections.Length)})";
                EmitLayer(writer, plan, upper, weights, $"Unsafe.Add(ref state, {Text.Int(plan.State.Cell)} + layer * {Text.Int(plan.State.Cell)})", isLast: false);
            }

            writer.Line();
            EmitLayer(writer, plan, upper, Text.At("weights", plan.StartOf(layers - 1, 0)), Text.At("state", (layers - 1) * plan.State.Cell), isLast: true);
        }

        if (plan.BackAndForth)
        {
            writer.Line();
            writer.Line($"turn += {Text.Int(Steps)};");
        }
    }

    /// <summary>One layer's steps: from the network's inputs, or the rows of the layer below, to the network's outputs or to the same rows.</summary>
    private static void EmitLayer(SourceWriter writer, KernelPlan plan, LayerPlan layer, string weights, string state, bool isLast)
    {
        bool isFirst = layer == plan.First;
        bool ahead = layer is TiledLayer { LooksAhead: true };
        string method = KernelEmitter.NameOf(plan, isFirst ? 0 : 1);
        string rows = Text.At("sums", plan.Scratch.Rows);
        if (ahead)
        {
            writer.Line($"{method}Inputs(ref {weights}, ref {(isFirst ? "x" : rows)}, ref sums);");
        }

        using SourceWriter.Scope loop = writer.Block($"for (nint t = 0; t < {Text.Int(Steps)}; t++)");

        // The last layer's loop moves x on.
        string below = isFirst
            ? isLast ? "x" : $"Unsafe.Add(ref x, t * {Text.Int(plan.Shape.Input)})"
            : $"Unsafe.Add(ref sums, {Text.Int(plan.Scratch.Rows)} + t * {Text.Int(plan.Scratch.Row)})";
        writer.Line(
            $"{method}(ref {weights}, ref {state}, ref {below}, ref Unsafe.Add(ref sums, t * {Text.Int(plan.Scratch.Step)})" +
            $"{(layer is TiledLayer { BackAndForth: true } ? ", backwards: ((turn + t) & 1) != 0" : "")}{(ahead ? ", ahead: true" : "")});");
        if (!isLast)
        {
            writer.Line($"OutputCopy.Write(ref {state}, ref Unsafe.Add(ref sums, {Text.Int(plan.Scratch.Rows)} + t * {Text.Int(plan.Scratch.Row)}), {Text.Int(plan.Scratch.Row)});");
            return;
        }

        StepLoopEmitter.EmitOutput(writer, plan, state);
        StepLoopEmitter.EmitAdvance(writer, plan);
    }

    private static string Plus(int offset) => offset == 0 ? "" : Text.Int(offset) + " + ";
}

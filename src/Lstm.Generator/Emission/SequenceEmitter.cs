using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the loops of a network that needs whole sequences: all steps of a layer and direction, then those of the next.</summary>
internal static class SequenceEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan)
    {
        StackShape shape = plan.Shape;
        writer.Lines("""
            /// <summary>Runs a whole sequence. The callers have checked all lengths.</summary>
            // Optimised at once: unoptimised, the first calls are tens of times slower. Not inlined: callers would take registers.
            """);
        using SourceWriter.Scope method = writer.Method(JitHint.OptimiseAlone, """
            public static void Run(
                ref float weights, ref float state, ref float x, ref float y, ref float sequences, ref float sums, nint steps)
            """);
        EmitPlaces(writer, plan);
        EmitStem(writer, plan);
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            for (int direction = 0; direction < shape.Directions; direction++)
            {
                EmitWalk(writer, plan, layer, direction);
            }
        }

        EmitHead(writer, plan);
        if (shape.Cell.StochasticForget)
        {
            writer.Line();
            writer.Line("ForgetDraws.Advance(ref random, steps);");
        }
    }

    private static void EmitPlaces(SourceWriter writer, KernelPlan plan)
    {
        SequencePlan sequences = plan.Sequences;
        if (sequences.Count > 0)
        {
            writer.Line("// Sequences between the parts of the network: a padded row for each step.");
            for (int index = 0; index < sequences.Count; index++)
            {
                string start = index == 0 ? "sequences" : $"Unsafe.Add(ref sequences, steps * {Text.Int(sequences.Stride)})";
                LayerEmitter.EmitPlace(writer, "s" + Text.Int(index), start, offset: 0);
            }
        }

        if (plan.Shape.Cell.StochasticForget)
        {
            LayerEmitter.EmitPlace(writer, "random", "state", plan.State.Random);
        }
    }

    private static void EmitStem(SourceWriter writer, KernelPlan plan)
    {
        if (plan.Stem.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line("// The stem.");
        using SourceWriter.Scope loop = writer.Block("for (nint t = 0; t < steps; t++)");
        string input = Text.At("sums", plan.Scratch.Input);
        writer.Line($"VectorCopy.WritePadded(ref {Row("x", plan.Shape.Input)}, ref {input}, {Text.Int(plan.Shape.Input)});");
        KernelEmitter.EmitDense(writer, plan, plan.Stem, input, Row("s0", plan.Sequences.Stride));
    }

    /// <summary>Prints the loop of one layer over the sequence in one direction.</summary>
    private static void EmitWalk(SourceWriter writer, KernelPlan plan, int layer, int direction)
    {
        StackShape shape = plan.Shape;
        bool backward = direction == 1 || shape.Direction == Direction.Backward;
        int cell = layer * shape.Directions + direction;
        string state = Text.At("state", cell * plan.State.Cell);
        writer.Line();
        writer.Line($"// Layer {Text.Int(layer)}, {(backward ? "backward" : "forward")}.");
        using SourceWriter.Scope loop = writer.Block(
            backward ? "for (nint t = steps - 1; t >= 0; t--)" : "for (nint t = 0; t < steps; t++)");
        KernelEmitter.EmitDraws(writer, plan, $"cell: {Text.Int(cell)}", "position: t");
        string constants = plan.First is RegisterLayer ? "ref weights, " : "";
        string sums = plan.Scratch.Length > 0 ? ", ref sums" : "";
        string backwards = plan.BackAndForth ? ", backwards: (t & 1) != 0" : "";
        writer.Line(
            $"{KernelEmitter.NameOf(plan, layer)}({constants}ref {Text.At("weights", plan.StartOf(layer, direction))}, " +
            $"ref {state}, ref {Below(plan, layer)}{sums}{backwards});");
        EmitResult(writer, plan, layer, direction, state);
    }

    /// <summary>Prints the copy of a step's hidden state into its row, beside that of the other direction.</summary>
    private static void EmitResult(SourceWriter writer, KernelPlan plan, int layer, int direction, string state)
    {
        StackShape shape = plan.Shape;
        int width = shape.Cell.Width;
        int? output = plan.Sequences.OutputOf(layer);
        int stride = output is null ? shape.OutputSize : plan.Sequences.Stride;
        string row = Row(output is { } index ? "s" + Text.Int(index) : "y", stride);
        if (output is null && shape.Residual)
        {
            string input = Offset(Row("x", shape.Input), direction * width);
            writer.Line($"VectorCopy.WriteSum(ref {state}, ref {input}, ref {Offset(row, direction * width)}, {Text.Int(width)});");
            return;
        }

        // A head reads whole vectors. The first direction clears the padding, which no unit fills.
        if (layer == shape.Layers - 1 && shape.Head is not null && direction == 0 && shape.RecurrentOutput % NetworkShape.Lanes != 0)
        {
            int last = NetworkShape.Padded(shape.RecurrentOutput) - NetworkShape.Lanes;
            writer.Line($"Vector256<float>.Zero.StoreUnsafe(ref {Offset(row, last)});");
        }

        writer.Line($"VectorCopy.Write(ref {state}, ref {Offset(row, direction * width)}, {Text.Int(width)});");
    }

    private static void EmitHead(SourceWriter writer, KernelPlan plan)
    {
        if (plan.Head.Count == 0)
        {
            return;
        }

        StackShape shape = plan.Shape;
        writer.Line();
        writer.Line("// The head.");
        using SourceWriter.Scope loop = writer.Block("for (nint t = 0; t < steps; t++)");
        string source = Row("s" + Text.Int(plan.Sequences.OutputOf(shape.Layers - 1)!.Value), plan.Sequences.Stride);
        string result = KernelEmitter.EmitDense(writer, plan, plan.Head, source, "y");
        if (result != "y")
        {
            writer.Line($"VectorCopy.WriteSum(ref {result}, ref x, ref y, {Text.Int(shape.OutputSize)});");
        }

        if (shape.Residual)
        {
            writer.Line($"x = ref Unsafe.Add(ref x, {Text.Int(shape.Input)});");
        }

        writer.Line($"y = ref Unsafe.Add(ref y, {Text.Int(shape.OutputSize)});");
    }

    /// <summary>Returns the input of a layer.</summary>
    private static string Below(KernelPlan plan, int layer) =>
        layer > 0 ? Row("s" + Text.Int(plan.Sequences.OutputOf(layer - 1)!.Value), plan.Sequences.Stride) :
        plan.Stem.Count > 0 ? Row("s0", plan.Sequences.Stride) :
        Row("x", plan.Shape.Input);

    /// <summary>Returns the row of step t.</summary>
    private static string Row(string sequence, int stride) => $"Unsafe.Add(ref {sequence}, t * {Text.Int(stride)})";

    /// <summary>Returns a reference into a row.</summary>
    private static string Offset(string row, int offset) =>
        offset == 0 ? row : row.Substring(0, row.Length - 1) + $" + {Text.Int(offset)})";
}

using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the loops of a network that needs whole sequences: all steps of a layer and direction, then those of the next.</summary>
internal static class SequenceEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan)
    {
        writer.Lines("""
            /// <summary>Runs a whole sequence. The callers have checked all lengths.</summary>
            // Optimised at once: unoptimised, the first calls are tens of times slower. Not inlined: callers would take registers.
            """);
        using SourceWriter.Scope method = writer.Method(JitHint.OptimiseAlone, """
            public static void Run(
                ref float weights, ref float state, ref float x, ref float y, ref float sequences, ref float sums, nint steps)
            """);
        EmitPlaces(writer, plan);

        // Where the part before has put its values, and the distance from one step to the next.
        (string Start, int Stride) source = ("x", plan.Network.Input);
        foreach (Part part in plan.Parts)
        {
            switch (part)
            {
                case FeedForwardChain chain:
                    EmitDense(writer, plan, chain, source);
                    source = OutputOf(plan, chain.Layers[chain.Layers.Count - 1]);
                    break;
                case PoolPart pool:
                    EmitPool(writer, plan, pool.Plan, source);
                    source = OutputOf(plan, pool.Plan);
                    break;
                case RecurrentRun run:
                    foreach (RecurrentPlan layer in run.Layers)
                    {
                        EmitLayer(writer, plan, run, layer, source);
                        source = OutputOf(plan, layer);
                    }

                    break;
            }
        }

        if (plan.Network.Pool is null)
        {
            EmitAdvance(writer, plan);
        }
    }

    private static void EmitAdvance(SourceWriter writer, KernelPlan plan)
    {
        if (plan.Network.IsRandom)
        {
            writer.Line();
            writer.Line("ForgetDraws.Advance(ref random, steps);");
        }
    }

    /// <summary>Prints the way from the vectors of all steps to one, which the parts after it take as a sequence of one step.</summary>
    private static void EmitPool(SourceWriter writer, KernelPlan plan, PoolPlan pool, (string Start, int Stride) source)
    {
        EmitAdvance(writer, plan);
        string target = OutputOf(plan, pool).Start;
        int count = pool.Shape.Units;
        writer.Line();
        writer.Line($"// {pool.Shape.Pooling}: one vector for all steps.");
        if (target != "y" && count % NetworkShape.Lanes != 0)
        {
            writer.Line($"Vector256<float>.Zero.StoreUnsafe(ref {target}{Text.Plus(NetworkShape.Padded(count) - NetworkShape.Lanes)});");
        }

        switch (pool.Shape.Pooling)
        {
            case Pooling.Mean or Pooling.Max:
                string sizes = $"{Text.Int(source.Stride)}, steps, {Text.Int(count)}";
                writer.Line($"Pools.{pool.Shape.Pooling}(ref {source.Start}, ref {target}, {sizes});");
                break;
            case Pooling.Final:
                RecurrentPlan last = plan.Recurrent[plan.Recurrent.Count - 1];
                foreach (CellPlace cell in last.Cells)
                {
                    EmitStep(cell.IsBackward ? "0" : "(steps - 1)", cell.Direction * last.Cell.Width, last.Cell.Width);
                }

                break;
            default:
                EmitStep("(steps - 1)", 0, count);
                break;
        }

        writer.Line("steps = 1;");

        void EmitStep(string step, int offset, int length)
        {
            string row = step == "0" ? source.Start : $"Unsafe.Add(ref {source.Start}, {step} * {Text.Int(source.Stride)})";
            writer.Line($"VectorCopy.Write(ref {Text.After(row, offset)}, ref {Text.After(target, offset)}, {Text.Int(length)});");
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
                string start = index == 0 ? "sequences" : $"Unsafe.Add(ref sequences, steps * {Text.Int(index * sequences.Stride)})";
                writer.Place("s" + Text.Int(index), start, offset: 0);
            }
        }

        if (plan.Network.IsRandom)
        {
            writer.Place("random", "state", plan.State.Random);
        }
    }

    /// <summary>Prints the loop of dense layers over the sequence.</summary>
    private static void EmitDense(SourceWriter writer, KernelPlan plan, FeedForwardChain chain, (string Start, int Stride) source)
    {
        bool isLast = chain == plan.Parts[plan.Parts.Count - 1];
        writer.Line();
        writer.Line(chain == plan.Parts[0] ? "// The stem." : isLast ? "// The head." : "// Dense layers.");
        using SourceWriter.Scope loop = writer.Block("for (nint t = 0; t < steps; t++)");
        string input = StepOutput.EmitDenseInput(writer, plan, chain, Row(source));

        // The loop of the last layers advances x, if it adds it to the outputs.
        ChainPlaces places = new("sums", "state", layer =>
            layer >= 0 ? Row(OutputOf(plan, layer)) : isLast && plan.Network.Residual ? "x" : Row(("x", plan.Network.Input)));
        if (!isLast)
        {
            FeedForwardPlan last = chain.Layers[chain.Layers.Count - 1];
            FeedForwardEmitter.EmitCalls(writer, plan, chain, input, Row(OutputOf(plan, last)), places);
            foreach (FeedForwardPlan kept in chain.Layers.Where(layer => layer != last && plan.Kept.ContainsKey(layer.Layer)))
            {
                string outputs = Text.At("sums", plan.Scratch.OutputOf(kept)!.Value);
                writer.Line($"VectorCopy.Write(ref {outputs}, ref {Row(OutputOf(plan, kept))}, {Text.Int(kept.Shape.Units)});");
            }

            return;
        }

        StepOutput.EmitResult(writer, plan, FeedForwardEmitter.EmitCalls(writer, plan, chain, input, "y", places));

        if (plan.Network.Residual)
        {
            writer.Line($"x = ref Unsafe.Add(ref x, {Text.Int(plan.Network.Input)});");
        }

        writer.Line($"y = ref Unsafe.Add(ref y, {Text.Int(plan.Network.Output)});");
    }

    /// <summary>Prints the loops of one layer over the sequence, one for each direction.</summary>
    private static void EmitLayer(
        SourceWriter writer, KernelPlan plan, RecurrentRun run, RecurrentPlan layer, (string Start, int Stride) source)
    {
        foreach (CellPlace cell in layer.Cells)
        {
            string state = Text.At("state", plan.State.StartOf(cell.Number));
            string weights = Text.At("weights", plan.StartOf(cell));
            writer.Line();
            writer.Line($"// Layer {Text.Int(layer.Layer)}, {(cell.IsBackward ? "backward" : "forward")}.");
            using SourceWriter.Scope loop = writer.Block(
                cell.IsBackward ? "for (nint t = steps - 1; t >= 0; t--)" : "for (nint t = 0; t < steps; t++)");
            StepOutput.EmitDraws(writer, plan, layer, Text.Int(cell.Number), "t");
            writer.Line(new LayerMethod(plan, run, layer).Call(weights, state, Row(source), "t"));
            EmitResult(writer, plan, layer, cell, state);
        }
    }

    /// <summary>Prints the copy of a step's hidden state into its row, beside that of the other direction.</summary>
    private static void EmitResult(SourceWriter writer, KernelPlan plan, RecurrentPlan layer, CellPlace cell, string state)
    {
        int width = layer.Cell.Width;
        (string Start, int Stride) output = OutputOf(plan, layer);
        string row = Row(output);
        int offset = cell.Direction * width;
        if (output.Start == "y" && plan.Network.Residual)
        {
            string input = Text.After(Row(("x", plan.Network.Input)), offset);
            writer.Line($"VectorCopy.WriteSum(ref {state}, ref {input}, ref {Text.After(row, offset)}, {Text.Int(width)});");
            return;
        }

        // A dense layer reads whole vectors. The first direction clears the padding, which no unit fills.
        bool isRead = layer.Layer + 1 < plan.Network.Layers.Count && plan.Network.Layers[layer.Layer + 1] is FeedForwardShape;
        int outputs = layer.Shape.Outputs;
        if (isRead && cell.Direction == 0 && outputs % NetworkShape.Lanes != 0)
        {
            int last = NetworkShape.Padded(outputs) - NetworkShape.Lanes;
            writer.Line($"Vector256<float>.Zero.StoreUnsafe(ref {Text.After(row, last)});");
        }

        writer.Line($"VectorCopy.Write(ref {state}, ref {Text.After(row, offset)}, {Text.Int(width)});");
    }

    private static (string Start, int Stride) OutputOf(KernelPlan plan, LayerPlan layer) => OutputOf(plan, layer.Layer);

    private static (string Start, int Stride) OutputOf(KernelPlan plan, int layer) => plan.Sequences.OutputOf(layer) is { } index
        ? ("s" + Text.Int(index), plan.Sequences.Stride)
        : ("y", plan.Network.Output);

    /// <summary>Returns the row of step t.</summary>
    private static string Row((string Start, int Stride) sequence) =>
        $"Unsafe.Add(ref {sequence.Start}, t * {Text.Int(sequence.Stride)})";
}

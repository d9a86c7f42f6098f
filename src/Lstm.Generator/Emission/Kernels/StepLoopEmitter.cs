using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the loop of a network that can step: all layers of one step, then the next step.</summary>
internal static class StepLoopEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan)
    {
        NetworkShape network = plan.Network;
        writer.Lines("""
            /// <summary>Advances one stream by a number of steps. The callers have checked all lengths.</summary>
            // Optimised at once: unoptimised, the first calls are tens of times slower. Not inlined: callers would take registers.
            """);
        string sums = plan.Scratch.Length > 0 ? ", ref float sums" : "";
        string trace = plan.Trace is null ? "" : ", ref float trace";
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone,
            $"public static void Run(ref float weights, ref float state, ref float x, ref float y{sums}{trace}, nint steps)");
        if (network.IsRandom)
        {
            writer.Place("random", "state", plan.State.Random);
        }

        if (plan.BackAndForth)
        {
            writer.Line("nint turn = TileOrder.Take((int)steps);");
            writer.Line();
        }

        if (plan.LooksAhead)
        {
            LookAheadEmitter.EmitLoop(writer, plan);
        }

        using SourceWriter.Scope loop = writer.Block("for (; steps > 0; steps--)");
        EmitLayers(writer, plan);
        if (network.IsRandom)
        {
            writer.Line("ForgetDraws.Advance(ref random, steps: 1);");
        }

        StepOutput.EmitAdvance(writer, plan);
        if (plan.BackAndForth)
        {
            writer.Line("turn++;");
        }
    }

    private static void EmitLayers(SourceWriter writer, KernelPlan plan)
    {
        string values = "x";
        Part last = plan.Parts[plan.Parts.Count - 1];
        foreach (Part part in plan.Parts)
        {
            switch (part)
            {
                case FeedForwardChain chain when part != last:
                    string input = StepOutput.EmitDenseInput(writer, plan, part, values);
                    values = FeedForwardEmitter.EmitCalls(writer, plan, chain, input, "y", StepPlaces.Of(plan));
                    break;
                case RecurrentRun run:
                    values = RunCalls.Emit(writer, plan, run, values, lanes: 1, call => EmitCall(writer, plan, run, call));
                    break;
            }
        }

        StepOutput.Emit(writer, plan, values, StepPlaces.Of(plan));
    }

    private static void EmitCall(SourceWriter writer, KernelPlan plan, RecurrentRun run, RunCall call)
    {
        StepOutput.EmitDraws(writer, plan, call.Layer, call.Cell, "0");
        writer.Line(new LayerMethod(plan, run, call.Layer).Call(call.Weights, call.State, call.Input, "turn"));
        if (plan.Trace is { } trace)
        {
            TracedLayer.Emit(writer, plan, trace, call);
        }
    }
}

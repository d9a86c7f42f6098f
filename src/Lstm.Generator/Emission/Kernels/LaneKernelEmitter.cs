using System;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the kernel for eight streams in lanes: the layers of one step.</summary>
internal static class LaneKernelEmitter
{
    /// <summary>The type's name, inside the kernel.</summary>
    public const string Name = "Lanes";

    private const int Lanes = NetworkShape.Lanes;

    public static void Emit(SourceWriter writer, KernelPlan plan)
    {
        LanePlan lanes = new(plan);
        writer.Line();
        writer.Line("/// <summary>A step of eight streams. A vector holds the same float of each of them.</summary>");
        using SourceWriter.Scope type = writer.Block($"public readonly struct {Name} : {Aliases.Services}ILaneKernel");
        writer.Lines($$"""
            public static int Input => {{Text.Int(plan.Network.Input)}};

            public static int Output => {{Text.Int(plan.Network.Output)}};

            public static int State => {{Text.Int(plan.State.Length)}};

            // The length of sums, in floats: the pre-activations, then the outputs of dense layers.
            public static int Scratch => {{Text.Int(lanes.Scratch)}};

            """);
        EmitStep(writer, plan, lanes);
        foreach ((RecurrentRun run, RecurrentPlan layer) in plan.Methods)
        {
            writer.Line();
            using SourceWriter.Scope method = writer.Method(
                JitHint.OptimiseAlone,
                $"private static void {run.NameOf(layer)}(ref float weights, ref float h, ref float x, ref float sums)");
            EmitLayer(writer, lanes, run, layer);
        }

        foreach (RecurrentRun run in plan.Parts.OfType<RecurrentRun>().Where(static run => run.First.Definition.IsProjected))
        {
            writer.Line();
            LaneDenseEmitter.EmitProjection(writer, run);
        }

        foreach (FeedForwardPlan layer in plan.FeedForwardMethods)
        {
            writer.Line();
            LaneFeedForwardEmitter.Emit(writer, plan, layer);
        }
    }

    private static void EmitLayer(SourceWriter writer, LanePlan lanes, RecurrentRun run, RecurrentPlan layer)
    {
        PhasePlaces places;
        if (layer is TiledLayer { Sums: QuantizedSums sums } tiled)
        {
            QuantizedStreamRows.EmitSums(writer, tiled, lanes, sums);
            places = PlacesOf(lanes, () => QuantizedStreamRows.EmitLateSums(writer, tiled, lanes, sums));
        }
        else
        {
            StreamRows.EmitSums(writer, layer, lanes);
            places = PlacesOf(lanes, () => StreamRows.EmitLateSums(writer, layer, lanes));
        }

        PhasedCell.Emit(writer, layer, new StreamLoop(layer.Cell), places);
        if (layer.Definition.IsProjected)
        {
            writer.Line();
            string weights = Text.At("weights", layer.Sections.OffsetOf(PackedKind.Projection));
            writer.Line($"{DenseEmitter.ProjectionOf(run)}(ref {weights}, ref m, ref h);");
        }
    }

    private static PhasePlaces PlacesOf(LanePlan lanes, Action emitLateSums) =>
        new(Lanes, lanes.Units, lanes.Draws, Kept: null, emitLateSums);

    private static void EmitStep(SourceWriter writer, KernelPlan plan, LanePlan lanes)
    {
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone, "public static ref float Step(ref float weights, ref float state, ref float x, ref float sums)");
        string values = "x";
        foreach (Part part in plan.Parts)
        {
            switch (part)
            {
                case RecurrentRun run:
                    values = RunCalls.Emit(writer, plan, run, values, Lanes, call => EmitCall(writer, plan, lanes, run, call));
                    break;
                case FeedForwardChain chain:
                    values = chain == plan.Parts[0] ? EmitInput(writer, plan, lanes) : values;
                    values = EmitDense(writer, plan, lanes, chain, values);
                    break;
            }
        }

        if (plan.Network.Residual && plan.Parts[plan.Parts.Count - 1] is RecurrentRun)
        {
            // The pre-activations are no longer needed: the outputs go there.
            writer.Line($"ref float h = ref {values};");
            LaneVectors.EmitResidual(writer, "h", "sums", plan.Network.Output);
            values = "sums";
        }

        if (plan.Network.IsRandom)
        {
            writer.Line($"ForgetDraws.AdvanceStreams(ref {Text.At("state", plan.State.Random * Lanes)});");
        }

        writer.Line($"return ref {values};");
    }

    private static void EmitCall(SourceWriter writer, KernelPlan plan, LanePlan lanes, RecurrentRun run, RunCall call)
    {
        if (call.Layer.Definition.IsRandom)
        {
            string random = Text.At("state", plan.State.Random * Lanes);
            string draws = Text.At("sums", lanes.Draws);
            writer.Line(
                $"ForgetDraws.FillStreams(ref {random}, ref {draws}, cell: {call.Cell}, units: {Text.Int(call.Layer.Cell.Hidden)});");
        }

        writer.Line($"{run.NameOf(call.Layer)}(ref {call.Weights}, ref {call.State}, ref {call.Input}, ref sums);");
    }

    /// <summary>Prints the copy of the inputs of a dense layer, which multiplies whole vectors.</summary>
    private static string EmitInput(SourceWriter writer, KernelPlan plan, LanePlan lanes)
    {
        int input = plan.Network.Input;
        string target = Text.At("sums", lanes.Input);
        writer.Line($"VectorCopy.Write(ref x, ref {target}, {Text.Int(input * Lanes)});");
        if (input % Lanes != 0)
        {
            string padding = Text.At("sums", lanes.Input + input * Lanes);
            writer.Line($"VectorCopy.Clear(ref {padding}, {Text.Int((NetworkShape.Padded(input) - input) * Lanes)});");
        }

        return target;
    }

    private static string EmitDense(SourceWriter writer, KernelPlan plan, LanePlan lanes, FeedForwardChain chain, string values)
    {
        TwoVectorEmitter vectors = new(chain, values, PlacesOf(plan, lanes), Lanes);
        foreach (FeedForwardPlan dense in chain.Layers)
        {
            string output = Text.At("sums", lanes.OutputOf(dense));
            bool residual = FeedForwardMethod.IsResidual(plan, dense);
            if (dense is TwoVectorPlan layer)
            {
                EmitTwoVectors(writer, plan, vectors, layer, output, residual);
            }
            else
            {
                writer.Line(FeedForwardMethod.CallOf(plan, dense, values, output, Text.At("sums", lanes.Taps), "state", residual, Lanes));
            }

            vectors.Add(output);
            values = output;
        }

        return values;
    }

    private static void EmitTwoVectors(
        SourceWriter writer, KernelPlan plan, TwoVectorEmitter vectors, TwoVectorPlan layer, string output, bool residual)
    {
        int units = layer.Shape.Units;
        if (layer.Layer + 1 < plan.Network.Layers.Count)
        {
            LaneVectors.EmitPadding(writer, output, units);
        }

        vectors.Emit(writer, layer, output);
        if (residual)
        {
            LaneVectors.EmitResidual(writer, output, output, units);
        }
    }

    private static ChainPlaces PlacesOf(KernelPlan plan, LanePlan lanes) => new("sums", "state", layer =>
        StepPlaces.Find(plan, layer, "x", cell => RunCalls.StateOf(plan, cell, Lanes), other => Text.At("sums", lanes.OutputOf(other))));
}

using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the kernel for three streams side by side. A layer of phases loads each weight once for all of them; other layers take one stream
/// after the other.
/// </summary>
internal sealed class SharedKernelEmitter
{
    /// <summary>The type's name, inside the kernel.</summary>
    public const string Name = "Streams";

    private const int Count = SharedLoads.Streams;

    private readonly SourceWriter _writer;
    private readonly KernelPlan _plan;
    private readonly string _kernel;

    private SharedKernelEmitter(SourceWriter writer, KernelPlan plan, string kernel)
    {
        _writer = writer;
        _plan = plan;
        _kernel = kernel;
    }

    public static void Emit(SourceWriter writer, KernelPlan plan, string kernel) => new SharedKernelEmitter(writer, plan, kernel).Emit();

    private void Emit()
    {
        _writer.Line();
        _writer.Line("/// <summary>A step of many streams, three at a time.</summary>");
        using SourceWriter.Scope type = _writer.Block($"public readonly struct {Name} : {Aliases.Services}IScratchKernel");
        EmitRun();
        foreach ((RecurrentRun run, RecurrentPlan layer) in _plan.Methods)
        {
            if (SharedLoads.Serves(layer))
            {
                EmitLayer(run, layer);
            }
        }
    }

    private void EmitRun()
    {
        _writer.Line("/// <summary>Advances a number of streams by one step. The callers have checked all lengths.</summary>");
        using SourceWriter.Scope method = _writer.Method(
            JitHint.OptimiseAlone,
            "public static void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint streams)");
        using (_writer.Block($"for (; streams >= {Text.Int(Count)}; streams -= {Text.Int(Count)})"))
        {
            Values values = new("x", _plan.Network.Input);
            foreach (Part part in _plan.Parts)
            {
                values = EmitPart(part, values);
            }

            _writer.Line();
            using SourceWriter.Scope outputs = OpenStreams();
            StepOutput.Emit(_writer, _plan, values.Start, OutputPlaces());
            if (_plan.Network.IsRandom)
            {
                _writer.Line($"ForgetDraws.Advance(ref {Text.At("state", _plan.State.Random)}, steps: 1);");
            }

            EmitNext();
        }

        _writer.Line();
        _writer.Line("// The remaining one or two streams.");
        using SourceWriter.Scope rest = _writer.Block("for (; streams > 0; streams--)");
        _writer.Line($"{_kernel}.Run(ref weights, ref state, ref x, ref y, ref sums, steps: 1);");
        EmitNext();
    }

    private Values EmitPart(Part part, Values values)
    {
        switch (part)
        {
            case FeedForwardChain chain when part != _plan.Parts[_plan.Parts.Count - 1]:
                return EmitDense(chain, values);
            case RecurrentRun run:
                string start = RunCalls.Emit(_writer, _plan, run, values.Start, lanes: 1, call => EmitCall(run, call, values));
                return new Values(start, _plan.State.Length);
            default:
                return values;
        }
    }

    private Values EmitDense(FeedForwardChain chain, Values values)
    {
        string result;
        _writer.Line();
        using (OpenStreams())
        {
            _writer.Line($"ref float s = ref {Text.Element("sums", $"stream * {Text.Int(_plan.Scratch.Step)}")};");
            string input = StepOutput.EmitDenseInput(_writer, _plan, chain, values.OfStream, "s");
            bool hasWindow = chain.Layers.Any(static layer => layer is Conv1DPlan);
            if (hasWindow)
            {
                _writer.Line($"ref float own = ref {new Values("state", _plan.State.Length).OfStream};");
            }

            ChainPlaces places = new("s", hasWindow ? "own" : "state", layer => StepPlaces.Find(
                _plan,
                layer,
                new Values("x", _plan.Network.Input).OfStream,
                cell => new Values(RunCalls.StateOf(_plan, cell, lanes: 1), _plan.State.Length).OfStream,
                other => Text.At("s", _plan.Scratch.OutputOf(other)!.Value)));
            result = FeedForwardEmitter.EmitCalls(_writer, _plan, chain, input, "y", places);
        }

        // The same place, in the memory of the first stream.
        return new Values(result.Replace("ref s,", "ref sums,"), _plan.Scratch.Step);
    }

    /// <summary>Returns the places in the loop that writes the outputs, which advances the state and the inputs.</summary>
    private ChainPlaces OutputPlaces() => new("sums", "state", layer => StepPlaces.Find(
        _plan,
        layer,
        "x",
        cell => RunCalls.StateOf(_plan, cell, lanes: 1),
        other => new Values(Text.At("sums", _plan.Scratch.OutputOf(other)!.Value), _plan.Scratch.Step).OfStream));

    private void EmitCall(RecurrentRun run, RunCall call, Values values)
    {
        if (call.Layer.Definition.IsRandom)
        {
            EmitDraws(call);
        }

        if (SharedLoads.Serves(run.MethodOf(call.Layer)))
        {
            _writer.Line($"{run.NameOf(call.Layer)}(ref {call.Weights}, ref {call.State}, ref {call.Input}, ref sums);");
            return;
        }

        using SourceWriter.Scope streams = OpenStreams();
        bool isFirst = call.Layer == run.First;
        string input = (isFirst ? values : new Values(call.Input, _plan.State.Length)).OfStream;
        string state = new Values(call.State, _plan.State.Length).OfStream;
        string sums = new Values("sums", _plan.Scratch.Step).OfStream;
        _writer.Line($"{_kernel}.{new LayerMethod(_plan, run, call.Layer).Call(call.Weights, state, input, "0", sums)}");
    }

    private void EmitDraws(RunCall call)
    {
        using SourceWriter.Scope streams = OpenStreams();
        string random = Text.Element("state", $"{Text.Int(_plan.State.Random)} + stream * {Text.Int(_plan.State.Length)}");
        string draws = Text.Element("sums", $"{Text.Int(_plan.Scratch.Draws)} + stream * {Text.Int(_plan.Scratch.Step)}");
        _writer.Line(
            $"ForgetDraws.Fill(ref {random}, ref {draws}, cell: {call.Cell}, blocks: {Text.Int(call.Layer.Cell.Blocks)}, position: 0);");
    }

    private SourceWriter.Scope OpenStreams() => _writer.Block($"for (nint stream = 0; stream < {Text.Int(Count)}; stream++)");

    private void EmitNext() => _writer.Lines($"""
        state = ref Unsafe.Add(ref state, {Text.Int(_plan.State.Length)});
        x = ref Unsafe.Add(ref x, {Text.Int(_plan.Network.Input)});
        y = ref Unsafe.Add(ref y, {Text.Int(_plan.Network.Output)});
        """);

    /// <summary>Prints a layer of three streams: their pre-activations, computed by the runtime, and then the units of each.</summary>
    private void EmitLayer(RecurrentRun run, RecurrentPlan layer)
    {
        string name = run.NameOf(layer);
        UnitsMethod units = UnitsMethod.For(run, layer);
        using (Method($"private static void {name}(ref float weights, ref float h, ref float x, ref float sums)"))
        {
            EmitSums(layer, new SharedStrides(InputStrideOf(layer), _plan.State.Length, _plan.Scratch.Step));
            using SourceWriter.Scope loop = OpenStreams();
            _writer.Line(units.Call(new Values("h", _plan.State.Length).OfStream, new Values("sums", _plan.Scratch.Step).OfStream));
        }

        if (UnitsMethod.Of(_plan, run) is null && (layer == run.First || units.ReadsWeights))
        {
            using SourceWriter.Scope method = Method(units.Signature);
            RecurrentEmitter.EmitCell(_writer, _plan, run, layer);
        }
    }

    private void EmitSums(RecurrentPlan layer, SharedStrides strides)
    {
        if (layer is TiledLayer { Sums: QuantizedSums quantized } tiled)
        {
            QuantizedRows.Emit(_writer, _plan, tiled, quantized, new SharedIntegers(strides));
            return;
        }

        SharedRows.EmitSums(_writer, layer, strides);
    }

    private int InputStrideOf(RecurrentPlan layer) =>
        layer.Layer == 0 ? _plan.Network.Input :
        _plan.Network.Layers[layer.Layer - 1] is FeedForwardShape ? _plan.Scratch.Step :
        _plan.State.Length;

    private SourceWriter.Scope Method(string signature)
    {
        _writer.Line();
        return _writer.Method(JitHint.OptimiseAlone, signature);
    }

    /// <summary>Values of three streams.</summary>
    /// <param name="Start">The first value of the first stream.</param>
    /// <param name="Stride">The distance to the next stream, in floats.</param>
    private sealed record Values(string Start, int Stride)
    {
        /// <summary>The first value of the stream of the loop.</summary>
        public string OfStream => Text.After(Start, $"stream * {Text.Int(Stride)}");
    }
}

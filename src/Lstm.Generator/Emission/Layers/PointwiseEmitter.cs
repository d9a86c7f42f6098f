using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints a layer in which each output depends on the input at its position: a loop over vectors.</summary>
internal static class PointwiseEmitter
{
    /// <summary>Prints the method of a layer.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, PointwisePlan layer, JitHint hint)
    {
        bool toMemory = plan.Scratch.OutputOf(layer) is not null;
        string added = FeedForwardMethod.IsResidual(plan, layer) && !toMemory ? "x" : "";
        using SourceWriter.Scope method = writer.Method(hint, FeedForwardMethod.SignatureOf(plan, layer));
        EmitPlaces(writer, layer);

        // In kernels for the widest vectors these layers have eight lanes. Memory has room for whole vectors, the network's output has not.
        VectorWidth width = plan.Width.IsNarrow ? plan.Width : VectorWidth.Wide;
        int whole = toMemory ? NetworkShape.Padded(layer.Inputs) : layer.Inputs / width.Lanes * width.Lanes;
        if (whole > 0)
        {
            using SourceWriter.Scope loop = writer.Block($"for (nuint n = 0; n < {Text.Int(whole)}; n += {Text.Int(width.Lanes)})");
            PointwiseText values = new(width, layer, place => $"LoadUnsafe(ref {place}, n)");
            writer.Line($"({values.Value}{(added.Length > 0 ? " + LoadUnsafe(ref x, n)" : "")}).StoreUnsafe(ref y, n);");
        }

        if (whole < layer.Inputs)
        {
            PointwiseText rest = new(width, layer, place => Text.Load(place, whole));
            writer.Line($"{rest.Vector} rest = {rest.Value};");
            for (int lane = 0; lane < layer.Inputs - whole; lane++)
            {
                string residual = added.Length > 0 ? $" + {Text.At("x", whole + lane)}" : "";
                writer.Line($"{Text.At("y", whole + lane)} = rest.GetElement({Text.Int(lane)}){residual};");
            }
        }

        FeedForwardMethod.EmitFunctionOfAll(writer, layer.Shape);
    }

    /// <summary>Prints a layer for eight streams in lanes.</summary>
    public static void EmitLanes(SourceWriter writer, PointwisePlan layer, bool residual)
    {
        EmitPlaces(writer, layer);
        int units = layer.Shape.Units;
        using SourceWriter.Scope loop = writer.Block($"for (nint n = 0; n < {Text.Int(units)}; n++)");
        PointwiseText values = new(
            VectorWidth.Wide,
            layer,
            place => place == "h" ? $"LoadUnsafe(ref {Text.Element("h", "8 * n")})" : $"Create({Text.Element(place, "n")})");
        string added = residual ? $" + LoadUnsafe(ref {Text.Element("x", "8 * n")})" : "";
        writer.Line($"({values.Value}{added}).StoreUnsafe(ref {Text.Element("y", "8 * n")});");
    }

    /// <summary>Prints the places of the layer's weights.</summary>
    private static void EmitPlaces(SourceWriter writer, PointwisePlan layer)
    {
        foreach (LayerTensor tensor in layer.Shape.Tensors)
        {
            writer.Place(tensor.Name, "weights", layer.Offsets[tensor.Name]);
        }
    }

    /// <summary>The terms of a layer's equation.</summary>
    /// <param name="width">The lanes of the vectors.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="load">Returns the current vector of a place.</param>
    private sealed class PointwiseText(VectorWidth width, PointwisePlan layer, System.Func<string, string> load)
        : TermText(width, layer.Arithmetic)
    {
        protected override string Draw => throw NotInLayers();

        /// <summary>The value of the layer before a function of all values.</summary>
        public string Value
        {
            get
            {
                Term value = PointwiseType.Of(layer.Pointwise.Kind).Value;
                ActivationShape function = layer.Pointwise.Activation;
                return Print(function.IsOfOneValue ? Term.Apply(function, value) : value);
            }
        }

        protected override string LeafOf(Term term) => term switch
        {
            LayerInput => load("h"),
            LayerWeight weight => load(weight.Name),
            _ => throw NotInLayers(),
        };

        protected override string SumOf(char letter) => throw NotInLayers();

        protected override string OldOf(char state) => throw NotInLayers();

        protected override string ValueOf(char letter) => throw NotInLayers();

        protected override string PeepholeOf(char gate) => throw NotInLayers();

        private static System.InvalidOperationException NotInLayers() => new("Only cells have such terms.");
    }
}

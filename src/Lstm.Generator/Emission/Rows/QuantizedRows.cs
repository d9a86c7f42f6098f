using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the pre-activations of a quantized layer: the bias and inputs of any magnitude in floats, hidden states in integers.
/// </summary>
/// <remarks>
/// Names are those of <see cref="TileSums"/>. <c>v</c> is a pair of values, one for each weight of a pair; <c>roundedBelow</c> and
/// <c>rounded</c> are those of <c>x</c> and <c>h</c>, two in an element, and <c>r</c> the scales of the sums. Each part adds its integer
/// sum times its scale to the float pre-activation, with one multiply-add. Within a part the order does not matter, because integers are
/// exact.
/// </remarks>
internal sealed class QuantizedRows
{
    private const string Rounding =
        "Values are rounded to 16 bits: products are added in 32 bits, and sums are scaled.";

    private readonly SourceWriter _writer;
    private readonly KernelPlan _plan;
    private readonly TiledLayer _layer;
    private readonly QuantizedForm _form;

    private QuantizedRows(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedForm form)
    {
        _writer = writer;
        _plan = plan;
        _layer = layer;
        _form = form;
    }

    /// <summary>Prints the pre-activations of one stream.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedSums sums) =>
        Emit(writer, plan, layer, sums, FormOf(plan));

    /// <summary>Prints the pre-activations in a form.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedSums sums, QuantizedForm form) =>
        new QuantizedRows(writer, plan, layer, form).Emit(sums);

    /// <summary>Prints the biases and the inputs in integers of several steps.</summary>
    public static void EmitInputs(
        SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedSums sums, SharedStrides strides) =>
        new QuantizedRows(writer, plan, layer, new SharedIntegers(strides)).EmitInputs(sums, [sums.Parts[0]]);

    /// <summary>Prints the part of the sums that needs a vector of this step, <c>m</c>.</summary>
    public static void EmitLateSums(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedPart part)
    {
        QuantizedRows rows = new(writer, plan, layer, FormOf(plan));
        rows._form.EmitRounding(writer, plan, layer, part);
        rows.EmitPart(part, start: null);
    }

    private static QuantizedForm FormOf(KernelPlan plan) => plan.Width.IsNarrow ? new CalledIntegers() : new UnrolledIntegers();

    private void Emit(QuantizedSums sums)
    {
        // What a run computes ahead: everything but the hidden state.
        bool mayBeAhead = _layer.LooksAhead && _form.LooksAhead;
        QuantizedPart[] inputs = [.. sums.Parts.Take(mayBeAhead ? sums.Parts.Count - 1 : 0)];
        if (inputs.Length > 0)
        {
            _writer.Line($"// Phase 1: pre-activations. {Rounding}");
            using SourceWriter.Scope steps = _writer.Block("if (!ahead)");
            EmitInputs(sums, inputs);
        }
        else if (!StartsFromBias(sums))
        {
            bool inFloats = sums.Parts.Count == 1;
            string what = inFloats ? "the bias and the inputs in floats" : "the biases";
            string names = inFloats ? _form.NamesOfFloats : "";
            _writer.Line($"// Phase 1: pre-activations{names}. First {what}{(names.Length > 0 ? ": each row is multiplied by v." : ".")}");
            using (SourceWriter.Scope? steps = mayBeAhead ? _writer.Block("if (!ahead)") : null)
            {
                EmitFloats(inFloats);
            }

            _writer.Line();
            _writer.Line("// Then hidden states, rounded to 16 bits: products are added in 32 bits, and sums are scaled.");
        }
        else
        {
            _writer.Line($"// Phase 1: pre-activations. {Rounding}");
        }

        EmitParts(sums, [.. sums.Parts.Skip(inputs.Length)]);
    }

    /// <summary>Prints the biases and the inputs in integers.</summary>
    private void EmitInputs(QuantizedSums sums, QuantizedPart[] inputs)
    {
        if (!StartsFromBias(sums))
        {
            EmitFloats(hasInputs: false);
            _writer.Line();
        }

        EmitParts(sums, inputs);
    }

    private void EmitParts(QuantizedSums sums, QuantizedPart[] parts)
    {
        foreach (QuantizedPart part in parts)
        {
            _form.EmitRounding(_writer, _plan, _layer, part);
        }

        foreach (QuantizedPart part in parts)
        {
            bool isFirst = part == sums.Parts[0] && StartsFromBias(sums);
            EmitPart(part, isFirst ? Text.At("weights", _layer.Sections.OffsetOf(_layer.Sections.All(PackedKind.Input)[0])) : null);
        }
    }

    /// <summary>Returns whether the first part adds to the bias where it is: no copy of it is needed if it starts all sums.</summary>
    private bool StartsFromBias(QuantizedSums sums) => sums.Parts.Count > 1 && sums.Parts[0].Sums == _layer.Definition.Letters;

    /// <summary>Prints what the sums start with: the biases, and inputs of any magnitude.</summary>
    private void EmitFloats(bool hasInputs)
    {
        IReadOnlyList<PackedSection> sections = _layer.Sections.All(PackedKind.Input);
        foreach (PackedSection section in sections)
        {
            if (section != sections[0])
            {
                _writer.Line();
            }

            PackedSection? bias = _layer.Sections.All(PackedKind.RecurrentBias).SingleOrDefault(bias => bias.Group == section.Group);
            _form.EmitFloats(
                _writer, _layer, hasInputs ? TileSums.Inputs(_layer, section, bias) : TileSums.Start(_layer, section, bias));
        }
    }

    private void EmitPart(QuantizedPart part, string? start)
    {
        foreach (PackedSection section in part.Tiles)
        {
            _writer.Line();
            EmitTiles(part, section, start);
        }
    }

    /// <summary>Prints one part of all tiles of a group.</summary>
    private void EmitTiles(QuantizedPart part, PackedSection section, string? start)
    {
        TileGroup group = section.Group;
        TileSums sums = new(_layer.Definition.Letters, group, [], []);
        string cursor = part.Source == "x" ? "w" : "u";
        string element = section.Precision == LstmPrecision.Int8 ? "sbyte" : "short";
        int scales = section.Sums.Length * NetworkShape.Lanes;

        using SourceWriter.Scope scope = _writer.Block();
        string weights = Text.At("weights", _layer.Sections.OffsetOf(section));
        _writer.Line($"ref {element} {cursor} = ref Unsafe.As<float, {element}>(ref {weights});");
        _writer.Place("r", QuantizedForm.Scales(part), group.FirstBlock * scales);
        if (start is not null)
        {
            _writer.Place("b", start, group.FirstBlock * sums.BlockRow);
        }

        _writer.Place("s", "sums", group.FirstBlock * sums.BlockRow);
        _form.EmitSizes(_writer, sums, part, section, start is null);
        using SourceWriter.Scope? loop = RowLoops.OpenTiles(_writer, group);
        int walked = _form.EmitTile(_writer, sums, part, section, start is null ? "s" : "b");
        if (group.Tiles > 1)
        {
            // To the next tile. The loop over pairs has advanced the cursor already.
            RowLoops.Advance(_writer, cursor, QuantizedForm.IntegersOf(section, section.TileLength) - walked);
            RowLoops.Advance(_writer, "r", group.BlocksPerTile * scales);
            foreach (string place in start is null ? (string[])["s"] : ["b", "s"])
            {
                RowLoops.Advance(_writer, place, group.BlocksPerTile * sums.BlockRow);
            }
        }
    }
}

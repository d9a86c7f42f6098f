using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>A form of the rows of quantized layers. The derived classes are the forms.</summary>
internal abstract class QuantizedForm
{
    /// <summary>The names of the pre-activations in floats, for the remark before them; empty if rows are called.</summary>
    public virtual string NamesOfFloats => "";

    /// <summary>Whether the part in floats may be computed already.</summary>
    public virtual bool LooksAhead => true;

    /// <summary>Prints the start of the sums of a group of tiles, in floats.</summary>
    public abstract void EmitFloats(SourceWriter writer, TiledLayer layer, TileSums sums);

    /// <summary>Prints the rounding of the values of a part. It declares their integers and the scales of the sums.</summary>
    public virtual void EmitRounding(SourceWriter writer, KernelPlan plan, TiledLayer layer, QuantizedPart part)
    {
        EmitIntegers(writer, plan, part);
        writer.Lines($"""
            ref float {Scales(part)} = ref QuantizedSums.{RoundingName(part)}(
                ref {part.Source},{FactorsOf(part)} ref {Rounded(part)}, {RoundingOf(plan, layer, part)});
            """);
    }

    /// <summary>Prints what the tiles of a section share.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="sums">The sums of a tile.</param>
    /// <param name="part">The part.</param>
    /// <param name="section">The weights.</param>
    /// <param name="isAdded">Whether the sums are added to what is in memory.</param>
    public virtual void EmitSizes(SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, bool isAdded)
    {
    }

    /// <summary>Prints the sums of a tile, written to <c>s</c>.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="sums">The sums.</param>
    /// <param name="part">The part.</param>
    /// <param name="section">The weights.</param>
    /// <param name="start">Where the initial values are.</param>
    /// <returns>The number of integers that the cursor has advanced over.</returns>
    public abstract int EmitTile(SourceWriter writer, TileSums sums, QuantizedPart part, PackedSection section, string start);

    /// <summary>Returns the name of the scales of a part's sums.</summary>
    public static string Scales(QuantizedPart part) => "scales" + Suffix(part);

    /// <summary>Returns the number of integers in a number of floats.</summary>
    public static int IntegersOf(PackedSection section, int floats) =>
        floats * sizeof(float) / QuantizedShape.WeightBytes(section.Precision);

    /// <summary>Returns the name of a part's integers.</summary>
    public static string Rounded(QuantizedPart part) => "rounded" + Suffix(part);

    /// <summary>Returns the name of the cursor over a part's weights.</summary>
    protected static string Cursor(QuantizedPart part) => part.Source == "x" ? "w" : "u";

    /// <summary>Declares the integers of a part.</summary>
    protected static void EmitIntegers(SourceWriter writer, KernelPlan plan, QuantizedPart part) => writer.Line(
        $"ref int {Rounded(part)} = ref Unsafe.As<float, int>(ref {Text.At("sums", plan.Scratch.Quantized + part.Memory)});");

    /// <summary>
    /// Returns the arguments of a rounding: the number of values, the scales, the memory for changed scales, and their number.
    /// </summary>
    protected static string RoundingOf(KernelPlan plan, TiledLayer layer, QuantizedPart part)
    {
        string scales = Text.At("weights", part.ScaleOffset);
        string scaled = Text.At("sums", plan.Scratch.Quantized + part.ScaledMemory);
        return $"{Text.Int(part.Rows)}, ref {scales}, ref {scaled}, {Text.Int(part.Sums.Length * layer.Cell.PaddedHidden)}";
    }

    /// <summary>Returns the name of the methods that round the values of a part.</summary>
    public static string RoundingName(QuantizedPart part) => part.FactorOffset is null ? "Round" : "RoundInputs";

    /// <summary>Returns the argument of a rounding with the factors of the values; nothing for hidden states.</summary>
    public static string FactorsOf(QuantizedPart part) =>
        part.FactorOffset is { } factors ? $" ref {Text.At("weights", factors)}," : "";

    private static string Suffix(QuantizedPart part) => part.Source switch { "h" => "", "x" => "Below", _ => "Late" };
}

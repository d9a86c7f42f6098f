using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>A loop over the units of a cell, and how vectors are loaded and stored in it. The derived classes are its forms.</summary>
internal abstract class UnitLoop(CellShape cell)
{
    protected CellShape Cell { get; } = cell;

    /// <summary>The lanes of the vectors.</summary>
    public abstract VectorWidth Width { get; }

    /// <summary>Opens the loop.</summary>
    public abstract SourceWriter.Scope Open(SourceWriter writer);

    /// <summary>Returns the arguments that mean the current vector of a place.</summary>
    public virtual string At(string place) => $"ref {place}, n";

    /// <summary>Returns the arguments that mean the current vector of a sum.</summary>
    public abstract string SumAt(char sum);

    /// <summary>Returns the peephole weights of a gate.</summary>
    public virtual string PeepholeOf(char gate) =>
        $"LoadUnsafe(ref p, {Text.Lanes(Width, Cell.PeepholeGates.Length, Cell.PeepholeGates.IndexOf(gate))})";

    /// <summary>Returns the method that normalises a vector, and its sizes.</summary>
    /// <param name="stride">The distance from one block of eight units to the next in memory.</param>
    public virtual (string Method, string Sizes) NormOf(int stride) =>
        ("LayerNorms.Apply", $"stride: {Text.Int(stride)}, length: {Text.Int(stride * Cell.Blocks)}, units: {Text.Int(Cell.Hidden)}");

    /// <summary>Prints the clearing of the lanes of padding in a vector that was stored.</summary>
    public abstract void EmitMask(SourceWriter writer, string place);
}

/// <summary>The loop in vectors of eight units.</summary>
internal sealed class WideLoop(CellShape cell) : UnitLoop(cell)
{
    public override VectorWidth Width => VectorWidth.Wide;

    public override SourceWriter.Scope Open(SourceWriter writer) =>
        writer.Block($"for (nuint n = 0; n < {Text.Int(Cell.PaddedHidden)}; n += {Text.Int(NetworkShape.Lanes)})");

    public override string SumAt(char sum) => $"ref sums, {Text.Lanes(Width, Cell.Sums.Length, Cell.Sums.IndexOf(sum))}";

    public override void EmitMask(SourceWriter writer, string place)
    {
        if (Cell.HasPadding)
        {
            int last = Cell.PaddedHidden - NetworkShape.Lanes;
            writer.Line();
            writer.Line($"(LoadUnsafe(ref {place}, {Text.Int(last)}) & units).StoreUnsafe(ref {place}, {Text.Int(last)});");
        }
    }
}

/// <summary>The loop in vectors of four units, where n counts units and k is where their pre-activations begin.</summary>
internal sealed class NarrowLoop(CellShape cell) : UnitLoop(cell)
{
    public override VectorWidth Width => VectorWidth.Narrow;

    public override SourceWriter.Scope Open(SourceWriter writer)
    {
        SourceWriter.Scope loop = writer.Block($"for (nuint n = 0; n < {Text.Int(Cell.PaddedHidden)}; n += {Text.Int(Width.Lanes)})");
        writer.Line($"nuint k = {Text.Lanes(Width, Cell.Sums.Length, 0)};");
        return loop;
    }

    public override string SumAt(char sum) => $"ref sums, {Text.Sum("k", Cell.Sums.IndexOf(sum) * NetworkShape.Lanes)}";

    public override void EmitMask(SourceWriter writer, string place)
    {
        if (Cell.HasPadding)
        {
            writer.Line();
            writer.Line($"VectorCopy.Clear(ref {Text.At(place, Cell.Hidden)}, {Text.Int(Cell.PaddedHidden - Cell.Hidden)});");
        }
    }
}

/// <summary>
/// The loop over single units of eight streams, one in each lane. Nothing needs a mask: padding is neither computed nor written.
/// </summary>
internal sealed class StreamLoop(CellShape cell) : UnitLoop(cell)
{
    public override VectorWidth Width => VectorWidth.Wide;

    public override SourceWriter.Scope Open(SourceWriter writer) =>
        writer.Block($"for (nint n = 0; n < {Text.Int(Cell.Hidden * NetworkShape.Lanes)}; n += 8)");

    public override string At(string place) => $"ref {Text.Element(place, "n")}";

    public override string SumAt(char sum)
    {
        string unit = $"{Text.Int(Cell.Sums.Length)} * n";
        return $"ref {Text.Element("sums", Text.Sum(unit, Cell.Sums.IndexOf(sum) * NetworkShape.Lanes))}";
    }

    /// <summary>Returns the weight of unit n / 8 in all lanes. The weights are in the layout [blocks, gates, 8 units].</summary>
    public override string PeepholeOf(char gate)
    {
        string unit = $"(n >> 6) * {Text.Int(Cell.PeepholeGates.Length * NetworkShape.Lanes)} + ((n >> 3) & 7)";
        return $"Create({Text.Element("p", Text.Sum(unit, Cell.PeepholeGates.IndexOf(gate) * NetworkShape.Lanes))})";
    }

    public override (string Method, string Sizes) NormOf(int stride) =>
        ("LayerNorms.ApplyToStreams", $"stride: {Text.Int(stride)}, units: {Text.Int(Cell.Hidden)}");

    public override void EmitMask(SourceWriter writer, string place)
    {
    }
}

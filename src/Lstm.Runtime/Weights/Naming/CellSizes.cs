using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>Determines a cell from the shapes of its tensors, as far as they show it.</summary>
internal static class CellSizes
{
    /// <summary>
    /// The key of the file's <c>__metadata__</c> that distinguishes an LSTM with coupled gates from a GRU. Both have three rows per unit.
    /// </summary>
    public const string MetadataKey = "cell";

    /// <summary>The value of that entry for an LSTM.</summary>
    public const string LstmCell = "lstm";

    /// <summary>The value of that entry for a GRU.</summary>
    public const string GruCell = "gru";

    /// <summary>The separator of the names in that entry, if the cells of a list of layers differ.</summary>
    public const char Separator = ',';

    // The number of gates of an LSTM with coupled gates.
    private const int CoupledGates = 3;

    private static readonly string[] Numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"];

    /// <summary>Returns the name of a cell in a file's metadata: that of its attribute in small letters.</summary>
    public static string NameOf(CellKind kind) => CellType.Of(kind).Attribute.ToLowerInvariant();

    /// <summary>Determines a cell from the shapes of a layer, which may not be consistent.</summary>
    /// <param name="catalog">The file.</param>
    /// <param name="name">The name of the cell in the file's metadata; null if there is none.</param>
    /// <param name="names">The names of the layer's tensors.</param>
    /// <exception cref="WeightFormatException">No layer has these shapes, or they contradict the cell in the file's metadata.</exception>
    public static (CellShape Cell, int Inputs) Of(SafetensorsCatalog catalog, string? name, LayerNames names)
    {
        SafetensorsTensor input = catalog.Require(names.Of(LstmTensorName.WeightInput));
        SafetensorsTensor recurrent = catalog.Require(names.Of(LstmTensorName.WeightRecurrent));
        SafetensorsTensor? projection = names.FindPart(catalog, LstmTensorName.WeightProjection);
        CellType[] types =
        [
            .. CellType.All.Where(type => name is null || NameOf(type.Kind) == name).DistinctBy(static type => type.Attribute),
        ];
        if (types.Length == 0)
        {
            string known = string.Join(", ", CellType.Attributes.Select(static attribute => $"'{attribute.ToLowerInvariant()}'"));
            int last = known.LastIndexOf(", ", StringComparison.Ordinal);
            throw catalog.Error(
                null, $"{known[..last]} or {known[(last + 2)..]} as the '{MetadataKey}' of __metadata__", $"'{name}'");
        }

        // Cells with equal shapes are told apart by the name. Without one, the first of the table is meant, in its ordinary form.
        CellShape[] possible = [.. types.SelectMany(type => FormsOf(type, isNamed: name is not null))];
        long rows = RowsPerUnit(input, recurrent, projection);
        CellShape? found = possible.FirstOrDefault(cell => cell.Gates.Count == rows);
        if (found is null)
        {
            RefuseRows(catalog, name, possible, (input, recurrent, projection), rows);
        }

        CellShape cell = found ?? possible[0];
        (int hidden, int inputs) = SizesOf(catalog, input, cell.Gates.Count);
        int projected = projection is null ? 0 : ProjectionOf(catalog, projection, hidden);
        return (WithParts(catalog, names, cell with { Hidden = hidden, Projection = projected }), inputs);
    }

    // The numbers of gates that a cell can have: its tensors alone do not tell whether a forget gate is missing or another cell is meant.
    private static IEnumerable<CellShape> FormsOf(CellType type, bool isNamed)
    {
        CellShape ordinary = new(type.Kind, Hidden: 1);
        return isNamed && type.Options.Contains(CellOptions.CoupledGates) ? [ordinary, ordinary with { CoupledGates = true }] : [ordinary];
    }

    private static void RefuseRows(
        SafetensorsCatalog catalog,
        string? name,
        CellShape[] possible,
        (SafetensorsTensor Input, SafetensorsTensor Recurrent, SafetensorsTensor? Projection) tensors,
        long rows)
    {
        SafetensorsTensor recurrent = tensors.Recurrent;
        CellShape? other = CellType.All.Select(static type => new CellShape(type.Kind, Hidden: 1))
            .FirstOrDefault(cell => cell.Gates.Count == rows);
        if (name is not null && other is not null)
        {
            throw catalog.Error(
                recurrent.Name,
                $"{Counted(possible[0])} rows per hidden unit, because __metadata__ declares {WeightsText.NameOf(possible[0])}",
                $"shape {recurrent.ShapeText}, {Counted(other)} rows per hidden unit as in {WeightsText.NameOf(other)}");
        }

        // If the rows fit the ordinary cell and no other, the message on the shape that this cell needs is exact. Every number of rows
        // fits a cell of one row per unit, so that cell shows nothing here.
        int[] counts = [.. possible.Select(static cell => cell.Gates.Count).Distinct().Order()];
        bool Fits(int count) => tensors.Input.Shape.Count == 2 && tensors.Input.Shape[0] % count == 0;
        bool isClear = counts.All(count => count == 1 || Fits(count) == (count == possible[0].Gates.Count));
        if (counts.Length > 1 && tensors.Projection is null && tensors.Input.Shape.Count == 2 && !isClear && !TellsUnits(recurrent, counts))
        {
            throw catalog.Error(
                recurrent.Name,
                $"shape [rows, units] with rows {string.Join(", ", counts[..^1])} or {counts[^1]} times the units",
                $"shape {recurrent.ShapeText}");
        }
    }

    private static CellShape WithParts(SafetensorsCatalog catalog, LayerNames names, CellShape cell)
    {
        CellShape whole = cell with
        {
            Peephole = names.Parts.ContainsKey(LstmTensorName.WeightPeephole),
            LayerNorm = names.Parts.ContainsKey(LstmTensorName.WeightGateNorm),
        };
        bool has = CellType.Of(cell.Kind).Options.Contains(CellOptions.Projection);
        return names.Parts.Count == 0 || has
            ? whole
            : throw catalog.Error(
                names.Parts.Values.Min(StringComparer.Ordinal),
                $"no projection, peepholes or layer normalisation in {WeightsText.NameOf(cell)}",
                $"{Counted(cell)} rows per hidden unit, as in {WeightsText.NameOf(cell)}"
                + (cell.Gates.Count == CoupledGates
                    ? $" (for an LSTM with coupled gates, __metadata__ must contain \"{MetadataKey}\": \"{LstmCell}\")"
                    : ""));
    }

    private static string Counted(CellShape cell) => Numbers[cell.Gates.Count];

    // The number of rows is gates times units. The number of units is that of the recurrent weights' columns or, with a projection,
    // of the projection's columns. Returns 0 if the shapes match no whole number of gates.
    private static long RowsPerUnit(SafetensorsTensor input, SafetensorsTensor recurrent, SafetensorsTensor? projection)
    {
        SafetensorsTensor tellsUnits = projection ?? recurrent;
        if (input.Shape.Count != 2 || recurrent.Shape.Count != 2 || tellsUnits.Shape.Count != 2 || recurrent.Shape[0] != input.Shape[0])
        {
            return 0;
        }

        // The division has no remainder and cannot overflow.
        long units = tellsUnits.Shape[1];
        (long gates, long remainder) = units == 0 ? (0, 0) : long.DivRem(input.Shape[0], units);
        return remainder == 0 ? gates : 0;
    }

    private static bool TellsUnits(SafetensorsTensor recurrent, int[] counts) =>
        recurrent.Shape.Count == 2
        && Math.DivRem(recurrent.Shape[0], Math.Max(1, recurrent.Shape[1])) is (var gates, 0)
        && counts.Any(count => count == gates);

    private static (int Hidden, int Input) SizesOf(SafetensorsCatalog catalog, SafetensorsTensor input, int gates)
    {
        string form = $"shape [{gates}·hidden, input]";
        if (input.Shape.Count != 2)
        {
            throw catalog.Error(input.Name, form, $"shape {input.ShapeText}");
        }

        long rows = input.Shape[0];
        long columns = input.Shape[1];
        if (rows < gates || rows > gates * NetworkShape.MaxSize || rows % gates != 0 || columns is < 1 or > NetworkShape.MaxInput)
        {
            throw catalog.Error(
                input.Name,
                $"{form} with hidden from 1 to {NetworkShape.MaxSize} and input from 1 to {NetworkShape.MaxInput}",
                $"shape {input.ShapeText}");
        }

        return ((int)(rows / gates), (int)columns);
    }

    private static int ProjectionOf(SafetensorsCatalog catalog, SafetensorsTensor projection, int hidden)
    {
        if (projection.Shape.Count != 2 || projection.Shape[0] is < 1 or > NetworkShape.MaxSize || projection.Shape[1] != hidden)
        {
            throw catalog.Error(
                projection.Name,
                $"shape [projection, {hidden}] with projection from 1 to {NetworkShape.MaxSize}",
                $"shape {projection.ShapeText}");
        }

        return (int)projection.Shape[0];
    }
}

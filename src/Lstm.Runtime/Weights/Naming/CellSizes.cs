using System;
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

    private const int FourGates = 4;
    private const int ThreeGates = 3;

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
        if (name is not (null or LstmCell or GruCell))
        {
            throw catalog.Error(null, $"'{LstmCell}' or '{GruCell}' as the '{MetadataKey}' of __metadata__", $"'{name}'");
        }

        int found = GatesOf(input, recurrent, projection);
        if (name == GruCell && found == FourGates)
        {
            throw catalog.Error(
                recurrent.Name,
                "three rows per hidden unit, because __metadata__ declares a GRU",
                $"shape {recurrent.ShapeText}, four rows per hidden unit as in an LSTM");
        }

        if (found == 0 && name != GruCell && projection is null && input.Shape.Count == 2 && !TellsLstm(input) && !TellsUnits(recurrent))
        {
            throw catalog.Error(
                recurrent.Name,
                $"shape [rows, units] with rows {ThreeGates} or {FourGates} times the units",
                $"shape {recurrent.ShapeText}");
        }

        int gates = found > 0 ? found : name == GruCell ? ThreeGates : FourGates;
        (int hidden, int inputs) = SizesOf(catalog, input, gates);
        int projected = projection is null ? 0 : ProjectionOf(catalog, projection, hidden);
        return gates == ThreeGates && name != LstmCell
            ? (Gru(catalog, names, hidden), inputs)
            : (Lstm(names, hidden) with { CoupledGates = gates == ThreeGates, Projection = projected }, inputs);
    }

    private static CellShape Lstm(LayerNames names, int hidden) => new(CellKind.Lstm, hidden)
    {
        Peephole = names.Parts.ContainsKey(LstmTensorName.WeightPeephole),
        LayerNorm = names.Parts.ContainsKey(LstmTensorName.WeightGateNorm),
    };

    private static CellShape Gru(SafetensorsCatalog catalog, LayerNames names, int hidden) => names.Parts.Count == 0
        ? new CellShape(CellKind.GruResetAfter, hidden)
        : throw catalog.Error(
            names.Parts.Values.Min(StringComparer.Ordinal),
            "no projection, peepholes or layer normalisation in a GRU",
            "three rows per hidden unit, as in a GRU "
            + $"(for an LSTM with coupled gates, __metadata__ must contain \"{MetadataKey}\": \"{LstmCell}\")");

    // The number of rows is gates times units. The number of units is that of the recurrent weights' columns or, with a projection,
    // of the projection's columns. Returns 0 if the shapes match neither three gates nor four.
    private static int GatesOf(SafetensorsTensor input, SafetensorsTensor recurrent, SafetensorsTensor? projection)
    {
        SafetensorsTensor tellsUnits = projection ?? recurrent;
        if (input.Shape.Count != 2 || recurrent.Shape.Count != 2 || tellsUnits.Shape.Count != 2 || recurrent.Shape[0] != input.Shape[0])
        {
            return 0;
        }

        // The division has no remainder and cannot overflow.
        long units = tellsUnits.Shape[1];
        (long gates, long remainder) = units == 0 ? (0, 0) : long.DivRem(input.Shape[0], units);
        return remainder == 0 && gates is ThreeGates or FourGates ? (int)gates : 0;
    }

    // A number of rows that is possible with four gates but not with three. The message on the recurrent weights can then be exact.
    private static bool TellsLstm(SafetensorsTensor input) => input.Shape[0] % FourGates == 0 && input.Shape[0] % ThreeGates != 0;

    private static bool TellsUnits(SafetensorsTensor recurrent) =>
        recurrent.Shape.Count == 2
        && Math.DivRem(recurrent.Shape[0], Math.Max(1, recurrent.Shape[1])) is (ThreeGates or FourGates, 0);

    private static (int Hidden, int Input) SizesOf(SafetensorsCatalog catalog, SafetensorsTensor input, int gates)
    {
        string form = $"shape [{gates}·hidden, input]";
        if (input.Shape.Count != 2)
        {
            throw catalog.Error(input.Name, form, $"shape {input.ShapeText}");
        }

        long rows = input.Shape[0];
        long columns = input.Shape[1];
        if (rows < gates || rows > gates * NetworkShape.MaxSize || rows % gates != 0 || columns is < 1 or > NetworkShape.MaxSize)
        {
            throw catalog.Error(
                input.Name,
                $"{form} with hidden and input from 1 to {NetworkShape.MaxSize}",
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

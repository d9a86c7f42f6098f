using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Shared;

namespace Lstm.Generator.Editor;

/// <summary>The equal recurrent layers that the names and shapes of some tensors show.</summary>
/// <param name="Layer">Each layer.</param>
/// <param name="Count">The number of layers.</param>
/// <param name="Inputs">The number of inputs of the first layer.</param>
internal sealed record MeasuredCells(RecurrentShape Layer, int Count, int Inputs)
{
    private static readonly Regex s_name = new(
        @"\A(?<prefix>(.*[^A-Za-z0-9])?)(?<kind>weight_(ih|hh|hr|peephole|ln_gates))" +
        @"(_l(?<layer>0|[1-9][0-9]{0,5}))?(?<reverse>_reverse)?\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>Returns whether this is the name of a tensor of a cell.</summary>
    public static bool IsName(string name) => s_name.IsMatch(name);

    /// <summary>Returns the layers, or null if the tensors are not clear.</summary>
    /// <param name="shapes">The shapes of the tensors by name. Those of other layers may be among them.</param>
    /// <param name="cell">The kind of cell in the file's metadata; null for none.</param>
    /// <param name="declared">A declared layer, for everything that the tensors do not show; null for none.</param>
    public static MeasuredCells? Of(IReadOnlyDictionary<string, IReadOnlyList<int>> shapes, string? cell, RecurrentShape? declared)
    {
        List<(Match Name, IReadOnlyList<int> Shape)> tensors =
            [.. shapes.Select(static tensor => (Name: s_name.Match(tensor.Key), tensor.Value)).Where(static tensor => tensor.Name.Success)];
        bool Has(string kind) => tensors.Any(tensor => tensor.Name.Groups["kind"].Value == kind);
        (int Rows, int Columns)? First(string kind) => MatrixOf(tensors
            .FirstOrDefault(tensor => tensor.Name.Groups["kind"].Value == kind
                && tensor.Name.Groups["layer"].Value is "" or "0"
                && !tensor.Name.Groups["reverse"].Success)
            .Shape);

        if (tensors.Select(static tensor => tensor.Name.Groups["prefix"].Value).Distinct().Count() != 1
            || First("weight_ih") is not (int rows, int columns)
            || First("weight_hh") is not (int recurrentRows, int width)
            || recurrentRows != rows)
        {
            return null;
        }

        int hidden = First("weight_hr")?.Columns ?? width;
        if (CellOf(cell, declared?.Cell, rows, hidden) is not { } found)
        {
            return null;
        }

        bool isBidirectional = tensors.Any(static tensor => tensor.Name.Groups["reverse"].Success);
        RecurrentShape layer = new(found with
        {
            Projection = Has("weight_hr") ? width : 0,
            Peephole = Has("weight_peephole"),
            LayerNorm = Has("weight_ln_gates"),
        })
        {
            Bidirectional = isBidirectional,
            Direction = isBidirectional ? Direction.Forward : declared?.Direction ?? Direction.Forward,
        };
        return new MeasuredCells(layer, tensors.Select(static tensor => tensor.Name.Groups["layer"].Value).Distinct().Count(), columns);
    }

    /// <summary>
    /// Returns the cell with this number of rows, or null if there is none. A GRU and an LSTM with coupled gates have equal rows: only the
    /// metadata distinguishes them, and without it the gates are not coupled.
    /// </summary>
    private static CellShape? CellOf(string? name, CellShape? declared, int rows, int hidden)
    {
        if (hidden is < 1 or > NetworkShape.MaxSize)
        {
            return null;
        }

        List<CellShape> fitting = [.. CellType.All
            .SelectMany(type => Variants(type, hidden))
            .Where(cell => cell.Gates.Count * hidden == rows)
            .OrderBy(cell => NameOf(cell) == name ? 0 : 1)
            .ThenBy(static cell => cell.CoupledGates ? 1 : 0)
            .ThenBy(cell => cell.Kind == declared?.Kind ? 0 : 1)];
        return fitting.Count == 0 ? null
            : fitting[0].Kind == declared?.Kind ? declared with { Hidden = hidden, CoupledGates = fitting[0].CoupledGates }
            : fitting[0];
    }

    private static IEnumerable<CellShape> Variants(CellType type, int hidden)
    {
        CellShape plain = new(type.Kind, hidden);
        return type.Options.Contains(CellOptions.CoupledGates) ? [plain, plain with { CoupledGates = true }] : [plain];
    }

    // The metadata has the name of the attribute in lower case.
    private static string NameOf(CellShape cell) => CellType.Of(cell.Kind).Attribute.ToLowerInvariant();

    private static (int Rows, int Columns)? MatrixOf(IReadOnlyList<int>? shape) => shape?.Count == 2 ? (shape[0], shape[1]) : null;
}

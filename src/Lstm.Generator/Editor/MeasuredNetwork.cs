using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Shared;

namespace Lstm.Generator.Editor;

/// <summary>
/// Finds the network of a weights file that contains no declaration, by the names and shapes of its tensors. Tensors do not show
/// everything: the activations, for example, remain those of the class.
/// </summary>
internal static class MeasuredNetwork
{
    private const int ThreeGates = 3;
    private const int FourGates = 4;

    private static readonly Regex s_recurrent = new(
        @"\A(?<prefix>(.*[^A-Za-z0-9])?)(?<kind>weight_(ih|hh|hr|peephole|ln_gates))" +
        @"(_l(?<layer>0|[1-9][0-9]{0,5}))?(?<reverse>_reverse)?\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static readonly Regex s_dense = new(
        @"\A(?<prefix>(.*\.)?(?<part>stem|head))(\.(?<number>0|[1-9][0-9]{0,5}))?\.weight\z",
        RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>Returns the declared network with everything that the file shows, or null if the file is not clear.</summary>
    public static StackShape? Of(WeightsHeader header, StackShape declared)
    {
        List<(Match Name, IReadOnlyList<int> Shape)> tensors = Matches(header, s_recurrent);
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
        int layers = tensors.Select(static tensor => tensor.Name.Groups["layer"].Value).Distinct().Count();
        bool isBidirectional = tensors.Any(static tensor => tensor.Name.Groups["reverse"].Success);
        if (CellOf(header, declared.Cell, rows, hidden) is not { } cell || layers > NetworkShape.MaxLayers)
        {
            return null;
        }

        IReadOnlyList<IReadOnlyList<int>> stem = Dense(header, "stem");
        StackShape found = declared with
        {
            Input = stem.Count > 0 ? stem[0][1] : declared.Stem is null ? columns : declared.Input,
            Cell = cell with
            {
                Projection = Has("weight_hr") ? width : 0,
                Peephole = Has("weight_peephole"),
                LayerNorm = Has("weight_ln_gates"),
            },
            Layers = layers,
            Bidirectional = isBidirectional,
            Direction = isBidirectional ? Direction.Forward : declared.Direction,
            Stem = Chain(stem, declared.Stem),
            Head = Chain(Dense(header, "head"), declared.Head),
        };
        IEnumerable<int> sizes = [found.Input, .. found.DenseLayers().Select(static dense => dense.Layer.Units)];
        return sizes.All(IsSize) ? found with { Residual = found.Residual && found.OutputSize <= found.Input } : null;
    }

    private static CellShape? CellOf(WeightsHeader header, CellShape declared, int rows, int hidden)
    {
        int gates = IsSize(hidden) && rows % hidden == 0 ? rows / hidden : 0;
        if (gates is not (ThreeGates or FourGates))
        {
            return null;
        }

        // A GRU and an LSTM with coupled gates both have three rows per unit. Only the metadata distinguishes them.
        bool isLstm = gates == FourGates || header.Cell == "lstm";
        return isLstm == declared.IsLstm
            ? declared with { Hidden = hidden, CoupledGates = isLstm && gates == ThreeGates }
            : new CellShape(isLstm ? CellKind.Lstm : CellKind.GruResetAfter, hidden) { CoupledGates = isLstm && gates == ThreeGates };
    }

    /// <summary>Returns the shapes of the stem's or the head's weights in order; none if the file has several of them.</summary>
    private static IReadOnlyList<IReadOnlyList<int>> Dense(WeightsHeader header, string part)
    {
        List<(Match Name, IReadOnlyList<int> Shape)> layers =
            [.. Matches(header, s_dense).Where(tensor => tensor.Name.Groups["part"].Value == part && tensor.Shape.Count == 2)];
        bool isOne = layers.Select(static tensor => tensor.Name.Groups["prefix"].Value).Distinct().Count() == 1;
        return isOne ? [.. layers.OrderBy(static tensor => NumberOf(tensor.Name)).Select(static tensor => tensor.Shape)] : [];
    }

    /// <summary>Returns layers of the file's sizes with the declared activations.</summary>
    private static DenseChain? Chain(IReadOnlyList<IReadOnlyList<int>> found, DenseChain? declared)
    {
        ActivationShape[] activations = [.. DenseChain.Chain(declared).Select(static layer => layer.Activation)];
        return found.Count is 0 or > NetworkShape.MaxDenseLayers
            ? declared
            : DenseChain.Link(
                [.. found.Select((shape, index) => new DenseChain(
                    shape[0], index < activations.Length ? activations[index] : Activation.Linear))]);
    }

    private static List<(Match Name, IReadOnlyList<int> Shape)> Matches(WeightsHeader header, Regex pattern) =>
        [.. header.Shapes.Select(tensor => (Name: pattern.Match(tensor.Key), tensor.Value)).Where(static tensor => tensor.Name.Success)];

    private static (int Rows, int Columns)? MatrixOf(IReadOnlyList<int>? shape) => shape?.Count == 2 ? (shape[0], shape[1]) : null;

    private static int NumberOf(Match name) =>
        name.Groups["number"].Success ? int.Parse(name.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private static bool IsSize(int size) => size is >= 1 and <= NetworkShape.MaxSize;
}

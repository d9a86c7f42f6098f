using System;
using System.Globalization;
using Lstm.Shared;

namespace Lstm;

/// <summary>The parsed name of a tensor in PyTorch's form: prefix, kind, layer, direction.</summary>
/// <param name="FullName">The whole name.</param>
/// <param name="Prefix">The text before the kind, including the final dot; often the name of a module.</param>
/// <param name="Kind">The kind of tensor: one of the constants of this class.</param>
/// <param name="Layer">The layer's number, or null in an LSTMCell or a GRUCell, whose names have none.</param>
/// <param name="IsReverse">Whether it belongs to the backward direction of a bidirectional layer.</param>
internal sealed record LstmTensorName(string FullName, string Prefix, string Kind, int? Layer, bool IsReverse)
{
    public const string WeightInput = "weight_ih";
    public const string WeightRecurrent = "weight_hh";
    public const string WeightProjection = "weight_hr";
    public const string BiasInput = "bias_ih";
    public const string BiasRecurrent = "bias_hh";
    public const string WeightPeephole = "weight_peephole";
    public const string WeightGateNorm = "weight_ln_gates";
    public const string BiasGateNorm = "bias_ln_gates";
    public const string WeightCellNorm = "weight_ln_cell";
    public const string BiasCellNorm = "bias_ln_cell";

    // Enough for any number of layers, and small enough for an int.
    private const int MostDigits = 6;

    private const string ReverseSuffix = "_reverse";

    private static readonly string[] Kinds =
    [
        WeightInput, WeightRecurrent, WeightProjection, BiasInput, BiasRecurrent,
        WeightPeephole, WeightGateNorm, BiasGateNorm, WeightCellNorm, BiasCellNorm,
    ];

    /// <summary>Returns the name of a kind of a cell's tensor. The recurrent bias of a gate is within that of all gates.</summary>
    public static string KindOf(CellTensorKind kind) => kind switch
    {
        CellTensorKind.Input => WeightInput,
        CellTensorKind.Recurrent => WeightRecurrent,
        CellTensorKind.Bias => BiasInput,
        CellTensorKind.RecurrentBias => BiasRecurrent,
        CellTensorKind.Projection => WeightProjection,
        CellTensorKind.Peephole => WeightPeephole,
        CellTensorKind.GateNormWeight => WeightGateNorm,
        CellTensorKind.GateNormBias => BiasGateNorm,
        CellTensorKind.CellNormWeight => WeightCellNorm,
        _ => BiasCellNorm,
    };

    /// <summary>Returns the shape of a tensor in a file: that of a matrix or of a vector.</summary>
    public static int[] ShapeOf(CellTensor tensor) =>
        tensor.Kind is CellTensorKind.Input or CellTensorKind.Recurrent or CellTensorKind.Projection
            ? [tensor.Rows, tensor.Columns]
            : [tensor.Rows];

    /// <summary>Returns the name of a kind of tensor in a layer, or in an LSTMCell if <paramref name="layer"/> is null.</summary>
    public static string Of(string prefix, string kind, int? layer, bool isReverse = false) => string.Create(
        CultureInfo.InvariantCulture,
        $"{prefix}{kind}{(layer is null ? "" : "_l")}{layer}{(isReverse ? ReverseSuffix : "")}");

    /// <summary>Parses a name. Returns null if it does not belong to an LSTM.</summary>
    public static LstmTensorName? Parse(string name)
    {
        foreach (string kind in Kinds)
        {
            int start = name.LastIndexOf(kind, StringComparison.Ordinal);
            if (start >= 0
                && (start == 0 || !char.IsLetterOrDigit(name[start - 1]))
                && TryParseSuffix(name.AsSpan(start + kind.Length), out int? layer, out bool isReverse))
            {
                return new LstmTensorName(name, name[..start], kind, layer, isReverse);
            }
        }

        return null;
    }

    private static bool TryParseSuffix(ReadOnlySpan<char> suffix, out int? layer, out bool isReverse)
    {
        layer = null;
        isReverse = suffix.EndsWith(ReverseSuffix, StringComparison.Ordinal);
        if (isReverse)
        {
            suffix = suffix[..^ReverseSuffix.Length];
        }

        if (suffix.IsEmpty)
        {
            return true;
        }

        if (!suffix.StartsWith("_l", StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> digits = suffix[2..];
        bool isCanonical = digits.Length is > 0 and <= MostDigits
            && !digits.ContainsAnyExceptInRange('0', '9')
            && (digits.Length == 1 || digits[0] != '0');
        layer = isCanonical ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        return isCanonical;
    }
}

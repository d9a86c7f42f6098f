using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>The attributes of a recurrent node that describe its cell.</summary>
/// <param name="Cell">The cell; null if it is not supported.</param>
/// <param name="Directions">The number of directions: 1 or 2.</param>
/// <param name="Direction">The direction of a layer that has only one.</param>
/// <param name="BatchFirst">Whether the batch axis comes before the time axis (layout 1 of ONNX).</param>
/// <param name="Refusal">The reason why the cell is not supported, or null.</param>
internal sealed record CellAttributes(CellShape? Cell, int Directions, Direction Direction, bool BatchFirst, string? Refusal)
{
    // The attributes for options that are on or off.
    private static readonly (string Option, string Attribute)[] s_flags =
    [
        (CellOptions.ResetAfter, "linear_before_reset"),
        (CellOptions.CoupledGates, "input_forget"),
    ];

    /// <summary>Reads the attributes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="type">Its operator.</param>
    /// <param name="hidden">The number of units, from the recurrent weights.</param>
    /// <exception cref="WeightFormatException">An attribute has a value that ONNX does not define.</exception>
    public static CellAttributes Read(OnnxNode node, OnnxCell type, int hidden)
    {
        string direction = node.Text("direction") ?? "forward";
        if (direction is not ("forward" or "reverse" or "bidirectional"))
        {
            throw node.Error("a direction forward, reverse or bidirectional", $"'{direction}'");
        }

        int directions = direction == "bidirectional" ? 2 : 1;
        bool batchFirst = Flag(node, "layout");
        (ActivationShape[]? functions, string? refusal) = Functions(node, type.Functions, directions);
        CellShape cell = new(type.Kind, hidden)
        {
            Peephole = type.Has(CellOptions.Peephole) && node.Input(OnnxCell.Peepholes) is not null,
            Clip = Clip(node),
        };
        foreach ((FlagOption option, string attribute) in
            from option in CellOptions.Of(type.Kind).OfType<FlagOption>()
            join flag in s_flags on option.Name equals flag.Option
            select (option, flag.Attribute))
        {
            cell = option.With(cell, Flag(node, attribute));
        }

        foreach ((FunctionOption option, ActivationShape function) in type.Functions.Zip(functions ?? []))
        {
            cell = option.With(cell, function);
        }

        return new CellAttributes(
            functions is null ? null : cell,
            directions,
            direction == "reverse" ? Direction.Backward : Direction.Forward,
            batchFirst,
            refusal);
    }

    private static bool Flag(OnnxNode node, string name) => node.Int(name, 0) switch
    {
        0 => false,
        1 => true,
        long other => throw node.Error($"an attribute {name} of 0 or 1", other.ToString(CultureInfo.InvariantCulture)),
    };

    private static float Clip(OnnxNode node)
    {
        if (node.Float("clip") is not { } clip)
        {
            return 0;
        }

        return float.IsFinite(clip) && clip > 0 ? clip : throw node.Error("a positive clip", clip.ToString(CultureInfo.InvariantCulture));
    }

    private static (ActivationShape[]? Functions, string? Refusal) Functions(
        OnnxNode node, IReadOnlyList<FunctionOption> own, int directions)
    {
        int each = own.Count;
        string[] names = node.Texts("activations") ?? [];
        if (names.Length == 0)
        {
            names = [.. Enumerable.Repeat(own, directions).SelectMany(static own => own).Select(static own => own.Ordinary.ToString())];
        }

        if (names.Length != each * directions)
        {
            throw node.Error($"{each * directions} activations", $"{names.Length}");
        }

        // Each function takes the next value from each list of parameters that it uses. At the end of a list, ONNX's default applies.
        Queue<float> alphas = new(node.Floats("activation_alpha") ?? []);
        Queue<float> betas = new(node.Floats("activation_beta") ?? []);
        List<ActivationShape> functions = [];
        foreach (string name in names)
        {
            if (OnnxActivations.InCell(name) is not { } function)
            {
                return (null, $"its activation '{name}' is not supported in a cell");
            }

            float? alpha = ActivationShape.HasAlpha(function) && alphas.TryDequeue(out float first) ? first : null;
            float? beta = ActivationShape.HasBeta(function) && betas.TryDequeue(out float second) ? second : null;
            if (alpha is { } a && !float.IsFinite(a) || beta is { } b && !float.IsFinite(b))
            {
                throw node.Error("finite parameters of its activations", "parameters that are not finite");
            }

            functions.Add(ActivationShape.Of(function, alpha, beta));
        }

        if (alphas.Count + betas.Count > 0)
        {
            return (null, "it has more activation parameters (activation_alpha, activation_beta) than its activations use");
        }

        return functions.Take(each).SequenceEqual(functions.TakeLast(each))
            ? ([.. functions.Take(each)], null)
            : (null, "its two directions have different activations; a class supports only the same ones for both");
    }
}

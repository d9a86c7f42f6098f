using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// The options of cells as data. A declaration is read from an attribute, written as text and parsed from text by this table, so that the
/// three cannot differ.
/// </summary>
internal static class CellOptions
{
    public const string ResetAfter = "ResetAfter";
    public const string Projection = "Projection";
    public const string Peephole = "Peephole";
    public const string CoupledGates = "CoupledGates";
    public const string LayerNorm = "LayerNorm";
    public const string LayerNormEpsilon = "LayerNormEpsilon";
    public const string StochasticForget = "StochasticForget";
    public const string Gate = "Gate";
    public const string Cell = "Cell";
    public const string Hidden = "Hidden";
    public const string Activation = "";
    public const string Clip = "Clip";
    public const string CellClip = "CellClip";

    /// <summary>All options, in the order of the text.</summary>
    public static IReadOnlyList<CellOption> All { get; } =
    [
        new FunctionOption(
            Activation,
            static cell => cell.CellActivation,
            static (cell, function) => cell with { CellActivation = function },
            Lstm.Activation.Tanh)
        {
            Argument = "activation",
        },
        new FlagOption(
            ResetAfter,
            static cell => cell.Kind != CellKind.GruResetBefore,
            static (cell, after) => cell with { Kind = after ? cell.Kind : CellKind.GruResetBefore },
            Ordinary: true),
        new SizeOption(Projection, static cell => cell.Projection, static (cell, size) => cell with { Projection = size }),
        new FlagOption(Peephole, static cell => cell.Peephole, static (cell, flag) => cell with { Peephole = flag }),
        new FlagOption(CoupledGates, static cell => cell.CoupledGates, static (cell, flag) => cell with { CoupledGates = flag }),
        new FlagOption(LayerNorm, static cell => cell.LayerNorm, static (cell, flag) => cell with { LayerNorm = flag }),
        new NumberOption(
            LayerNormEpsilon,
            static cell => cell.LayerNormEpsilon,
            static (cell, value) => cell with { LayerNormEpsilon = value },
            CellShape.DefaultLayerNormEpsilon,
            IsPositive: true)
        {
            Needs = LayerNorm,
        },
        new FlagOption(StochasticForget, static cell => cell.StochasticForget, static (cell, flag) =>
            cell with { StochasticForget = flag }),
        new FunctionOption(
            Gate, static cell => cell.GateActivation, static (cell, function) =>
                cell with { GateActivation = function }, Lstm.Activation.Sigmoid),
        new FunctionOption(
            Cell, static cell => cell.CellActivation, static (cell, function) =>
                cell with { CellActivation = function }, Lstm.Activation.Tanh),
        new FunctionOption(
            Hidden,
            static cell => cell.HiddenActivation,
            static (cell, function) => cell with { HiddenActivation = function },
            Lstm.Activation.Tanh),
        new NumberOption(Clip, static cell => cell.Clip, static (cell, limit) =>
            cell with { Clip = limit }, Ordinary: 0, IsPositive: false),
        new NumberOption(
            CellClip, static cell => cell.CellClip, static (cell, limit) => cell with { CellClip = limit }, Ordinary: 0, IsPositive: false),
    ];

    /// <summary>Returns the options of a cell, in the order of the text.</summary>
    public static IEnumerable<CellOption> Of(CellKind kind)
    {
        CellType type = CellType.Of(kind);
        return All.Where(option => type.Options.Contains(option.Name));
    }
}

/// <summary>An option of a cell: a property of the attribute.</summary>
/// <param name="Name">The name of the property; of a function, without the words Activation, Alpha and Beta.</param>
internal abstract record CellOption(string Name)
{
    /// <summary>The flag without which the option has no meaning; null for none.</summary>
    public string? Needs { get; init; }
}

/// <summary>An option that is on or off.</summary>
internal sealed record FlagOption(
    string Name, Func<CellShape, bool> Of, Func<CellShape, bool, CellShape> With, bool Ordinary = false) : CellOption(Name);

/// <summary>A size, or 0 for none.</summary>
internal sealed record SizeOption(string Name, Func<CellShape, int> Of, Func<CellShape, int, CellShape> With) : CellOption(Name);

/// <summary>A number that is above 0, or at least 0 where 0 means none.</summary>
internal sealed record NumberOption(
    string Name, Func<CellShape, float> Of, Func<CellShape, float, CellShape> With, float Ordinary, bool IsPositive) : CellOption(Name);

/// <summary>An activation with its parameters, whose names are those of the option and Alpha and Beta.</summary>
internal sealed record FunctionOption(
    string Name, Func<CellShape, ActivationShape> Of, Func<CellShape, ActivationShape, CellShape> With, Activation Ordinary)
    : CellOption(Name)
{
    /// <summary>
    /// The argument of the attribute that chooses the function. A parameter of the constructor begins with a small letter.
    /// </summary>
    public string Argument { get; init; } = Name + "Activation";
}

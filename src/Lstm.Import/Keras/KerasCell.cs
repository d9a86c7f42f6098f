using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>The configuration of a recurrent layer.</summary>
/// <param name="Type">The layer and its cell, which also determine how its weights are stored.</param>
/// <param name="Units">The number of units.</param>
/// <param name="HasBias">Whether the layer has a bias.</param>
internal sealed record KerasCell(KerasCellType Type, int Units, bool HasBias)
{
    // The layer whose cell is a part of its configuration.
    private const string Wrapper = "RNN";

    public ActivationShape GateActivation { get; init; } = Activation.Sigmoid;

    public ActivationShape CellActivation { get; init; } = Activation.Tanh;

    /// <summary>Whether the reset gate of a GRU is applied after the recurrent product.</summary>
    public bool ResetAfter { get; init; }

    public bool GoBackwards { get; init; }

    public bool ReturnSequences { get; init; }

    public bool Stateful { get; init; }

    /// <summary>Whether two biases are stored.</summary>
    public bool HasTwoBiases => Type.IsCuDnn || ResetAfter;

    public int Gates => Type.Columns.Length;

    /// <summary>The cell. Keras has one activation for everything that is not a gate.</summary>
    public CellShape Shape => CellOptions.Of(Type.Kind).Aggregate(
        new CellShape(Type.Kind, Units),
        (cell, option) => option switch
        {
            FlagOption { Name: CellOptions.ResetAfter } flag => flag.With(cell, ResetAfter),
            FunctionOption { Name: CellOptions.Gate } gate => gate.With(cell, GateActivation),
            FunctionOption function => function.With(cell, CellActivation),
            _ => cell,
        });

    /// <summary>Whether a layer class is recurrent, and not a wrapper of a recurrent layer.</summary>
    public static bool Is(string className) => className == Wrapper || KerasCellType.OfLayer(className) is not null;

    /// <summary>Reads the configuration of a recurrent layer.</summary>
    /// <param name="className">The class of the layer.</param>
    /// <param name="config">The configuration of the layer.</param>
    /// <param name="version">The version of Keras, which determines the defaults.</param>
    /// <exception cref="KerasUnsupportedException">The layer is not recurrent, or it is not supported.</exception>
    public static KerasCell Of(string className, JsonObject config, KerasVersion version)
    {
        JsonObject own = config;
        KerasCellType? type = KerasCellType.OfLayer(className);
        if (className == Wrapper)
        {
            JsonObject cell = config.Require("cell").AsObject();
            string cellName = cell.Require("class_name").AsText();
            own = cell.Require("config").AsObject();
            type = KerasCellType.OfCell(cellName) ?? throw new KerasUnsupportedException($"its cell is a {cellName}");
        }

        if (type is null)
        {
            throw new KerasUnsupportedException("this kind of layer is not supported");
        }

        var read = new KerasCell(type, own.Require("units").AsInt(), type.IsCuDnn || Flag(own, "use_bias", true))
        {
            GoBackwards = Flag(config, "go_backwards", false),
            ReturnSequences = Flag(config, "return_sequences", false),
            Stateful = Flag(config, "stateful", false),
            ResetAfter = type.Has(CellOptions.ResetAfter) && (type.IsCuDnn || IsResetAfter(own, version)),
        };
        return type.IsCuDnn ? read : WithActivations(read, own, version);
    }

    /// <summary>Returns a boolean member of a configuration, or a default value if it is missing.</summary>
    public static bool Flag(JsonObject config, string member, bool missing) => config[member]?.AsBool() ?? missing;

    private static bool IsResetAfter(JsonObject config, KerasVersion version) => config["reset_after"]?.AsBool() ?? version.ResetAfter
        ?? throw new KerasUnsupportedException(
            "its reset_after is not stored, and the default depends on the version of Keras, which the file does not contain");

    private static KerasCell WithActivations(KerasCell read, JsonObject config, KerasVersion version)
    {
        KerasCell cell = read with
        {
            GateActivation = read.Type.Has(CellOptions.Gate)
                ? KerasActivations.Member(config, "recurrent_activation", version.RecurrentActivation, version)
                : read.GateActivation,
            CellActivation = KerasActivations.Member(config, "activation", "tanh", version),
        };
        return cell is { GateActivation.IsOfOneValue: true, CellActivation.IsOfOneValue: true }
            ? cell
            : throw new KerasUnsupportedException("its cell applies a softmax");
    }
}

using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Keras;

/// <summary>The configuration of a recurrent layer.</summary>
/// <param name="Kind">The kind of cell, which also determines how its weights are stored.</param>
/// <param name="Units">The number of units.</param>
/// <param name="HasBias">Whether the layer has a bias.</param>
internal sealed record KerasCell(KerasCellKind Kind, int Units, bool HasBias)
{
    public ActivationShape GateActivation { get; init; } = Activation.Sigmoid;

    public ActivationShape CellActivation { get; init; } = Activation.Tanh;

    /// <summary>Whether the reset gate of a GRU is applied after the recurrent product.</summary>
    public bool ResetAfter { get; init; }

    public bool GoBackwards { get; init; }

    public bool ReturnSequences { get; init; }

    public bool Stateful { get; init; }

    public bool IsLstm => Kind is KerasCellKind.Lstm or KerasCellKind.CuDnnLstm;

    public bool IsCuDnn => Kind is KerasCellKind.CuDnnLstm or KerasCellKind.CuDnnGru;

    public int Gates => IsLstm ? 4 : 3;

    public CellShape Shape => IsLstm
        ? new CellShape(CellKind.Lstm, Units)
        {
            GateActivation = GateActivation,
            CellActivation = CellActivation,
            HiddenActivation = CellActivation,
        }
        : new CellShape(ResetAfter ? CellKind.GruResetAfter : CellKind.GruResetBefore, Units)
        {
            GateActivation = GateActivation,
            CellActivation = CellActivation,
        };

    /// <summary>Reads the configuration of a recurrent layer.</summary>
    /// <param name="className">The class of the layer.</param>
    /// <param name="config">The configuration of the layer.</param>
    /// <param name="version">The version of Keras, which determines the defaults.</param>
    /// <exception cref="KerasUnsupportedException">The layer is not an LSTM or a GRU, or it is not supported.</exception>
    public static KerasCell Of(string className, JsonObject config, KerasVersion version)
    {
        JsonObject own = config;
        if (className == "RNN")
        {
            JsonObject cell = config.Require("cell").AsObject();
            string cellName = cell.Require("class_name").AsText();
            own = cell.Require("config").AsObject();
            className = cellName switch
            {
                "LSTMCell" => "LSTM",
                "GRUCell" => "GRU",
                _ => throw new KerasUnsupportedException($"its cell is a {cellName}"),
            };
        }

        KerasCellKind kind = className switch
        {
            "LSTM" => KerasCellKind.Lstm,
            "GRU" => KerasCellKind.Gru,
            "CuDNNLSTM" => KerasCellKind.CuDnnLstm,
            "CuDNNGRU" => KerasCellKind.CuDnnGru,
            _ => throw new KerasUnsupportedException("this kind of layer is not supported"),
        };
        var read = new KerasCell(kind, own.Require("units").AsInt(), Flag(own, "use_bias", true))
        {
            GoBackwards = Flag(config, "go_backwards", false),
            ReturnSequences = Flag(config, "return_sequences", false),
            Stateful = Flag(config, "stateful", false),
            ResetAfter = kind == KerasCellKind.CuDnnGru,
        };
        if (read.IsCuDnn)
        {
            return read with { HasBias = true };
        }

        read = read with
        {
            GateActivation = KerasActivations.Member(own, "recurrent_activation", version.RecurrentActivation, version),
            CellActivation = KerasActivations.Member(own, "activation", "tanh", version),
            ResetAfter = kind == KerasCellKind.Gru && (own["reset_after"]?.AsBool() ?? version.ResetAfter
                ?? throw new KerasUnsupportedException(
                    "its reset_after is not stored, and the default depends on the version of Keras, which the file does not contain")),
        };
        return read.GateActivation.Function == Activation.Softmax || read.CellActivation.Function == Activation.Softmax
            ? throw new KerasUnsupportedException("its cell applies a softmax")
            : read;
    }

    /// <summary>Returns a boolean member of a configuration, or a default value if it is missing.</summary>
    public static bool Flag(JsonObject config, string member, bool missing) => config[member]?.AsBool() ?? missing;
}

/// <summary>The supported recurrent layers of Keras.</summary>
internal enum KerasCellKind
{
    /// <summary>LSTM: columns i, f, c, o.</summary>
    Lstm,

    /// <summary>GRU: columns z, r, h.</summary>
    Gru,

    /// <summary>CuDNNLSTM: the kernel of each gate in cuDNN's layout, two biases.</summary>
    CuDnnLstm,

    /// <summary>CuDNNGRU: the kernel of each gate in cuDNN's layout, two biases, the reset gate after the recurrent product.</summary>
    CuDnnGru,
}

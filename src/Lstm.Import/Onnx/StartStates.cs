using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Onnx;

/// <summary>Reads the initial states of a recurrent node.</summary>
/// <param name="node">The node.</param>
/// <param name="type">Its operator.</param>
/// <param name="valueOf">Returns the value of a name.</param>
internal sealed class StartStates(OnnxNode node, OnnxCell type, Func<string, OnnxValue> valueOf)
{
    // The positions of the inputs, which are also those of the names.
    public const int Hidden = 5;
    public const int Cell = 6;

    private readonly List<string> _notes = [];

    /// <summary>Notes for the user of the layer.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>
    /// Returns an initial state [directions, hidden]; null if it is not supported. It is zero if there is none, or if it comes from inputs
    /// of the graph.
    /// </summary>
    /// <param name="index">The position of the state among the inputs of the node.</param>
    /// <param name="x">The input of the layer.</param>
    /// <param name="attributes">The attributes of the node.</param>
    /// <param name="hidden">The number of units.</param>
    /// <param name="refusal">The reason if it is not supported.</param>
    public float[]? Read(int index, SignalValue x, CellAttributes attributes, int hidden, out string? refusal)
    {
        refusal = null;
        float[] state = new float[attributes.Directions * hidden];
        if (node.Input(index) is not { } name)
        {
            return state;
        }

        string its = $"its {NameOf(index)} ('{name}')";
        switch (valueOf(name))
        {
            case SignalValue { IsOfInputs: true } given when given.Inputs.Intersect(x.Inputs).Any():
                return Refuse($"{its} is a part of the network's input", out refusal);
            case SignalValue { IsOfInputs: true } given:
                _notes.Add(NoteOf(node.Name, NameOf(index), given));
                return state;
            case UniformValue uniform:
                Array.Fill(state, uniform.Value);
                return state;
            case ConstantValue<float> { Array.Rank: 3 } constant:
                return CopyStart(constant, attributes.BatchFirst ? 1 : 0, state, hidden)
                    ? state
                    : Refuse(
                        $"{its} of shape {SourceTensor.TextOf(constant.Array.Shape)} is not the same state for all sequences of the batch",
                        out refusal);
            case RefusedValue refused:
                return Refuse($"{its} cannot be resolved: {refused.Reason}", out refusal);
            case SignalValue { Path: { } path }:
                return Refuse(
                    $"{its} is no constant and no input of the graph: the node '{path.Layer.Name}' computes it. Export the network without "
                    + "this node, and set the state of the class to what it computes",
                    out refusal);
            default:
                return Refuse($"{its} is not a constant", out refusal);
        }
    }

    /// <summary>Returns the note about a state that comes from inputs of the graph.</summary>
    /// <param name="layer">The name of the layer.</param>
    /// <param name="state">The name of the state.</param>
    /// <param name="given">Its value.</param>
    public static string NoteOf(string layer, string state, SignalValue given) => given.Product is { } product
        ? $"'{layer}' starts from {state} = {product}, which are graph inputs: the class starts from zero unless you set its state, and "
            + "multiplies it by nothing. Where the factor is 0, as at the start of an episode, start with a new state."
        : $"'{layer}' reads its initial state {state} from the graph input '{string.Join("', '", given.Inputs)}': "
            + "the class starts from zero unless you set its state.";

    /// <summary>Returns the origins of constant states.</summary>
    public IEnumerable<TensorOrigin> Origins()
    {
        (int, string)[] starts = [(Hidden, StartTensors.InitialHiddenName), (Cell, StartTensors.InitialCellName)];
        foreach ((int index, string canonical) in starts)
        {
            if ((type.HasCellState || index == Hidden)
                && node.Input(index) is { } name
                && valueOf(name) is ConstantValue<float> constant)
            {
                yield return constant.Origin.As(canonical, "one row of the batch");
            }
        }
    }

    private static string NameOf(int index) => index == Hidden ? "initial_h" : "initial_c";

    private static float[]? Refuse(string reason, out string? refusal)
    {
        refusal = reason;
        return null;
    }

    private static bool CopyStart(ConstantValue<float> constant, int directionAxis, float[] state, int hidden)
    {
        int directions = state.Length / hidden;
        int[] shape = constant.Array.Shape;
        bool oneDirection = constant.Stretched[directionAxis];
        bool oneUnit = constant.Stretched[2];
        if ((!oneDirection && shape[directionAxis] != directions) || (!oneUnit && shape[2] != hidden) || constant.Array.Count == 0)
        {
            return false;
        }

        float[] values = constant.Array.Values;
        int batch = shape[1 - directionAxis];
        for (int direction = 0; direction < directions; direction++)
        {
            for (int row = 0; row < batch; row++)
            {
                int from = oneDirection ? 0 : direction;
                int at = (directionAxis == 0 ? from * batch + row : row * shape[1] + from) * shape[2];
                for (int unit = 0; unit < hidden; unit++)
                {
                    float value = values[at + (oneUnit ? 0 : unit)];
                    ref float own = ref state[direction * hidden + unit];
                    if (row > 0 && own != value)
                    {
                        return false;
                    }

                    own = value;
                }
            }
        }

        return true;
    }
}

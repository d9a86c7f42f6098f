using System.Collections.Generic;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.Keras;

/// <summary>Reads recurrent layers in one direction or in both.</summary>
/// <param name="file">The file.</param>
/// <param name="version">The version of Keras.</param>
/// <param name="weights">The weights of the file.</param>
/// <param name="notes">Receives notes for the user.</param>
internal sealed class KerasRecurrence(SourceFile file, KerasVersion version, KerasWeights weights, List<SourceNote> notes)
{
    private const string Concatenation = "concat";

    /// <summary>Reads a layer in one direction.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The data that it gets.</param>
    /// <param name="isLast">Whether no recurrent layer follows.</param>
    /// <exception cref="KerasUnsupportedException">The layer is not recurrent, or it is not supported.</exception>
    public KerasOutputs OneWay(KerasLayer layer, KerasSignal before, bool isLast)
    {
        KerasCell cell = KerasCell.Of(layer.ClassName, layer.Config, version);
        List<TensorOrigin> origins = [];
        LstmLayerWeights own = KerasConversion.Recurrent(
            file, layer.Name, cell, weights.Of(layer, KerasPart.Whole, KerasWeights.CellNames), "", origins);
        SourceRecurrent recurrent = new(layer.Name, cell.Shape, [own])
        {
            Direction = cell.GoBackwards ? Direction.Backward : Direction.Forward,
            Origins = origins,
        };
        NoteStateful(layer.Name, cell);
        if (cell.ReturnSequences && cell.GoBackwards)
        {
            notes.Add(SourceNote.About(
                $"Layer '{layer.Name}' runs backwards. Keras returns its outputs in the order of computation, the last step first. "
                + "The class returns each output at the step of its input.",
                layer.Name));
        }

        SourceLayer result = cell.ReturnSequences ? recurrent : WithOneOutput(recurrent, before);
        string? obstacle = isLast ? null
            : !cell.ReturnSequences ? "it returns only its last output (return_sequences is false)"
            : cell.GoBackwards ? "it returns its outputs in reverse order (go_backwards)"
            : null;
        return Outputs(layer, result, obstacle, before, cell);
    }

    /// <summary>Reads a layer in both directions.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The data that it gets.</param>
    /// <param name="isLast">Whether no recurrent layer follows.</param>
    /// <exception cref="KerasUnsupportedException">The layer is not supported.</exception>
    public KerasOutputs BothWays(KerasLayer layer, KerasSignal before, bool isLast)
    {
        JsonObject forwardEntry = layer.Config.Require("layer").AsObject();
        JsonObject? backwardEntry = layer.Config["backward_layer"]?.AsObject();
        KerasCell forward = Inner(forwardEntry);
        KerasCell backward = backwardEntry is null ? forward : Inner(backwardEntry) with { GoBackwards = false };
        Merging? merging = MergingOf(layer.Config.Members.GetValueOrDefault("merge_mode"));
        if (forward != backward || forward.GoBackwards)
        {
            throw new KerasUnsupportedException("its two directions have different configurations, or both go backwards");
        }

        List<TensorOrigin> origins = [];
        LstmLayerWeights[] own =
        [
            KerasConversion.Recurrent(
                file, layer.Name, forward, weights.Of(layer, KerasPart.Forward, KerasWeights.CellNames), "", origins),
            KerasConversion.Recurrent(
                file, layer.Name, backward, weights.Of(layer, KerasPart.Backward, KerasWeights.CellNames), "_reverse", origins),
        ];
        NoteStateful(layer.Name, forward);
        List<SourceLayer> parts = [new SourceRecurrent(layer.Name, forward.Shape, own) { Origins = origins }];
        if (!forward.ReturnSequences)
        {
            parts.Add(FinalStates(layer.Name));
        }

        if (merging is { } merged)
        {
            parts.Add(new SourceMerge($"{layer.Name} (merged)", forward.Units, merged));
        }

        SourceLayer result = parts is [var only] ? only : new SourceGroup(layer.Name, parts);
        string? obstacle = isLast || forward.ReturnSequences ? null
            : "it returns only the last output of each direction (return_sequences is false)";
        return Outputs(layer, result, obstacle, before, forward);
    }

    // A network that can run single steps computes the same outputs without pooling, and more of them. Otherwise pooling makes the one
    // vector that Keras returns.
    private SourceLayer WithOneOutput(SourceRecurrent recurrent, KerasSignal before)
    {
        if (recurrent.Direction == Direction.Backward)
        {
            return new SourceGroup(recurrent.Name, [recurrent, FinalStates(recurrent.Name)]);
        }

        if (!before.IsCausal)
        {
            return new SourceGroup(recurrent.Name, [recurrent, new SourcePool($"{recurrent.Name} (last output)", Pooling.Last)]);
        }

        notes.Add(SourceNote.About(
            $"In Keras, layer '{recurrent.Name}' returns only one output (return_sequences is false): take the network's output at the "
            + "last step.",
            recurrent.Name));
        return recurrent;
    }

    private static SourcePool FinalStates(string layer) => new($"{layer} (last output)", Pooling.Final);

    // If the outputs are not what the next recurrent layer needs, only the connection is unsupported.
    private static KerasOutputs Outputs(KerasLayer layer, SourceLayer result, string? obstacle, KerasSignal before, KerasCell cell)
    {
        SourceLayer[] connection = obstacle is null ? []
            : [new UnsupportedLayer($"{layer.Name} (outputs)", layer.ClassName, $"{obstacle}, and a recurrent layer follows")];
        KerasSignal after = before.After(result);
        return new([result, .. connection], cell.ReturnSequences ? after : after with { IsSequence = false, Steps = null });
    }

    // How the directions become one vector; null if they stay side by side.
    private static Merging? MergingOf(JsonValue? mode) => mode switch
    {
        null or JsonText { Value: Concatenation } => null,
        JsonText { Value: "sum" } => Merging.Sum,
        JsonText { Value: "ave" } => Merging.Mean,
        JsonText { Value: "mul" } => Merging.Product,
        _ => throw new KerasUnsupportedException(
            $"its directions are merged by {mode.Kind} (merge_mode); a class concatenates, adds, averages or multiplies them"),
    };

    private KerasCell Inner(JsonObject entry) =>
        KerasCell.Of(entry.Require("class_name").AsText(), entry.Require("config").AsObject(), version);

    private void NoteStateful(string layer, KerasCell cell)
    {
        if (cell.Stateful)
        {
            notes.Add(SourceNote.About(
                $"Layer '{layer}' is stateful in Keras: it continues from the end of the previous batch unless it is reset. "
                + "To do the same, keep the state from call to call.",
                layer));
        }
    }
}

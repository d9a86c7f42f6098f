using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>The choice of the value that the class computes: an output of the graph, or the output of a layer.</summary>
internal static class OutputChoice
{
    /// <summary>
    /// Chooses the value and describes the other outputs. Outputs for all steps are preferred, then outputs after more layers.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="outputs">The outputs of the graph.</param>
    /// <param name="signals">All values that depend on the inputs of the graph, in the order of the file.</param>
    /// <param name="options">The options that choose an output, or layers that lead to it.</param>
    /// <exception cref="WeightFormatException">
    /// No output depends on an input of the graph, or the chosen output or layers do not exist.
    /// </exception>
    public static (SignalValue Output, IReadOnlyList<string> Notes) Of(
        SourceFile file,
        IReadOnlyList<(string Name, OnnxValue Value)> outputs,
        IReadOnlyList<SignalValue> signals,
        ModelReadOptions options)
    {
        List<(string Name, SignalValue Value)> found =
        [
            .. outputs
                .Where(static output => output.Value is SignalValue)
                .Select(static output => (output.Name, (SignalValue)output.Value)),
        ];
        if (options.OutputName is { } wanted)
        {
            found = [Named(file, outputs, found, wanted)];
        }

        string[] ends = [.. new[] { options.FirstLayer, options.LastLayer }.OfType<string>()];
        if (ends.Length > 0)
        {
            List<(string Name, SignalValue Value)> with = [.. found.Where(output => HasAll(output.Value, ends))];
            if (with.Count == 0)
            {
                return (Inner(file, found, signals, options, ends), []);
            }

            found = with;
        }

        if (found.Count == 0)
        {
            throw file.Error(
                null,
                "an output that the network computes from the graph's inputs",
                outputs.Count == 0 ? "no outputs" : $"'{outputs[0].Name}', {ReasonOf(outputs[0].Value)}");
        }

        (string name, SignalValue value) = found
            .OrderBy(static signal => signal.Value.IsCellState)
            .ThenBy(static signal => signal.Value.Step is not null)
            .ThenByDescending(static signal => signal.Value.Layers)
            .First();
        return value.OneDirection is { } direction ? (value.After(OneDirection(name, direction)), [])
            : value.Extra is not null ? (value.After(WithExtra(name)), [])
            : (value, [.. Notes(name, value, outputs)]);
    }

    // The output of a layer in the middle of the graph; of several, the last one, which has the bias of a dense layer.
    private static SignalValue Inner(
        SourceFile file,
        List<(string Name, SignalValue Value)> outputs,
        IReadOnlyList<SignalValue> signals,
        ModelReadOptions options,
        string[] ends)
    {
        SignalValue? inner = options.OutputName is not null ? null : signals.LastOrDefault(signal => !signal.IsResidual
            && (options.LastLayer is null || signal.Path?.Layer.Name == options.LastLayer)
            && HasAll(signal, ends));
        if (inner is not null)
        {
            return inner;
        }

        if (outputs.Count == 1)
        {
            // The selection of layers names those of the only output.
            return outputs[0].Value;
        }

        string[] missing = [.. ends.Where(end => !signals.Any(signal => signal.Path?.Layer.Name == end))];
        string all = string.Join("; ", outputs.Select(static output => $"'{output.Name}' with the layers '{NamesOf(output.Value)}'"));
        throw file.Refused(null, missing.Length > 0
            ? $"the file has no layer '{missing[0]}'; its outputs are {all}"
            : $"no output comes after the layers '{string.Join("' and '", ends)}'; the outputs are {all}");
    }

    private static (string Name, SignalValue Value) Named(
        SourceFile file, IReadOnlyList<(string Name, OnnxValue Value)> outputs, List<(string Name, SignalValue Value)> found, string wanted)
    {
        int index = found.FindIndex(output => output.Name == wanted);
        if (index >= 0)
        {
            return found[index];
        }

        OnnxValue? other = outputs.FirstOrDefault(output => output.Name == wanted).Value;
        throw file.Refused(null, other is null
            ? $"the file has no output '{wanted}'; its outputs are '{string.Join("', '", outputs.Select(static output => output.Name))}'"
            : $"the output '{wanted}' cannot be imported: it is a value {ReasonOf(other)}");
    }

    private static string ReasonOf(OnnxValue value) => value switch
    {
        RefusedValue refused => $"which cannot be resolved: {refused.Reason}",
        StackValue => "which joins the states of several layers",
        _ => "which does not depend on them",
    };

    private static bool HasAll(SignalValue signal, string[] layers)
    {
        int left = layers.Length;
        for (LayerPath? step = signal.Path; step is not null && left > 0; step = step.Before)
        {
            left -= layers.Count(layer => layer == step.Layer.Name);
        }

        return left <= 0;
    }

    private static string NamesOf(SignalValue output) =>
        string.Join("', '", LayerPath.InOrder(output.Path).Select(static step => step.Layer.Name));

    private static UnsupportedLayer OneDirection(string output, int direction) =>
        new(output, "one direction", $"it has only the {(direction == 0 ? "forward" : "backward")} values of a bidirectional layer")
        {
            Noun = "output",
        };

    private static UnsupportedLayer WithExtra(string output) =>
        new(
            output,
            "a padded sequence",
            "it has more steps than the input, because no node cuts off what a convolution computes from padding")
        {
            Noun = "output",
        };

    private static IEnumerable<string> Notes(string name, SignalValue value, IReadOnlyList<(string Name, OnnxValue Value)> outputs)
    {
        (string Name, SignalValue Value)[] others =
        [
            .. outputs
                .Where(output => output.Name != name && output.Value is SignalValue)
                .Select(static output => (output.Name, (SignalValue)output.Value)),
        ];
        if (outputs.Count > 1)
        {
            string all = string.Join("', '", outputs.Select(static output => output.Name));
            string choice = others.Any(static other =>
                    !other.Value.IsCellState && other.Value.Path?.Layer is not (SourceRecurrent or SourcePool))
                ? " The option OutputName (--output-name) chooses another one."
                : "";
            yield return $"The class computes the output '{name}' of the outputs '{all}' in the file.{choice}";
        }

        foreach ((string other, SignalValue state) in others.Where(static other => other.Value.Step is not null))
        {
            yield return state.IsCellState
                ? $"'{other}' is the cell state after the sequence, which the class keeps in its state."
                : $"'{other}' contains the values of {state.Step}.";
        }

        if (value.IsCellState)
        {
            yield return $"The only output '{name}' of the file is a cell state: "
                + "the class returns the hidden state and keeps the cell state in its state.";
        }
        else if (value is { IsPooled: false, IsOneStep: false, Step: { } step })
        {
            yield return $"The class computes an output for every step; the output '{name}' of the file is only that of {step}.";
        }
    }
}

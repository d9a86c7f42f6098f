using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Import.Input;

namespace Lstm.Import.Keras;

/// <summary>The part of a wrapper layer that weights belong to.</summary>
internal enum KerasPart
{
    /// <summary>The layer itself, or the only layer in the wrapper.</summary>
    Whole,

    /// <summary>The forward layer of a bidirectional layer.</summary>
    Forward,

    /// <summary>The backward layer of a bidirectional layer.</summary>
    Backward,
}

/// <summary>The weights of layers, which each format names differently.</summary>
internal abstract class KerasWeights
{
    public const string Kernel = "kernel";
    public const string RecurrentKernel = "recurrent_kernel";
    public const string Bias = "bias";

    /// <summary>Returns the weights of a layer by Keras's short names.</summary>
    /// <exception cref="WeightFormatException">The layer has unknown weights.</exception>
    public abstract IReadOnlyDictionary<string, SourceTensor> Of(KerasLayer layer, KerasPart part);
}

/// <summary>Weights with full Keras names, such as <c>lstm/lstm_cell/kernel:0</c>.</summary>
internal sealed partial class NamedKerasWeights(SourceFile file, Func<KerasLayer, IReadOnlyList<SourceTensor>> ofLayer) : KerasWeights
{
    private const string ForwardPrefix = "forward_";
    private const string BackwardPrefix = "backward_";

    public override IReadOnlyDictionary<string, SourceTensor> Of(KerasLayer layer, KerasPart part)
    {
        Dictionary<string, SourceTensor> found = new(StringComparer.Ordinal);
        foreach (SourceTensor tensor in ofLayer(layer))
        {
            string[] segments = tensor.Name.Split('/', '\\');
            string name = ShortName(tensor.Name);
            if (Keras1Name().IsMatch(name))
            {
                throw tensor.Error(
                    "weights of Keras 2 or later (load the file there and save it again)",
                    "weights of Keras 1, which stores one array for each gate");
            }

            if (name == "seed_generator_state")
            {
                continue;
            }

            bool HasSegment(string prefix) =>
                segments.Any(segment => segment != layer.Name && segment.StartsWith(prefix, StringComparison.Ordinal));
            bool isForward = HasSegment(ForwardPrefix);
            bool isBackward = HasSegment(BackwardPrefix);
            if (name is not (Kernel or RecurrentKernel or Bias) || (part != KerasPart.Whole && isForward == isBackward))
            {
                throw tensor.Error(
                    part == KerasPart.Whole
                        ? $"weights '{Kernel}', '{RecurrentKernel}' and '{Bias}' of layer '{layer.Name}'"
                        : "weights of a forward_ or a backward_ layer",
                    $"'{name}'");
            }

            if ((part == KerasPart.Whole || isForward == (part == KerasPart.Forward)) && !found.TryAdd(name, tensor))
            {
                throw file.Error(FaultPlace.Layer(layer.Name), $"one '{name}'", $"'{found[name].Name}' and '{tensor.Name}'");
            }
        }

        return found;
    }

    /// <summary>Returns the last segment of a weight's name, without the output number.</summary>
    public static string ShortName(string name)
    {
        string last = name.Split('/', '\\')[^1];
        return last.EndsWith(":0", StringComparison.Ordinal) ? last[..^2] : last;
    }

    [GeneratedRegex("_(W|U|b)(_[ifcozrh])?$")]
    private static partial Regex Keras1Name();
}

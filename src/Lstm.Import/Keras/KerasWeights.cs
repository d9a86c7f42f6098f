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

    // A state of random numbers, and the number of values that a normalisation has seen.
    private static readonly string[] s_withoutEffect = ["seed_generator_state", "count"];

    /// <summary>The weights of a recurrent layer, in the order in which Keras stores them.</summary>
    public static IReadOnlyList<string> CellNames { get; } = [Kernel, RecurrentKernel, Bias];

    /// <summary>The weights of a dense layer, in the order in which Keras stores them.</summary>
    public static IReadOnlyList<string> DenseNames { get; } = [Kernel, Bias];

    /// <summary>Returns the weights of a layer by Keras's short names.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="part">The part of the layer.</param>
    /// <param name="names">The names that this kind of layer has, in the order in which Keras stores them.</param>
    /// <exception cref="WeightFormatException">The layer has other weights.</exception>
    public abstract IReadOnlyDictionary<string, SourceTensor> Of(KerasLayer layer, KerasPart part, IReadOnlyList<string> names);

    /// <summary>Returns a tensor that a layer must have.</summary>
    /// <exception cref="WeightFormatException">The layer does not have it.</exception>
    public static SourceTensor Require(
        SourceFile file, string layer, IReadOnlyDictionary<string, SourceTensor> weights, string name) =>
        weights.TryGetValue(name, out SourceTensor? found) ? found : throw file.Error(
            FaultPlace.Layer(layer),
            $"weights '{name}'",
            weights.Count == 0 ? "no weights" : $"only '{string.Join("', '", weights.Keys)}'");

    /// <summary>Whether a weight with this short name changes the outputs of a trained layer.</summary>
    protected static bool HasEffect(string name) => !s_withoutEffect.Contains(name);
}

/// <summary>Weights with full Keras names, such as <c>lstm/lstm_cell/kernel:0</c>.</summary>
internal sealed partial class NamedKerasWeights(SourceFile file, Func<KerasLayer, IReadOnlyList<SourceTensor>> ofLayer) : KerasWeights
{
    private const string ForwardPrefix = "forward_";
    private const string BackwardPrefix = "backward_";

    public override IReadOnlyDictionary<string, SourceTensor> Of(KerasLayer layer, KerasPart part, IReadOnlyList<string> names)
    {
        Dictionary<string, SourceTensor> found = new(StringComparer.Ordinal);
        foreach (SourceTensor tensor in ofLayer(layer).Where(static tensor => IsUsed(tensor.Name)))
        {
            string[] segments = tensor.Name.Split('/', '\\');
            string name = ShortName(tensor.Name);
            if (Keras1Name().IsMatch(name))
            {
                throw tensor.Error(
                    "weights of Keras 2 or later (load the file there and save it again)",
                    "weights of Keras 1, which stores one array for each gate");
            }

            bool HasSegment(string prefix) =>
                segments.Any(segment => segment != layer.Name && segment.StartsWith(prefix, StringComparison.Ordinal));
            bool isForward = HasSegment(ForwardPrefix);
            bool isBackward = HasSegment(BackwardPrefix);
            if (!names.Contains(name) || (part != KerasPart.Whole && isForward == isBackward))
            {
                throw tensor.Error(
                    part == KerasPart.Whole
                        ? $"weights '{string.Join("' and '", names)}' of layer '{layer.Name}'"
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

    /// <summary>Whether a weight changes the outputs of a trained layer.</summary>
    public static bool IsUsed(string name) => HasEffect(ShortName(name));

    /// <summary>Returns the last segment of a weight's name, without the output number.</summary>
    public static string ShortName(string name)
    {
        string last = name.Split('/', '\\')[^1];
        return last.EndsWith(":0", StringComparison.Ordinal) ? last[..^2] : last;
    }

    [GeneratedRegex("_(W|U|b)(_[ifcozrh])?$")]
    private static partial Regex Keras1Name();
}

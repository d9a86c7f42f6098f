using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>A network to test, as a list of layers in the order of the data: what the attributes of its class say.</summary>
/// <remarks>A <see cref="NetworkSpec"/> is a stack of equal layers and converts to a list.</remarks>
public sealed record ListSpec(int Input, IReadOnlyList<LayerSpec> Layers)
{
    public bool Residual { get; init; }

    public LstmPrecision Precision { get; init; }

    public LstmArithmetic Arithmetic { get; init; }

    /// <summary>
    /// Whether the last layer, a dense one without parameters, is declared in its short form: Output and OutputActivation of the only
    /// recurrent attribute.
    /// </summary>
    public bool ShortHead { get; init; }

    /// <summary>A name that says it all: the class's, and the test case's.</summary>
    public string Name { get => field ?? SpecText.NameOf(this); init; }

    /// <summary>The recurrent layers.</summary>
    public IEnumerable<RecurrentSpec> Recurrent => Layers.OfType<RecurrentSpec>();

    /// <summary>The cells, one for each recurrent layer and direction, in the order in which states and weights are numbered.</summary>
    public IReadOnlyList<PlacedCell> Cells =>
    [
        .. Layers.SelectMany((layer, index) => Enumerable.Range(0, layer is RecurrentSpec recurrent ? recurrent.Directions : 0)
            .Select(direction => (Layer: index, Direction: direction, Spec: (RecurrentSpec)layer)))
            .Select((cell, number) => new PlacedCell(number, cell.Layer, cell.Direction, InputOf(cell.Layer), cell.Spec)),
    ];

    /// <summary>Units of the first recurrent layer.</summary>
    public int HiddenSize => Recurrent.First().Hidden;

    /// <summary>Values a step puts out.</summary>
    public int OutputSize => Layers[^1].Outputs;

    /// <summary>Whether the network has Step and StepMany; otherwise it runs whole sequences only.</summary>
    public bool IsCausal => Layers.All(static layer => layer.IsCausal);

    /// <summary>The layer that turns the vectors of all steps into one; null if there is none.</summary>
    public PoolSpec? Pool => Layers.OfType<PoolSpec>().FirstOrDefault();

    /// <summary>Whether a run has one output for the whole sequence. If a pooled network steps, its runs have one for each step.</summary>
    public bool HasOneOutput => Pool is not null && !IsCausal;

    /// <summary>Whether the input of the network is added to the values of a layer or to the outputs.</summary>
    public bool AddsInput =>
        Residual || Layers.Index().Any(static layer => layer.Item is ResidualSpec residual && residual.Layers == layer.Index);

    /// <summary>Whether a cell draws random numbers.</summary>
    public bool IsRandom => Recurrent.Any(static layer => layer.StochasticForget);

    /// <summary>
    /// Whether the recurrent layers have equal tensors and are adjacent, so that dense layers are a stem and a head only. The tensors of
    /// such a network have PyTorch's names. Layers without weights do not count, unless they change the size.
    /// </summary>
    public bool IsStack =>
        Recurrent.Count() + StemCount + HeadCount == Weighted.Count()
            && !Layers.Any(static layer => layer is MergeSpec)
            && Recurrent.Select(static layer => layer.Structure).Distinct().Count() == 1;

    /// <summary>The number of dense layers before all other layers with weights.</summary>
    public int StemCount => Weighted.TakeWhile(static layer => layer is DenseSpec).Count();

    /// <summary>The number of dense layers after all other layers with weights.</summary>
    public int HeadCount => Weighted.Reverse().TakeWhile(static layer => layer is DenseSpec).Count();

    private IEnumerable<LayerSpec> Weighted => Layers.Where(static layer => layer.HasWeights);

    /// <summary>
    /// The attributes as the library writes them, one on a line: without defaults, with the short form of a head where there can be one.
    /// Files contain this text.
    /// </summary>
    public string Text => SpecText.Canonical(this);

    /// <summary>The declaration a user would write.</summary>
    public string Declaration => $"{SpecText.Attributes(this)}\npublic sealed partial class {Name};\n";

    /// <summary>Values that a layer takes in.</summary>
    public int InputOf(int layer) => layer > 0 ? Layers[layer - 1].Outputs : Input;

    /// <summary>Whether the two directions of a layer become one vector.</summary>
    public bool IsMerged(int layer) => Layers.Skip(layer + 1).FirstOrDefault(static above => above is not PoolSpec) is MergeSpec;

    /// <summary>The number of a layer in files: its position among the layers that have weights.</summary>
    public int NumberOf(int layer) => Layers.Take(layer).Count(static below => below.HasWeights);

    /// <summary>Returns stacks as lists.</summary>
    public static IEnumerable<ListSpec> Of(IEnumerable<NetworkSpec> stacks) => stacks.Select(static stack => (ListSpec)stack);

    public static implicit operator ListSpec(NetworkSpec stack) => new(
        stack.Input, [.. stack.Stem, .. Enumerable.Repeat(stack.Layer, stack.Layers), .. stack.Head])
    {
        Residual = stack.Residual,
        Precision = stack.Precision,
        Arithmetic = stack.Arithmetic,
        ShortHead = stack.ShortHead,
        Name = stack.Name,
    };

    public bool Equals(ListSpec? other) => other is not null && other.Declaration == Declaration;

    public override int GetHashCode() => Declaration.GetHashCode(System.StringComparison.Ordinal);

    public override string ToString() => Name;
}

/// <summary>A recurrent layer in one direction, which has weights and a state of its own.</summary>
/// <param name="Number">Its number in the network.</param>
/// <param name="Layer">The index of its layer.</param>
/// <param name="Direction">0, or 1 for the backward direction of a bidirectional layer.</param>
/// <param name="Inputs">Values that it takes in.</param>
/// <param name="Spec">Its layer.</param>
public sealed record PlacedCell(int Number, int Layer, int Direction, int Inputs, RecurrentSpec Spec)
{
    /// <summary>Whether it walks from the last step to the first.</summary>
    public bool IsBackward => Direction == 1 || Spec.Direction == Lstm.Direction.Backward;
}

using System;

namespace Lstm;

/// <summary>
/// The base class of the attributes that declare recurrent layers, <see cref="LstmAttribute"/> and <see cref="GruAttribute"/>. It cannot be
/// applied itself.
/// </summary>
/// <remarks>
/// A class can have several such attributes, with <see cref="DenseAttribute"/>s anywhere. The layers run in the order in which they are
/// written. <see cref="Residual"/>, <see cref="Weights"/>, <see cref="Precision"/>, <see cref="Arithmetic"/> and <see cref="Trace"/>
/// concern the whole network. They are set on the first attribute of recurrent layers.
/// </remarks>
public abstract class RecurrentAttribute : Attribute
{
    private protected RecurrentAttribute(int hidden) => Hidden = hidden;

    private protected RecurrentAttribute(int input, int hidden)
    {
        Input = input;
        Hidden = hidden;
    }

    /// <summary>The number of inputs of a step of the network; 0 if this is not the first attribute of recurrent layers.</summary>
    public int Input { get; }

    /// <summary>The number of units of each layer.</summary>
    public int Hidden { get; }

    /// <summary>
    /// The number of equal layers, 1 to 8. The input of each layer above the first is the hidden state of the layer below. A network has at
    /// most 8 recurrent layers in all.
    /// </summary>
    public int Layers { get; set; } = 1;

    /// <summary>
    /// Whether each of these layers runs over the sequence in both directions, with separate weights. Their hidden states are concatenated,
    /// forward first. Such a network needs the whole sequence: it has no <c>Step</c>, and implements <see cref="ISequenceLstm{TState}"/>.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>
    /// The direction in which the layers run. <see cref="Direction.Backward"/> also needs the whole sequence. It cannot be combined with
    /// <see cref="Bidirectional"/>.
    /// </summary>
    public Direction Direction { get; set; }

    /// <summary>
    /// The number of outputs of a dense layer on the hidden state of the last of these layers, 1 to 1024. 0, the default, means no such
    /// layer. This is the short form of one <see cref="DenseAttribute"/> directly after this attribute.
    /// </summary>
    public int Output { get; set; }

    /// <summary>
    /// The activation of the dense layer of <see cref="Output"/>, with ONNX's default parameters if it has any. Use a
    /// <see cref="DenseAttribute"/> instead to set other parameters. It requires <see cref="Output"/>.
    /// </summary>
    public Activation OutputActivation { get; set; }

    /// <summary>
    /// Whether the first inputs of a step are added to its outputs, as in models of guitar amplifiers: y_k + x_k, where y is the output
    /// of the last layer. x is the network's input, before any layer, and must have at least as many values as there are outputs.
    /// </summary>
    public bool Residual { get; set; }

    /// <summary>
    /// The name of a weights file that is an embedded resource of the class's assembly, such as <c>"amp.safetensors"</c>. The class then
    /// has a static property <c>Default</c>: the network with these weights, loaded once on first access and shared by all threads. If this
    /// is null, the default, there is no property <c>Default</c>.
    /// </summary>
    /// <remarks>
    /// <para>The name is the full name of the resource, or the end of it after a dot. With a root namespace <c>Demo</c>, a file included as
    /// <c>&lt;EmbeddedResource Include="Models/amp.safetensors" /&gt;</c> may be named <c>"amp.safetensors"</c>,
    /// <c>"Models/amp.safetensors"</c> or <c>"Demo.Models.amp.safetensors"</c>. If the item has a <c>LogicalName</c>, that is the full
    /// name.</para>
    /// <para>If no resource or more than one matches, the compiler reports a warning, and <c>Default</c> throws a
    /// <see cref="WeightFormatException"/>. A failed load is not cached: the next access tries again.</para>
    /// </remarks>
    public string? Weights { get; set; }

    /// <summary>
    /// Whether the class gets a <c>Trace</c> and a <c>Step</c> that fills it with the gates, the cell state and the hidden state of every
    /// layer. Its results are bit-identical to those of the plain <c>Step</c>, which does not change. It cannot be combined with
    /// <see cref="Bidirectional"/> or <see cref="Direction.Backward"/>, because such networks have no <c>Step</c>.
    /// </summary>
    public bool Trace { get; set; }

    /// <summary>
    /// The precision of products with hidden states. The default is <see cref="LstmPrecision.Single"/>. Quantized weights are faster from
    /// about 64 units on, and less exact; docs/precision.md has measured errors. With them the class gets a property
    /// <c>QuantizationReport</c>. All precisions use the same weights file. It cannot be combined with
    /// <see cref="LstmAttribute.StochasticForget"/>.
    /// </summary>
    public LstmPrecision Precision { get; set; }

    /// <summary>
    /// How exactly tanh and the sigmoid are computed, in cells and in other layers. The default is <see cref="LstmArithmetic.Exact"/>.
    /// <see cref="LstmArithmetic.Fast"/> has a bound on their errors (docs/numerics.md) and is faster, most at 8 to 40 units
    /// (docs/performance-notes.md). Both use the same weights file. <see cref="LstmArithmetic.Fast"/> cannot be combined with
    /// <see cref="LstmAttribute.StochasticForget"/>.
    /// </summary>
    public LstmArithmetic Arithmetic { get; set; }
}

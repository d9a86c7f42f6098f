using System.Collections.Generic;

namespace Lstm.Import;

/// <summary>Options for files that are ambiguous or contain more than one network.</summary>
public sealed record ModelReadOptions
{
    /// <summary>The separator of the names of layers in a text.</summary>
    internal const char LayerSeparator = ',';

    /// <summary>The defaults, which suit most files.</summary>
    public static ModelReadOptions Default { get; } = new();

    /// <summary>
    /// The recurrent module to read, given as the prefix of its tensor names (<c>"decoder.lstm"</c>). Needed if the file contains several
    /// modules that do not follow each other. Null reads the modules of the file as one chain.
    /// </summary>
    public string? Module { get; init; }

    /// <summary>
    /// The modules of a state dict to read, in the order of the data: <c>["lstm_actor", "pi", "action_net"]</c>. A state dict does not
    /// store how its modules are connected. A name is the path of a module or the end of the path. Empty reads the modules in the order
    /// that their shapes and names show.
    /// </summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>
    /// How the network of a state dict makes one output of all steps, after its last recurrent layer. A state dict does not store it. Null
    /// for outputs at each step.
    /// </summary>
    public Pooling? Pooling { get; init; }

    /// <summary>
    /// The first layer to read, by its name in the file; null for the first layer of the file. Together with <see cref="LastLayer"/>, this
    /// selects a part of a larger network.
    /// </summary>
    public string? FirstLayer { get; init; }

    /// <summary>The last layer to read, by its name in the file; null for the last layer of the file.</summary>
    public string? LastLayer { get; init; }

    /// <summary>
    /// The output to compute, by its name in the file, for an ONNX graph with several outputs. Null chooses an output for all steps, if
    /// there is one, and of several the one after the most layers.
    /// </summary>
    public string? OutputName { get; init; }

    /// <summary>
    /// Activations of dense layers by layer name (in a PyTorch state dict: <c>"head.0"</c>), and of an nn.RNN or a SimpleRNN by the name of
    /// the module or layer, for formats that store none. They replace activations stored in the file. The activation of a
    /// normalisation is applied to its outputs.
    /// </summary>
    public IReadOnlyDictionary<string, Activation> Activations { get; init; } = new Dictionary<string, Activation>();

    /// <summary>
    /// Dilations of the convolutions of a state dict by layer name (<c>"front.conv"</c>), 1 to 1024. A state dict stores none; without one
    /// it is 1.
    /// </summary>
    public IReadOnlyDictionary<string, int> Dilations { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether to run the self-test of the file before the network is returned; true by default.</summary>
    public bool RunSelfTest { get; init; } = true;
}

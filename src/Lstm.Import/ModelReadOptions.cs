using System.Collections.Generic;

namespace Lstm.Import;

/// <summary>What a file leaves open, or holds too much of.</summary>
public sealed record ModelReadOptions
{
    /// <summary>Nothing chosen: what most files need.</summary>
    public static ModelReadOptions Default { get; } = new();

    /// <summary>
    /// The recurrent module to read, by the start of its tensors' names (<c>"decoder.lstm"</c>), in a file that holds several that do not follow each other. Null
    /// takes what there is.
    /// </summary>
    public string? Module { get; init; }

    /// <summary>
    /// The first layer to read, by its name in the file; null for the first there is. With <see cref="LastLayer"/> this cuts a piece out of a larger network: one
    /// class takes dense layers, equal recurrent layers, dense layers.
    /// </summary>
    public string? FirstLayer { get; init; }

    /// <summary>The last layer to read, by its name in the file; null for the last there is.</summary>
    public string? LastLayer { get; init; }

    /// <summary>
    /// Activations of dense layers by the layers' names, for formats that store none (a PyTorch state dict: <c>"head.0"</c>); they replace what a format does store.
    /// </summary>
    public IReadOnlyDictionary<string, Activation> Activations { get; init; } = new Dictionary<string, Activation>();

    /// <summary>Whether the self-test that a file carries is run before anything is returned: true, unless set.</summary>
    public bool RunSelfTest { get; init; } = true;
}

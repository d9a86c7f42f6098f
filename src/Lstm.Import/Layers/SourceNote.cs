using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Layers;

/// <summary>A note for the user of a network.</summary>
/// <param name="Text">One sentence or a few.</param>
internal sealed record SourceNote(string Text)
{
    /// <summary>The layers that the note is about, by name; empty if it is about the whole network.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>Whether the note states an assumption. A self-test with outputs of the training framework proves or refutes it.</summary>
    public bool IsAssumption { get; init; }

    public static implicit operator SourceNote(string text) => new(text);

    /// <summary>Returns a note about layers.</summary>
    public static SourceNote About(string text, params IReadOnlyList<string> layers) => new(text) { Layers = layers };

    /// <summary>Whether the note is about the whole network or about one of the given layers.</summary>
    public bool Concerns(IReadOnlySet<string> layers) => Layers.Count == 0 || Layers.Any(layers.Contains);
}

using Lstm.Shared;

namespace Lstm.Import.Safetensors;

/// <summary>Derives the shape of a network from canonical weights whose file contains no declaration.</summary>
internal static class PlainShape
{
    /// <summary>The note about the assumptions.</summary>
    public const string Note =
        "The file does not contain the activations, directions and limits of its network, so the defaults are assumed. "
        + "A self-test verifies whether they are correct.";

    /// <summary>Returns the shape that the tensors show, with defaults for everything else.</summary>
    public static NetworkShape Of(LstmWeights weights) => new(weights.InputSize, NetworkStructure.Of(weights));
}

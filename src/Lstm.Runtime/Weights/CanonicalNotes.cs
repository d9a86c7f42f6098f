using System.Collections.Generic;

namespace Lstm;

/// <summary>
/// What a canonical file says beside its tensors, in entries of <c>__metadata__</c>. The runtime looks at the declaration alone, and passes the others on from
/// a file to a file.
/// </summary>
internal static class CanonicalNotes
{
    /// <summary>The attributes of the class that the weights belong to: see <see cref="Shared.DeclarationText"/>.</summary>
    public const string Declaration = "declaration";

    /// <summary>The samples a second that the network was trained at, in hertz.</summary>
    public const string SampleRate = "sample_rate";

    /// <summary>What the input is amplified by before the network, in decibels.</summary>
    public const string InputGain = "input_gain_db";

    /// <summary>What the output is amplified by after the network, in decibels.</summary>
    public const string OutputGain = "output_gain_db";

    /// <summary>All of them, in the order in which they are written.</summary>
    public static readonly string[] Keys = [Declaration, SampleRate, InputGain, OutputGain];

    /// <summary>No notes.</summary>
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();
}

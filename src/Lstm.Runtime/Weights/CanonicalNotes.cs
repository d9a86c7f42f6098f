using System.Collections.Generic;

namespace Lstm;

/// <summary>
/// The keys of the <c>__metadata__</c> entries in a canonical file. The runtime checks the declaration only. The other entries are kept
/// when a file is loaded and saved.
/// </summary>
internal static class CanonicalNotes
{
    /// <summary>The attributes of the class that the weights belong to: see <see cref="Shared.DeclarationText"/>.</summary>
    public const string Declaration = "declaration";

    /// <summary>The sample rate at which the network was trained, in hertz.</summary>
    public const string SampleRate = "sample_rate";

    /// <summary>The gain applied to the input before the network, in decibels.</summary>
    public const string InputGain = "input_gain_db";

    /// <summary>The gain applied to the output after the network, in decibels.</summary>
    public const string OutputGain = "output_gain_db";

    /// <summary>All keys, in the order in which they are written.</summary>
    public static readonly string[] Keys = [Declaration, SampleRate, InputGain, OutputGain];

    /// <summary>An empty set of notes.</summary>
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();
}

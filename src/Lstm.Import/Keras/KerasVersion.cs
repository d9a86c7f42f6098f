using System;
using System.Globalization;

namespace Lstm.Import.Keras;

/// <summary>The version of Keras that wrote a file, for what its versions do differently.</summary>
/// <param name="Text">The version as the file has it, or null.</param>
internal sealed record KerasVersion(string? Text)
{
    // TensorFlow.js writes its own version in this place; it behaves as the Keras 2 of its time.
    private const string TensorFlowJsPrefix = "tfjs";

    public bool IsKnown => Text is not null;

    /// <summary>Whether this is Keras 1, whose weights have another form.</summary>
    public bool IsKeras1 => Major == 1;

    /// <summary>Whether this is Keras 3 or later, or null when the file does not say.</summary>
    public bool? IsKeras3 => IsKnown ? Major >= 3 : null;

    /// <summary>What a recurrent layer applies to its gates when its configuration does not say; null when the version does not tell.</summary>
    public string? RecurrentActivation => !IsKnown ? null : IsOld ? "hard_sigmoid" : "sigmoid";

    /// <summary>Whether a GRU's reset gate acts after the recurrent sum when its configuration does not say; null when the version does not tell.</summary>
    public bool? ResetAfter => IsKnown ? !IsOld : null;

    private int Major => Part(0);

    // The sigmoid came with Keras 2.3; TensorFlow's own Keras had it from its 2.0 on, which called itself 2.2.4-tf.
    private bool IsOld => Text is { } text && (text.StartsWith(TensorFlowJsPrefix, StringComparison.Ordinal)
        || (Major < 3 && Part(1) < 3 && !text.StartsWith("2.2.4-tf", StringComparison.Ordinal)));

    private int Part(int index)
    {
        string[] parts = (Text ?? "").StartsWith(TensorFlowJsPrefix, StringComparison.Ordinal) ? ["2", "2"] : (Text ?? "").Split('.', '-');
        return index < parts.Length && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out int part) ? part : 0;
    }
}

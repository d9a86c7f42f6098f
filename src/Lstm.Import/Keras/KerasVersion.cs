using System;
using System.Globalization;

namespace Lstm.Import.Keras;

/// <summary>The version of Keras that wrote a file, with the defaults that depend on it.</summary>
/// <param name="Text">The version in the file, or null.</param>
internal sealed record KerasVersion(string? Text)
{
    // TensorFlow.js writes its own version instead. It behaves like the Keras 2 of its time.
    private const string TensorFlowJsPrefix = "tfjs";

    public bool IsKnown => Text is not null;

    /// <summary>Whether this is Keras 1, which stores weights differently.</summary>
    public bool IsKeras1 => Major == 1;

    /// <summary>Whether this is Keras 3 or later; null if the version is unknown.</summary>
    public bool? IsKeras3 => IsKnown ? Major >= 3 : null;

    /// <summary>The default activation of the gates of a recurrent layer; null if the version is unknown.</summary>
    public string? RecurrentActivation => !IsKnown ? null : IsOld ? "hard_sigmoid" : "sigmoid";

    /// <summary>
    /// Whether the reset gate of a GRU is applied after the recurrent product by default; null if the version is unknown.
    /// </summary>
    public bool? ResetAfter => IsKnown ? !IsOld : null;

    private int Major => Part(0);

    // Sigmoid became the default in Keras 2.3. In the Keras of TensorFlow it is the default since version 2.0, which reported 2.2.4-tf.
    private bool IsOld => Text is { } text && (text.StartsWith(TensorFlowJsPrefix, StringComparison.Ordinal)
        || (Major < 3 && Part(1) < 3 && !text.StartsWith("2.2.4-tf", StringComparison.Ordinal)));

    private int Part(int index)
    {
        string[] parts = (Text ?? "").StartsWith(TensorFlowJsPrefix, StringComparison.Ordinal) ? ["2", "2"] : (Text ?? "").Split('.', '-');
        return index < parts.Length && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out int part) ? part : 0;
    }
}

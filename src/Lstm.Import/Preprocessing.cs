namespace Lstm.Import;

/// <summary>The processing of the signal outside the network, as described in the model file. The caller has to apply it.</summary>
/// <param name="SampleRate">The sample rate that the network was trained at, in hertz; null if the file does not contain it.</param>
/// <param name="InputGain">The gain applied to the input before the network, in decibels; 0 if the file does not contain it.</param>
/// <param name="OutputGain">The gain applied to the output after the network, in decibels; 0 if the file does not contain it.</param>
public sealed record Preprocessing(double? SampleRate = null, double InputGain = 0, double OutputGain = 0)
{
    /// <summary>No processing.</summary>
    public static Preprocessing None { get; } = new();
}

namespace Lstm.Import;

/// <summary>What a model file says about the signal around the network, which the caller has to do.</summary>
/// <param name="SampleRate">The samples a second that the network was trained at, in hertz; null where the file does not say.</param>
/// <param name="InputGain">What the input is amplified by before the network, in decibels; 0 where the file does not say.</param>
/// <param name="OutputGain">What the output is amplified by after the network, in decibels; 0 where the file does not say.</param>
public sealed record Preprocessing(double? SampleRate = null, double InputGain = 0, double OutputGain = 0)
{
    /// <summary>Nothing to do.</summary>
    public static Preprocessing None { get; } = new();
}

namespace Amp;

/// <summary>The riff and what the circuit makes of it, at 48 kHz.</summary>
/// <param name="Riff">The riff.</param>
/// <param name="Input">The riff as floats.</param>
/// <param name="Amplified">The output of the circuit.</param>
internal sealed record Material(double[] Riff, float[] Input, float[] Amplified)
{
    /// <summary>Makes the riff and simulates the circuit.</summary>
    public static Material Create()
    {
        double[] riff = Guitar.Riff(Models.TrainedRate);
        return new Material(
            riff, Resampler.ToSingle(riff), Resampler.ToSingle(Circuit.Amplify(riff, Models.TrainedRate)));
    }
}

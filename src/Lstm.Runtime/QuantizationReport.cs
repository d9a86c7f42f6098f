using System.Globalization;

namespace Lstm;

/// <summary>What quantized weights cost a network: how far its outputs are from those of its weights as they are.</summary>
/// <remarks>
/// Measured, not bounded: the network runs in double precision twice, once with the weights and hidden states rounded as the precision says, over a pseudo-random
/// input in [-1, 1] that is the same in every run, and over the inputs of the self-test where the weights carry one. An input of another kind may give other errors.
/// </remarks>
public sealed class QuantizationReport
{
    internal QuantizationReport()
    {
    }

    /// <summary>The precision.</summary>
    public required LstmPrecision Precision { get; init; }

    /// <summary>Steps that were run, those of a self-test included.</summary>
    public required int Steps { get; init; }

    /// <summary>The largest difference of an output, of either sign.</summary>
    public required double LargestError { get; init; }

    /// <summary>The largest output of the network without rounding, of either sign (of its difference from the input where that is added).</summary>
    public required double LargestOutput { get; init; }

    /// <summary>The largest error of an output as a share of the largest output.</summary>
    public double RelativeError => LargestOutput > 0 ? LargestError / LargestOutput : 0;

    /// <summary>The largest error of a rounded weight, as a share of the largest weight of its row.</summary>
    public required double LargestWeightError { get; init; }

    /// <summary>Bytes that a step reads: all weights, packed, with their padding and the constants of the activations.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>The same in <see cref="LstmPrecision.Single"/>.</summary>
    public required long SingleWeightBytes { get; init; }

    /// <summary>All of it, on one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Precision}: error {LargestError:G3} of outputs up to {LargestOutput:G3} ({RelativeError:G2}) over {Steps} steps, weights off by up to {LargestWeightError:G2} " +
        $"of their row's largest, {WeightBytes:#,0} bytes instead of {SingleWeightBytes:#,0}");
}

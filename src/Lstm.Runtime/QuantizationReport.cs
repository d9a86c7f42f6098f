using System.Globalization;

namespace Lstm;

/// <summary>
/// The measured error of a network with quantized weights: the difference of its outputs from those of the original weights.
/// </summary>
/// <remarks>
/// The error is measured, not bounded. The network runs twice in double precision: once with the original values, and once with weights and
/// hidden states rounded to the precision. The inputs are a pseudo-random sequence in [-1, 1], the same in every measurement, and the
/// inputs of the self-test if the weights have one. Other inputs may give other errors.
/// </remarks>
public sealed class QuantizationReport
{
    internal QuantizationReport()
    {
    }

    /// <summary>The precision that was measured.</summary>
    public required LstmPrecision Precision { get; init; }

    /// <summary>The number of steps measured, including those of the self-test.</summary>
    public required int Steps { get; init; }

    /// <summary>The largest absolute error of an output.</summary>
    public required double LargestError { get; init; }

    /// <summary>
    /// The largest absolute output of the network without rounding. With a residual connection: of the output without the input added to
    /// it.
    /// </summary>
    public required double LargestOutput { get; init; }

    /// <summary>The largest error of an output, as a fraction of the largest output.</summary>
    public double RelativeError => LargestOutput > 0 ? LargestError / LargestOutput : 0;

    /// <summary>The largest error of a rounded weight, as a fraction of the largest weight of its row.</summary>
    public required double LargestWeightError { get; init; }

    /// <summary>The bytes that a step reads: all packed weights, with their padding and the constants of the activations.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>The bytes that a step reads in <see cref="LstmPrecision.Single"/>.</summary>
    public required long SingleWeightBytes { get; init; }

    /// <summary>Returns the whole report on one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
    $"{Precision}: largest error {LargestError:G3} of outputs up to {LargestOutput:G3} (relative {RelativeError:G2}) over {Steps} steps, " +
        $"largest weight error {LargestWeightError:G2} of the row's largest weight, " +
            $"{WeightBytes:#,0} bytes instead of {SingleWeightBytes:#,0}");
}

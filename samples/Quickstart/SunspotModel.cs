using System;
using Lstm;

namespace Quickstart;

/// <summary>
/// Forecasts the next year's sunspot number from one year's number, with eight hidden units and a dense head of one output. The generator
/// writes the other part of the class, with <c>Load</c>, <c>Step</c> and <c>State</c>.
/// </summary>
[Lstm(input: 1, hidden: 8, Output = 1)]
internal sealed partial class SunspotModel
{
    // The network was trained on square roots, which reduce the maxima. They are normalised with their mean and standard deviation over
    // the training years (training/train.py).
    private const double Mean = 6.0;
    private const double Scale = 2.73;

    /// <summary>Converts a sunspot number to an input of the network.</summary>
    public static float ToInput(double sunspots) => (float)((Math.Sqrt(sunspots) - Mean) / Scale);

    /// <summary>Converts an output of the network to a sunspot number.</summary>
    public static double ToSunspots(float output) => Math.Pow(Math.Max(0, output * Scale + Mean), 2);
}

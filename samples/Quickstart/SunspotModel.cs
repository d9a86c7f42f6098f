using System;
using Lstm;

namespace Quickstart;

/// <summary>
/// Takes in one year's sunspot number and forecasts the next year's: eight hidden units and a dense head of one output. The generator
/// writes the other part of the class: <c>Load</c>, <c>Step</c>, <c>State</c> and what they need.
/// </summary>
[Lstm(input: 1, hidden: 8, Output = 1)]
internal sealed partial class SunspotModel
{
    // The network was trained on square roots, which tame the maxima, shifted and scaled by their mean and standard deviation over the
    // training years (training/train.py).
    private const double Mean = 6.0;
    private const double Scale = 2.73;

    /// <summary>What the network takes in for a sunspot number.</summary>
    public static float ToInput(double sunspots) => (float)((Math.Sqrt(sunspots) - Mean) / Scale);

    /// <summary>The sunspot number that the network's output stands for.</summary>
    public static double ToSunspots(float output) => Math.Pow(Math.Max(0, output * Scale + Mean), 2);
}

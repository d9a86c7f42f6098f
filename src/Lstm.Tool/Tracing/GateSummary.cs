namespace Lstm.Tool.Tracing;

/// <summary>Statistics of one gate of one unit over a sequence.</summary>
/// <remarks>
/// Saturation is defined as in Karpathy, Johnson and Fei-Fei (2015), <i>Visualizing and understanding recurrent networks</i>.
/// A gate is left-saturated below 0.1 and right-saturated above 0.9. The candidate, which lies between -1 and 1, is
/// left-saturated below -0.9 and right-saturated above 0.9.
/// </remarks>
/// <param name="Mean">The mean of the gate's values.</param>
/// <param name="LeftSaturated">The share of steps, from 0 to 1, in which the gate is left-saturated.</param>
/// <param name="RightSaturated">The share of steps, from 0 to 1, in which the gate is right-saturated.</param>
internal readonly record struct GateSummary(double Mean, double LeftSaturated, double RightSaturated);

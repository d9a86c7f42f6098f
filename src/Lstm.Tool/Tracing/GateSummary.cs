namespace Lstm.Tool.Tracing;

/// <summary>What one gate of one unit did over a whole sequence.</summary>
/// <remarks>
/// Saturation as in Karpathy, Johnson and Fei-Fei (2015), <i>Visualizing and understanding recurrent networks</i>: a gate is saturated to the left below 0.1 and to
/// the right above 0.9; the candidate, which lies between -1 and 1, below -0.9 and above 0.9.
/// </remarks>
/// <param name="Mean">The mean of its values.</param>
/// <param name="LeftSaturated">The share of steps, from 0 to 1, in which it is saturated to the left.</param>
/// <param name="RightSaturated">The share of steps, from 0 to 1, in which it is saturated to the right.</param>
internal readonly record struct GateSummary(double Mean, double LeftSaturated, double RightSaturated);

using System;
using System.Linq;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Contest;

/// <summary>A network that computes the same sequence again and again. Its state continues from call to call.</summary>
/// <param name="name">The name in the tables.</param>
/// <param name="size">The network's size.</param>
/// <param name="inputs">The sequence, row-major [steps, input].</param>
internal abstract class NetworkContestant(string name, NetworkSize size, float[] inputs) : Contestant(name, inputs.Length / size.Input)
{
    public NetworkSize Size => size;

    protected float[] Inputs => inputs;

    /// <summary>Computes the sequence once from the zero state.</summary>
    /// <returns>The outputs of all steps, row-major [steps, hidden].</returns>
    public abstract float[] Outputs();

    /// <summary>Returns the largest difference between its outputs and others; NaN counts as infinitely large.</summary>
    public float LargestDifference(float[] reference) => Outputs()
        .Zip(reference, static (left, right) => MathF.Abs(left - right))
        .Max(static difference => float.IsNaN(difference) ? float.PositiveInfinity : difference);
}

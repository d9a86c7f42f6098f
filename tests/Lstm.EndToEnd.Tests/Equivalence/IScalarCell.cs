using System;

namespace Lstm.EndToEnd.Tests;

/// <summary>One direction of one recurrent layer, one float at a time.</summary>
internal interface IScalarCell
{
    /// <summary>A step from the state before to the state after.</summary>
    /// <param name="t">The position in the sequence.</param>
    /// <param name="x">What the layer takes in.</param>
    /// <param name="hBefore">The hidden state before. Not changed.</param>
    /// <param name="cBefore">The cell state before; empty in a GRU. Not changed.</param>
    (float[] H, float[] C) Step(int t, ReadOnlySpan<float> x, float[] hBefore, float[] cBefore);
}

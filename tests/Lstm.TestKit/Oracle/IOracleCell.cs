namespace Lstm.TestKit;

/// <summary>One direction of one recurrent layer, in doubles.</summary>
internal interface IOracleCell
{
    /// <summary>A step from the state before to the state after.</summary>
    /// <param name="t">The position in the sequence.</param>
    /// <param name="x">What the layer takes in.</param>
    /// <param name="hBefore">The hidden state before. Not changed.</param>
    /// <param name="cBefore">The cell state before; empty in a GRU. Not changed.</param>
    (double[] H, double[] C) Step(int t, double[] x, double[] hBefore, double[] cBefore);
}

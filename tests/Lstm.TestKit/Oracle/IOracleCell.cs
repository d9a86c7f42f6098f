namespace Lstm.TestKit;

/// <summary>One direction of one recurrent layer, in doubles.</summary>
internal interface IOracleCell
{
    /// <summary>A step from the states before to the states after.</summary>
    /// <param name="t">The position in the sequence.</param>
    /// <param name="x">What the layer takes in.</param>
    /// <param name="before">The states before, in the order of <see cref="RecurrentSpec.States"/>. Not changed.</param>
    OracleStep Step(int t, double[] x, double[][] before);
}

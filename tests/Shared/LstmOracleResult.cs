namespace Lstm.Tests;

/// <summary>What the oracle computed.</summary>
/// <param name="Outputs">Row-major [steps, output].</param>
/// <param name="Hidden">The hidden state after the last step, [layers][hidden].</param>
/// <param name="Cell">The cell state after the last step, [layers][hidden].</param>
public sealed record LstmOracleResult(double[] Outputs, double[][] Hidden, double[][] Cell);

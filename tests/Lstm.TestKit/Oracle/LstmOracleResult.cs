namespace Lstm.TestKit;

/// <summary>What the oracle computed.</summary>
/// <param name="Outputs">Row-major [steps, output].</param>
/// <param name="Hidden">The hidden states after the last step that each cell walked, [layers·directions][hidden or projection].</param>
/// <param name="Cell">The cell states after it, [layers·directions][hidden]; a GRU's are empty.</param>
public sealed record LstmOracleResult(double[] Outputs, double[][] Hidden, double[][] Cell);

using System;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>What ONNX Runtime computed, or a generated class.</summary>
/// <param name="Outputs">Every output, row-major [steps, output].</param>
/// <param name="Hidden">The hidden states after the last step that each cell walked, [layers·directions][hidden].</param>
/// <param name="Cell">The cell states after it, [layers·directions][hidden]; a GRU's are empty.</param>
internal sealed record OnnxResult(float[] Outputs, float[][] Hidden, float[][] Cell)
{
    /// <summary>The same as the oracle would say it, for others to be compared with.</summary>
    public LstmOracleResult AsExpected() => new(AsDoubles(Outputs), [.. Hidden.Select(AsDoubles)], [.. Cell.Select(AsDoubles)]);

    private static double[] AsDoubles(float[] values) => Array.ConvertAll(values, static value => (double)value);
}

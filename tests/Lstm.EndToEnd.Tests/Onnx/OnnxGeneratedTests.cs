using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Generated classes agree with ONNX Runtime on random networks, weights, sequences and states.</summary>
/// <remarks>The tolerances are those of <see cref="OnnxOracleTests"/>: a generated class rounds no more than ONNX Runtime does.</remarks>
public sealed class OnnxGeneratedTests
{
    [Fact]
    public void A_generated_class_agrees_with_ONNX_Runtime_on_plain_networks() =>
        Agree("LstmGen.Onnx.Plain", NetworkGen.PlainLstm, 15, OnnxOracleTests.PlainTolerance);

    [Fact]
    public void A_generated_class_agrees_with_ONNX_Runtime_on_any_network() =>
        Agree("LstmGen.Onnx.Any", Gen.OneOf(NetworkGen.Lstm, NetworkGen.Gru, NetworkGen.Dense), 75, OnnxOracleTests.Tolerance);

    private static void Agree(string assemblyName, Gen<NetworkSpec> specs, int count, double tolerance)
    {
        List<NetworkCase> cases =
            [.. specs.Case().Values(count).Where(static network => network.IsComparable(network.Oracle()))];
        // Collected up front: the compiler is started once for all of them.
        GeneratedNetworks networks = new(assemblyName, cases.Select(static network => network.Spec));
        Assert.NotEmpty(cases);
        Assert.All(cases, network => Agreement.Assert(network.Onnx().AsExpected(), networks.Run(network), tolerance));
    }
}

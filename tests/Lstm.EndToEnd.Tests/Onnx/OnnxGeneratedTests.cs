using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Generated classes agree with ONNX Runtime on random networks, weights, sequences and states.</summary>
public sealed class OnnxGeneratedTests
{
    private const double PlainTolerance = 1e-6;
    private const double Tolerance = 1e-5;

    [Fact]
    public void A_generated_class_agrees_with_ONNX_Runtime_on_a_plain_network() =>
        Agree("LstmGen.Onnx.Plain", NetworkGen.PlainLstm.Case().Values(20), PlainTolerance);

    [Fact]
    public void A_generated_class_agrees_with_ONNX_Runtime_on_any_network() =>
        Agree("LstmGen.Onnx.Any", Gen.OneOf(NetworkGen.Lstm, NetworkGen.Gru, NetworkGen.Dense).Case().Values(90), Tolerance);

    private static void Agree(string assemblyName, IEnumerable<NetworkCase> cases, double tolerance)
    {
        List<NetworkCase> compared = [.. cases.Where(static network => network.Spec.IsCausal && network.IsComparable(network.Oracle()))];
        GeneratedNetworks networks = new(assemblyName, compared.Select(static network => network.Spec));
        Assert.All(compared, network => Agreement.Assert(network.Onnx().AsExpected(), networks.Run(network), tolerance));
    }
}

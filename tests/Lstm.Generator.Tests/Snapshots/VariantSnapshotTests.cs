using System.Collections.Generic;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>A whole generated file for each member of the cell family, some of them in registers and some in phases.</summary>
public sealed class VariantSnapshotTests
{
    private static readonly Dictionary<string, string> s_declarations = new()
    {
        ["activations"] = "[Lstm(input: 2, hidden: 12, GateActivation = Activation.HardSigmoid, CellActivation = Activation.ScaledTanh, CellAlpha = 1.7f, CellBeta = 0.6f, HiddenActivation = Activation.Softsign)]",
        ["backward"] = "[Lstm(input: 2, hidden: 4, Direction = Direction.Backward)]",
        ["bidirectional"] = "[Lstm(input: 2, hidden: 4, Bidirectional = true, Layers = 2, Output = 3)]",
        ["cellClip"] = "[Lstm(input: 2, hidden: 4, CellClip = 3)]",
        ["clip"] = "[Lstm(input: 2, hidden: 20, Clip = 2.5f)]",
        ["coupledGates"] = "[Lstm(input: 2, hidden: 12, CoupledGates = true)]",
        ["dense"] = "[Dense(8, Activation.Tanh)]\n[Lstm(input: 3, hidden: 4)]\n[Dense(5, Activation.Relu)]\n[Dense(2, Activation.Softmax)]",
        ["gru"] = "[Gru(input: 2, hidden: 4)]",
        ["gruResetBefore"] = "[Gru(input: 2, hidden: 20, ResetAfter = false)]",
        ["layerNorm"] = "[Lstm(input: 2, hidden: 4, LayerNorm = true)]",
        ["quantized"] = "[Lstm(input: 2, hidden: 20, Layers = 2, Precision = LstmPrecision.Int16)]",
        ["peephole"] = "[Lstm(input: 2, hidden: 20, Peephole = true)]",
        ["projection"] = "[Lstm(input: 2, hidden: 12, Projection = 6)]",
        ["residual"] = "[Lstm(input: 1, hidden: 4, Output = 1, Residual = true)]",
        ["stochasticForget"] = "[Lstm(input: 2, hidden: 4, StochasticForget = true)]",
    };

    public static TheoryData<string> Variants => new(s_declarations.Keys);

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task A_network(string variant)
    {
        GeneratorRun run = await GeneratorHarness.RunAsync($$"""
            using Lstm;

            namespace Demo;

            {{s_declarations[variant]}}
            public sealed partial class Cell;
            """);
        await Snapshot.VerifyAsync(run.Driver, [(nameof(variant), variant)]);
    }
}

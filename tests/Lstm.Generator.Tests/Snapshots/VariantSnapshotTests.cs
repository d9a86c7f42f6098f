using System.Collections.Generic;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>
/// For each variant of the cells what it changes: header, kernel, constructor and description. Some are in registers and some in phases.
/// </summary>
public sealed class VariantSnapshotTests
{
    private static readonly Dictionary<string, string> s_declarations = new()
    {
        ["activations"] =
            "[Lstm(input: 1, hidden: 2, GateActivation = Activation.HardSigmoid, CellActivation = Activation.ScaledTanh, " +
            "CellAlpha = 1.7f, CellBeta = 0.6f, HiddenActivation = Activation.Softsign)]",
        ["bidirectional"] = "[Lstm(input: 1, hidden: 2, Bidirectional = true, Layers = 2, Output = 3)]",
        ["cellClip"] = "[Lstm(input: 1, hidden: 12, CellClip = 3)]",
        ["clip"] = "[Lstm(input: 1, hidden: 20, Clip = 2.5f)]",
        ["coupledGates"] = "[Lstm(input: 1, hidden: 2, CoupledGates = true)]",
        ["dense"] = "[Dense(8, Activation.Tanh)]\n[Lstm(input: 1, hidden: 2)]\n[Dense(5, Activation.Relu)]\n[Dense(2, Activation.Softmax)]",
        ["fast"] = "[Lstm(input: 1, hidden: 2, Output = 1, OutputActivation = Activation.Tanh, Arithmetic = LstmArithmetic.Fast)]",
        ["folded"] = "[Dense(9)]\n[Affine]\n[Residual(2)]\n[Lstm(input: 9, hidden: 2)]\n[Dense(3)]\n[Affine]\n[Affine]",
        ["gruResetBefore"] = "[Gru(input: 1, hidden: 20, ResetAfter = false)]",
        ["layerNorm"] = "[Lstm(input: 1, hidden: 2, LayerNorm = true)]",
        ["quantized"] = "[Lstm(input: 1, hidden: 20, Layers = 2, Precision = LstmPrecision.Int16)]",
        ["peephole"] = "[Lstm(input: 1, hidden: 20, Peephole = true)]",
        ["poolFinal"] = "[Lstm(input: 1, hidden: 2, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Dense(3, Activation.Softmax)]",
        ["poolLast"] = "[Lstm(input: 1, hidden: 2)]\n[Pool(Pooling.Last)]\n[Dense(3)]",
        ["poolMean"] = "[Lstm(input: 1, hidden: 2)]\n[Pool(Pooling.Mean)]",
        ["projection"] = "[Lstm(input: 1, hidden: 4, Projection = 2)]",
        ["merge"] = "[Lstm(input: 1, hidden: 9, Bidirectional = true)]\n[Merge(Merging.Product)]",
        ["residual"] = "[Lstm(input: 1, hidden: 2, Output = 1, Residual = true)]",
        ["residualAround"] = "[Dense(9)]\n[Lstm(input: 2, hidden: 9, Layers = 2)]\n[Residual(1)]\n[PRelu]\n[Residual(4)]\n[Dense(1)]",
        ["units"] = "[Affine]\n[Lstm(input: 3, hidden: 2)]\n[LayerNorm]\n[PRelu]\n[Gru(hidden: 9)]\n[Activation(Activation.Elu)]",
        ["stochasticForget"] = "[Lstm(input: 1, hidden: 2, StochasticForget = true)]",
    };

    public static TheoryData<string> Variants => new(s_declarations.Keys);

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task A_network(string variant)
    {
        GeneratorRun run = await RunAsync(variant);
        await Snapshot.VerifyAsync(run.Driver, SnapshotPart.Variant, [(nameof(variant), variant)]);
    }

    /// <summary>The variants with other statements in the kernel for streams in lanes.</summary>
    [Theory]
    [InlineData("coupledGates")]
    [InlineData("peephole")]
    [InlineData("residual")]
    [InlineData("residualAround")]
    public async Task Lanes(string variant)
    {
        GeneratorRun run = await RunAsync(variant);
        await Snapshot.VerifyAsync(run.Driver, SnapshotPart.Members("Lanes"), [(nameof(variant), variant)]);
    }

    /// <summary>The members that only a variant has.</summary>
    [Theory]
    [InlineData("stochasticForget", "Seed")]
    [InlineData("quantized", "QuantizationReport")]
    [InlineData("poolLast", "Predict")]
    [InlineData("poolMean", "Predict")]
    public async Task A_member(string variant, string member)
    {
        GeneratorRun run = await RunAsync(variant);
        await Snapshot.VerifyAsync(run.Driver, SnapshotPart.Members(member), [(nameof(variant), variant), (nameof(member), member)]);
    }

    private static Task<GeneratorRun> RunAsync(string variant) => GeneratorHarness.RunAsync($$"""
        using Lstm;

        namespace Demo;

        {{s_declarations[variant]}}
        public sealed partial class Cell;
        """);
}

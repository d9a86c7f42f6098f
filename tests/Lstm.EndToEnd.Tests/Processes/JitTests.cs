using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Lstm.EndToEnd.Tests.Quantized;
using System.Text.RegularExpressions;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>
/// The JIT compiles every kernel with full optimisation, at once, and to code of a bounded size: at no size of a network does it give up.
/// </summary>
public sealed partial class JitTests(ITestOutputHelper output)
{
    /// <summary>
    /// Bytes of code of the largest method. Loops over rows are unrolled four times whatever the sizes, so code must not grow with them:
    /// the largest seen is about 3 KB on x64 (a layer of two kinds of tiles), and two 128-bit vectors for each of 256, as on Arm64, would
    /// double that. With rows unrolled up to 100, a layer of 100 units came to 160 KB, and the JIT gave up optimising it.
    /// </summary>
    private const int LargestCode = 8 * 1024;

    /// <summary>The same where each multiply-add is emulated: the largest seen is about 14 KB, two phases of a layer.</summary>
    private const int LargestEmulatedCode = 24 * 1024;

    private static readonly bool s_hasFusedMultiplyAdd = Fma.IsSupported || AdvSimd.IsSupported;

    [Fact]
    public void Every_kernel_is_fully_optimised_and_small() => Check(Grid.Compiled, []);

    [Fact]
    public void Every_kernel_of_a_variant_is_fully_optimised_and_small() => Check(VariantGrid.Compiled, []);

    [Fact]
    public void Every_kernel_of_a_list_is_fully_optimised_and_small() => Check(ListGrid.Compiled, []);

    [Fact]
    public void Every_kernel_of_a_network_with_pooling_is_fully_optimised_and_small() => Check(PooledGrid.Compiled, []);

    [Fact]
    public void Every_kernel_of_quantized_weights_is_fully_optimised_and_small() => Check(QuantizedGrid.Compiled, []);

    /// <summary>The kernels that a processor without the widest vectors takes, and those of one that has narrow vectors only.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    public void Every_kernel_for_fewer_instructions_is_fully_optimised_and_small(string setting) =>
        Check(Grid.Compiled, new() { [setting] = "0" });

    private void Check(CompiledNetworks networks, Dictionary<string, string> settings)
    {
        int largestCode = s_hasFusedMultiplyAdd && !settings.ContainsKey("DOTNET_EnableAVX2") ? LargestCode : LargestEmulatedCode;
        using TemporaryFolder folder = new();
        string assembly = folder.File("LstmGen.Networks.dll");
        File.WriteAllBytes(assembly, networks.Assembly);

        (string[] expected, IReadOnlyList<JitSummary> compiled) = Probes.Run([JitProbe.Command, assembly], settings);
        Dictionary<string, JitSummary[]> kernels = compiled
            .Where(static method => method.Type.Contains("Kernel", StringComparison.Ordinal))
            .GroupBy(static method => method.Type[(method.Type.LastIndexOf("__", StringComparison.Ordinal) + 2)..] + ":" + method.Method)
            .ToDictionary(static group => group.Key, static group => group.ToArray());

        // Of the kernels of a network the process takes one. It has a Run, and most have layers of their own: anything less, and this test
        // looks at nothing.
        HashSet<string> taken = [.. kernels.Keys.Select(TypeOf)];
        expected = [.. expected.Where(name => taken.Contains(TypeOf(name)))];
        Assert.Equal(networks.Networks.Count, expected.Count(static name => RunOfKernel.IsMatch(name)));
        Assert.True(expected.Length > 2 * networks.Networks.Count, $"only {expected.Length} methods");

        // A layer without a state, a projection, an Elman network of a few outputs, or a layer that only calls methods of its tiles and
        // units may be small enough for the JIT to compile it into its caller.
        HashSet<string> withUnits = [.. expected.Where(static name => UnitsMethod.IsMatch(name)).Select(TypeOf)];
        Assert.All(
            expected.Except(kernels.Keys),
            name => Assert.True(
                SmallMethod.IsMatch(name) ||
                LayerMethod.IsMatch(name) && withUnits.Contains(TypeOf(name)) ||
                networks.Networks.Any(network => IsSmallLayer(network.Value, network.Key, name)),
                name));

        foreach (JitSummary method in kernels.Values.SelectMany(static methods => methods)
            .OrderByDescending(static method => method.CodeSize)
            .Take(12))
        {
            string type = method.Type[(method.Type.LastIndexOf("__", StringComparison.Ordinal) + 2)..];
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{method.CodeSize,6} bytes  {method.Tier}  {type}:{method.Method}"));
        }

        foreach ((string name, JitSummary[] methods) in kernels)
        {
            JitSummary method = Assert.Single(methods);
            Assert.True(method.Tier == "FullOpts", $"{name} was compiled as {method.Tier}");
            Assert.True(method.CodeSize <= largestCode, $"{name} has {method.CodeSize} bytes of code");
        }
    }

    private static bool IsSmallLayer(ListSpec spec, string network, string name) => Enumerable.Range(0, spec.Layers.Count).Any(layer =>
        spec.Layers[layer] is RecurrentSpec { Form: CellForm.Rnn, Hidden: <= 8 } &&
        new[] { $"Layer{layer}", "Layer", "FirstLayer", "UpperLayer" }.Any(method => name == $"{network}Kernel:{method}"));

    private static string TypeOf(string name) => name[..name.LastIndexOf(':')];

    [GeneratedRegex(":(Head|Stem|Dense|Conv1D|Projection|Affine|LayerNorm|Activation|PRelu)[0-9]*$")]
    private static partial Regex SmallMethod { get; }

    [GeneratedRegex(":Units[0-9]*$")]
    private static partial Regex UnitsMethod { get; }

    [GeneratedRegex(":(First|Upper)?Layer[0-9]*$")]
    private static partial Regex LayerMethod { get; }

    [GeneratedRegex("Kernel(128|512)?:Run$")]
    private static partial Regex RunOfKernel { get; }
}

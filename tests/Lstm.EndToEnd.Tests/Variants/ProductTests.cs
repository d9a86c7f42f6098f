using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// Every combination of the parameters either compiles and computes what its equations say, or is refused by a diagnostic.
/// </summary>
public sealed class ProductTests(ITestOutputHelper output)
{
    private const int Batch = 250;

    private const int Steps = 4;

    [Fact]
    public void Every_combination_is_counted()
    {
        NetworkSpec[] networks = [.. Product.Networks];

        // LSTM: directions, projection, peephole, coupled gates, normalisation, stochastic, cell clip | clip, residual, stem, heads,
        // activations. GRU: both resets.
        Assert.Equal(3 * 64 * (2 * 2 * 2 * 3 * 2) + 2 * 3 * (2 * 2 * 2 * 3 * 2), networks.Length);
        Assert.Equal(networks.Length, networks.Distinct().Count());
        Assert.Equal(networks.Length, networks.Select(static spec => spec.Name).Distinct(StringComparer.Ordinal).Count());

        // Two layers in three directions | dense between, a third, stem, head, residual.
        ListSpec[] lists = [.. Product.Lists];
        int layers = 3 * Product.Forms.Count();
        Assert.Equal(layers * layers * 32, lists.Length);
        Assert.Equal(lists.Length, lists.Select(static spec => spec.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_diagnostic_refuses_what_the_mathematics_does_and_nothing_else()
    {
        ListSpec[] networks = [.. ListSpec.Of(Product.Networks), .. Product.Lists];
        ListSpec[] refused = [.. networks.Where(IsRefused)];
        ImmutableArray<Diagnostic> diagnostics = ModelCompiler.Analyze(networks);

        Assert.NotEmpty(refused);
        Assert.All(
            diagnostics,
            static diagnostic => Assert.Equal(("LSTM014", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity)));
        Assert.All(diagnostics, static diagnostic => Assert.Contains("Residual", diagnostic.GetMessage(), StringComparison.Ordinal));
        string[] names = [.. diagnostics.Select(
            diagnostic => refused.Single(spec => diagnostic.GetMessage().Contains($"'{spec.Name}'", StringComparison.Ordinal)).Name)];
        Assert.Equal(refused.Select(static spec => spec.Name).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        output.WriteLine($"{refused.Length} combinations are refused, such as: {diagnostics[0].GetMessage()}");
    }

    [Fact]
    public void A_sample_has_every_triple_of_parameters()
    {
        NetworkSpec[] all = [.. Product.Networks.Where(static spec => !IsRefused(spec))];
        IReadOnlyList<NetworkSpec> sample = Sample(all);

        output.WriteLine($"{sample.Count} of {all.Length} networks.");
        Assert.InRange(sample.Count, 50, 200);

        // The features tell every two networks apart: no parameter is missing among them.
        Assert.Equal(all.Length, all.Select(static spec => string.Join('|', Features(spec))).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Triples(all).Order(StringComparer.Ordinal), Triples(sample).Order(StringComparer.Ordinal));
    }

    /// <summary>The sample in the ordinary tier, the whole product in the full one.</summary>
    [Fact]
    public void All_others_compute_what_their_equations_say()
    {
        NetworkSpec[] all = [.. Product.Networks.Where(static spec => !IsRefused(spec))];
        ListSpec[] networks =
        [
            .. ListSpec.Of(Tier.IsFull ? all : Sample(all)),
            .. NetworkSample.OfLists(Product.Lists.Where(static spec => !IsRefused(spec))),
        ];
        ConcurrentQueue<string> faults = [];
        int run = 0;
        Parallel.ForEach(
            networks.Chunk(Math.Min(Batch, networks.Length / Environment.ProcessorCount + 1)),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            batch =>
            {
                foreach (string fault in Run(batch))
                {
                    faults.Enqueue(fault);
                }

                Interlocked.Add(ref run, batch.Length);
            });

        output.WriteLine($"{run} combinations compile and run.");
        Assert.Equal(networks.Length, run);
        Assert.True(
            faults.IsEmpty,
            $"{faults.Count} combinations fail:\n{string.Join('\n', faults.Order(StringComparer.Ordinal).Take(20))}");
    }

    private static IReadOnlyList<NetworkSpec> Sample(NetworkSpec[] networks) => CoveringArray.Select(networks, Features, strength: 3);

    private static IReadOnlyList<object> Features(NetworkSpec spec) =>
    [
        (spec.Gru, spec.ResetAfter), (spec.Bidirectional, spec.Direction), spec.Layers, spec.Clip, spec.Residual, spec.Stem.Count,
        spec.Head.Count,
        spec.Projection, spec.Peephole, spec.CoupledGates, spec.LayerNorm, spec.StochasticForget, spec.CellClip, spec.GateActivation,
    ];

    // Written apart from the selection that it checks.
    private static HashSet<string> Triples(IEnumerable<NetworkSpec> networks)
    {
        HashSet<string> triples = new(StringComparer.Ordinal);
        foreach (NetworkSpec spec in networks)
        {
            string[] parts = [.. Features(spec).Select(static (feature, index) => $"{index}={feature}")];
            for (int first = 0; first < parts.Length; first++)
            {
                for (int second = first + 1; second < parts.Length; second++)
                {
                    for (int third = second + 1; third < parts.Length; third++)
                    {
                        triples.Add($"{parts[first]} {parts[second]} {parts[third]}");
                    }
                }
            }
        }

        return triples;
    }

    /// <summary>A residual needs an input for every output; nothing else stands against anything.</summary>
    private static bool IsRefused(ListSpec spec) => spec.Residual && spec.OutputSize > spec.Input;

    private static List<string> Run(ListSpec[] batch)
    {
        List<string> faults = [];

        // Kept, all of them: about 50 KB a class. What can be unloaded has no first tier, and its JIT takes three times as long.
        AssemblyLoadContext context = new("LstmGen.Product");
        Assembly assembly = context.LoadFromStream(new MemoryStream(ModelCompiler.CompileQuickly("LstmGen.Product", batch)));
        foreach (ListSpec spec in batch)
        {
            try
            {
                Check(spec, assembly.GetType("Networks." + spec.Name, throwOnError: true)!);
            }
            catch (XunitException exception)
            {
                faults.Add($"{spec.Name}: {exception.Message}");
            }
        }

        return faults;
    }

    private static void Check(ListSpec spec, Type model)
    {
        LstmWeights weights = RandomWeights.Create(spec);
        Network network = Network.Create(model, weights);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);
        StartState start = StartState.Create(spec, seed: 1);

        Trace found = network.Run(inputs, start);

        EquivalenceTests.AssertAgrees(
            spec,
            LstmOracle.Run(spec, weights, inputs, start.HiddenAsDoubles, start.CellAsDoubles, start.Seed ?? 0),
            found);
        if (network is StepNetwork stepping)
        {
            Assert.True(found.SameBits(stepping.Steps(inputs, start)), "Step and Run differ");
        }
    }
}

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

/// <summary>Every combination of the parameters either compiles and computes what its equations say, or is refused by a diagnostic.</summary>
public sealed class ProductTests(ITestOutputHelper output)
{
    private const int Batch = 250;

    private const int Steps = 4;

    [Fact]
    public void Every_combination_is_counted()
    {
        NetworkSpec[] networks = [.. Product.Networks];

        // LSTM: directions, projection, peephole, coupled gates, normalisation, stochastic, cell clip | clip, residual, stem, heads, activations. GRU: both resets.
        Assert.Equal(3 * 64 * (2 * 2 * 2 * 3 * 2) + 2 * 3 * (2 * 2 * 2 * 3 * 2), networks.Length);
        Assert.Equal(networks.Length, networks.Distinct().Count());
        Assert.Equal(networks.Length, networks.Select(static spec => spec.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_diagnostic_refuses_what_the_mathematics_does_and_nothing_else()
    {
        NetworkSpec[] refused = [.. Product.Networks.Where(IsRefused)];
        ImmutableArray<Diagnostic> diagnostics = ModelCompiler.Analyze(Product.Networks);

        Assert.NotEmpty(refused);
        Assert.All(diagnostics, static diagnostic => Assert.Equal(("LSTM014", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity)));
        Assert.All(diagnostics, static diagnostic => Assert.Contains("Residual", diagnostic.GetMessage(), StringComparison.Ordinal));
        string[] names = [.. diagnostics.Select(diagnostic => refused.Single(spec => diagnostic.GetMessage().Contains($"'{spec.Name}'", StringComparison.Ordinal)).Name)];
        Assert.Equal(refused.Select(static spec => spec.Name).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        output.WriteLine($"{refused.Length} combinations are refused, such as: {diagnostics[0].GetMessage()}");
    }

    [Fact]
    public void All_others_compute_what_their_equations_say()
    {
        ConcurrentQueue<string> faults = [];
        int run = 0;
        Parallel.ForEach(
            Product.Networks.Where(static spec => !IsRefused(spec)).Chunk(Batch),
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
        Assert.Equal(Product.Networks.Count(static spec => !IsRefused(spec)), run);
        Assert.True(faults.IsEmpty, $"{faults.Count} combinations fail:\n{string.Join('\n', faults.Order(StringComparer.Ordinal).Take(20))}");
    }

    /// <summary>A residual needs an input for every output; nothing else stands against anything.</summary>
    private static bool IsRefused(NetworkSpec spec) => spec.Residual && spec.OutputSize > spec.Input;

    private static List<string> Run(NetworkSpec[] batch)
    {
        List<string> faults = [];

        // Kept, all of them: about 50 KB a class. What can be unloaded has no first tier, and its JIT takes three times as long.
        AssemblyLoadContext context = new("LstmGen.Product");
        Assembly assembly = context.LoadFromStream(new MemoryStream(ModelCompiler.CompileQuickly("LstmGen.Product", batch)));
        foreach (NetworkSpec spec in batch)
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

    private static void Check(NetworkSpec spec, Type model)
    {
        LstmWeights weights = RandomWeights.Create(spec);
        Network network = Network.Create(model, weights);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);
        StartState start = StartState.Create(spec, seed: 1);

        Trace found = network.Run(inputs, start);

        EquivalenceTests.AssertAgrees(spec, LstmOracle.Run(spec, weights, inputs, start.HiddenAsDoubles, start.CellAsDoubles, start.Seed ?? 0), found);
        if (network is StepNetwork stepping)
        {
            Assert.True(found.SameBits(stepping.Steps(inputs, start)), "Step and Run differ");
        }
    }
}

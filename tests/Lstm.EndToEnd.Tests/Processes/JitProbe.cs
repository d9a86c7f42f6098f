using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Lstm.EndToEnd.Tests.Quantized;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>
/// Runs a few steps of every network of an assembly, and prints which of their kernels' methods must then have been compiled.
/// </summary>
internal static class JitProbe
{
    public const string Command = "probe-jit";

    public static void Run(string assembly, TextWriter output)
    {
        Assembly networks = new AssemblyLoadContext("networks").LoadFromAssemblyPath(assembly);
        IReadOnlyDictionary<string, ListSpec> specs = Grid.Networks.Concat(VariantGrid.Compiled.Networks)
            .Concat(ListGrid.Compiled.Networks)
            .Concat(QuantizedGrid.Compiled.Networks)
            .Concat(PooledGrid.Compiled.Networks)
            .ToDictionary(StringComparer.Ordinal);
        foreach (Type type in networks.GetTypes().Where(static type => type.Namespace == "Networks" && !type.IsNested))
        {
            Network network = Network.Create(type, RandomWeights.Create(specs[type.Name]));

            // A run that looks ahead takes three steps at once, and the last of four by itself.
            network.Run(RandomWeights.Inputs(4, network.InputSize));
            if (network is StepNetwork many)
            {
                // A whole group of streams, of either kind.
                many.OutputsOfMany(streams: 8, steps: 1);
            }
        }

        foreach (Type kernel in networks.GetTypes().Where(static type => type.FullName!.Contains("Kernel", StringComparison.Ordinal)))
        {
            string name = kernel.FullName![(kernel.FullName!.LastIndexOf("__", StringComparison.Ordinal) + 2)..];
            foreach (MethodInfo method in kernel.GetMethods(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                // What is compiled into its caller has no entry of its own.
                if (!method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining) && !method.IsSpecialName)
                {
                    output.WriteLine($"{name}:{method.Name}");
                }
            }
        }
    }
}

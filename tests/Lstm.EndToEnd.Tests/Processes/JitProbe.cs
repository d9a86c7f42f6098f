using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Lstm.Tests;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>Runs two steps of every network of an assembly, and prints which of their kernels' methods must then have been compiled.</summary>
internal static class JitProbe
{
    public const string Command = "probe-jit";

    public static void Run(string assembly, TextWriter output)
    {
        Assembly networks = new AssemblyLoadContext("networks").LoadFromAssemblyPath(assembly);
        foreach (Type type in networks.GetTypes().Where(static type => type.Namespace == "Networks" && !type.IsNested))
        {
            int SizeOf(string name) => (int)type.GetField(name)!.GetRawConstantValue()!;
            bool hasHead = type.Name.Contains('O', StringComparison.Ordinal) && !type.Name.EndsWith("O0", StringComparison.Ordinal);
            LstmWeights weights = RandomWeights.Create(
                SizeOf("InputSize"), SizeOf("HiddenSize"), SizeOf("LayerCount"), hasHead ? SizeOf("OutputSize") : 0);
            Network network = Network.Create(type, weights);
            network.Run(RandomWeights.Inputs(2, network.InputSize));
        }

        foreach (Type kernel in networks.GetTypes().Where(static type => type.Name.EndsWith("Kernel", StringComparison.Ordinal)))
        {
            foreach (MethodInfo method in kernel.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                // What is compiled into its caller has no entry of its own.
                if (!method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining))
                {
                    output.WriteLine($"{kernel.Name[(kernel.Name.LastIndexOf("__", StringComparison.Ordinal) + 2)..]}:{method.Name}");
                }
            }
        }
    }
}

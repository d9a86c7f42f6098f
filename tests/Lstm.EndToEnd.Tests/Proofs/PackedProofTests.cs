using System;
using System.IO;
using System.Linq;
using Lstm.EndToEnd.Tests.Package;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Proofs;

/// <summary>
/// The proofs as people install them: from their package, in a strict project that knows nothing else of this repository.
/// </summary>
[Collection(PackageCollection.Name)]
[Trait("Category", Tier.Full)]
public sealed class PackedProofTests(PackedPackage package, ITestOutputHelper output)
{
    private const string Source = """
        using System;
        using Lstm;
        using Lstm.Testing;

        namespace Scratch;

        [Lstm(input: 1, hidden: 16, Output = 1)]
        internal sealed partial class Amp;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                Amp model = Amp.Load(args[0]);
                LstmProof.AllocatesNothing<Amp, Amp.State>(model);
                LstmProof.GivesTheSameBits<Amp, Amp.State>(model);
                Console.WriteLine(LstmProof.Latency<Amp, Amp.State>(model));
            }
        }

        """;

    [Fact]
    public void A_strict_project_proves_its_own_network()
    {
        string feed = package.PackBeside("Lstm.Testing");
        string version = Path.GetFileNameWithoutExtension(package.File)["LstmGen.".Length..];
        using ScratchProject project = new(package, Source, $"""
              <PropertyGroup>
                <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="LstmGen.Testing" Version="{version}" />
              </ItemGroup>
            """);
        project.Build();
        string[] optimized = project.Run(TestFiles.Golden("torch-1x16-dense1")).Split('\n');
        output.WriteLine(string.Join('\n', optimized));

        Assert.StartsWith("Amp.Step (input 1, hidden 16, 1 layer, output 1)", optimized[0], StringComparison.Ordinal);
        Assert.Contains("build       optimised (Scratch)", optimized.Select(static line => line.TrimEnd()));
        Assert.True(Directory.Exists(project.File("packages", "lstmgen.testing")), "the package came from somewhere else");

        // The same without optimisation: the bits and the allocations are promised of it as well, and the report says what it is.
        // Elsewhere, or the build would take it that nothing has changed.
        project.Build("-p:Optimize=false", "-p:IntermediateOutputPath=obj/debug/");
        string debug = project.Run(TestFiles.Golden("torch-1x16-dense1"));
        output.WriteLine(debug);
        Assert.Contains("build       NOT OPTIMISED: Scratch is a Debug build", debug, StringComparison.Ordinal);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>
/// The artefact that people install: what is in it, and that it works in a project that knows nothing else of this repository.
/// </summary>
[Collection(PackageCollection.Name)]
public sealed class PackageTests(PackedPackage package)
{
    private const string Source = """
        using System;
        using System.Runtime.InteropServices;
        using Lstm;

        namespace Scratch;

        [Lstm(input: 1, hidden: 16, Output = 1)]
        internal sealed partial class Amp;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                float[] inputs = new float[64];
                for (int step = 0; step < inputs.Length; step++)
                {
                    inputs[step] = step / 32f - 1f;
                }

                Amp model = Amp.Load(args[0]);
                Amp.State state = default;
                float[] outputs = new float[inputs.Length * Amp.OutputSize];
                model.Run(ref state, inputs, outputs);
                Console.WriteLine(Convert.ToHexString(MemoryMarshal.AsBytes<float>(outputs)));
            }
        }

        """;

    [Fact]
    public void It_holds_the_runtime_the_generator_and_the_readme()
    {
        using ZipArchive zip = ZipFile.OpenRead(package.File);
        // What NuGet adds for itself is not ours to check.
        IEnumerable<string> files = zip.Entries.Select(static entry => entry.FullName)
            .Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal)
                && name != "[Content_Types].xml");
        Assert.Equal(
            [
                "LstmGen.nuspec", "README.md", "analyzers/dotnet/cs/Lstm.CodeFixes.dll", "analyzers/dotnet/cs/Lstm.Generator.dll",
                "buildTransitive/net10.0/LstmGen.Weights.targets", "buildTransitive/net10.0/LstmGen.targets", "icon.png",
                "lib/net10.0/Lstm.Runtime.dll", "lib/net10.0/Lstm.Runtime.xml",
            ],
            files.Where(static name => !name.StartsWith("docs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(package.File, ".snupkg"));
        Assert.Contains("lib/net10.0/Lstm.Runtime.pdb", symbols.Entries.Select(static entry => entry.FullName));
    }

    [Fact]
    public void It_says_what_it_is_and_depends_on_nothing()
    {
        using ZipArchive zip = ZipFile.OpenRead(package.File);
        using Stream stream = zip.GetEntry("LstmGen.nuspec")!.Open();
        XDocument nuspec = XDocument.Load(stream);
        string? Value(string name) => nuspec.Descendants().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("LstmGen", Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEmpty(Value("description")!);
        Assert.NotEmpty(Value("tags")!);
        Assert.DoesNotContain(nuspec.Descendants(), static element => element.Name.LocalName == "dependency");
        Assert.Equal(
            ["LstmGen"],
            Directory.EnumerateFiles(package.Feed, "*.nupkg").Select(static file => Path.GetFileName(file).Split('.')[0]));
    }

    [Fact]
    public void Six_projects_pack_and_no_other()
    {
        IEnumerable<string> projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(static file => File.ReadAllText(file).Contains("<IsPackable>true", StringComparison.Ordinal))
            .Select(static file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "Lstm.Extensions.DependencyInjection.csproj", "Lstm.Import.csproj", "Lstm.Runtime.csproj", "Lstm.Templates.csproj",
                "Lstm.Testing.csproj", "Lstm.Tool.csproj",
            ],
            projects);
        Assert.Contains(
            "<IsPackable>false</IsPackable>",
            File.ReadAllText(Repository.File("Directory.Build.props")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_strict_project_restores_it_from_a_folder_and_computes_the_same_bits()
    {
        using ScratchProject project = new(package, Source);
        project.Build();
        string printed = project.Run(TestFiles.Golden("torch-1x16-dense1"));

        float[] inputs = [.. Enumerable.Range(0, 64).Select(static step => step / 32f - 1f)];
        float[] outputs = Network.Around(Torch1x16.Load(TestFiles.Golden("torch-1x16-dense1"))).Run(inputs).Outputs;
        Assert.Equal(Convert.ToHexString(MemoryMarshal.AsBytes<float>(outputs)), printed.Trim());
        Assert.True(Directory.Exists(project.File("packages", "lstmgen")), "the package came from somewhere else");
    }

    [Fact]
    public void Publishing_for_NativeAOT_without_vector_instructions_is_warned_about()
    {
        using ScratchProject project = new(package, Source);
        project.Restore();

        // The target alone: publishing would need the ahead-of-time compiler, which is a download.
        string Check(params string[] properties) =>
            project.Target("LstmGenCheckInstructionSet", ["-p:TreatWarningsAsErrors=false", .. properties]);

        Assert.Contains("LSTM101", Check("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-x64"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "LSTM101",
            Check("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-x64", "-p:IlcInstructionSet=x86-64-v3"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("LSTM101", Check("-p:PublishAot=true", "-p:RuntimeIdentifier=linux-arm64"), StringComparison.Ordinal);
        Assert.DoesNotContain("LSTM101", Check(), StringComparison.Ordinal);
    }
}

using System;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>
/// The package's targets read the headers of a project's weights files, and the analyzer compares them. The builds are strict: the
/// compiler has no warning about the assemblies of the package.
/// </summary>
[Collection(PackageCollection.Name)]
[Trait("Category", Tier.Full)]
public sealed class WeightsComparisonTests(PackedPackage package)
{
    // A name with characters that have a meaning in MSBuild, in C# or in an editorconfig file.
    private const string Folder = "it's [a] (#1); $(x)";
    private const string Name = "50% am'p.safetensors";

    private const string Items = """
          <ItemGroup>
            <EmbeddedResource Include="**/*am'p.safetensors" />
            <EmbeddedResource Include="logical.safetensors" LogicalName="a;b/'c'.bin" />
          </ItemGroup>
        """;

    [Fact]
    public void A_build_compares_each_weights_file_with_the_declaration()
    {
        using ScratchProject project = new(package, SourceOf(hidden: 16), Items);
        Directory.CreateDirectory(project.File(Folder));
        File.Copy(TestFiles.Golden("torch-1x16-dense1"), project.File(Folder, Name));
        File.Copy(TestFiles.Golden("torch-1x16-dense1"), project.File("logical.safetensors"));
        project.Build();
        DateTime[] written = WriteTimes(project);
        Assert.Equal(2, written.Length);

        // Nothing is read again, and the comparison still takes place.
        File.WriteAllText(project.File("Program.cs"), SourceOf(hidden: 12));
        string refused = Assert.Throws<InvalidOperationException>(() => project.Build()).Message;
        Assert.Equal(written, WriteTimes(project));
        Assert.Contains("LSTM041: 'Path' is declared as [Lstm(input: 1, hidden: 12, Output = 1)]", refused, StringComparison.Ordinal);
        Assert.Contains("LSTM041: 'Logical' is declared as [Lstm(input: 1, hidden: 12, Output = 1)]", refused, StringComparison.Ordinal);
        Assert.Contains("belong to [Lstm(input: 1, hidden: 16, Output = 1)]", refused, StringComparison.Ordinal);

        // A new file is read.
        File.WriteAllText(project.File("Program.cs"), SourceOf(hidden: 16));
        File.Copy(TestFiles.Golden("torch-1x8-dense1"), project.File("logical.safetensors"), overwrite: true);
        File.SetLastWriteTimeUtc(project.File("logical.safetensors"), DateTime.UtcNow);
        refused = Assert.Throws<InvalidOperationException>(() => project.Build()).Message;
        Assert.Contains("LSTM041: 'Logical' is declared as", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("LSTM041: 'Path' is declared as", refused, StringComparison.Ordinal);

        // The comparison can be turned off.
        project.Build("-p:LstmGenLargestComparedFile=0");
    }

    [Fact]
    public void Files_that_only_look_like_weights_do_no_harm()
    {
        using ScratchProject project = new(package, SourceOf(hidden: 16), Items);
        Directory.CreateDirectory(project.File(Folder));
        File.Copy(TestFiles.Golden("torch-1x16-dense1"), project.File(Folder, Name));
        File.Copy(TestFiles.Golden("torch-1x16-dense1"), project.File("logical.safetensors"));
        File.WriteAllText(project.File("empty.safetensors"), "");
        File.WriteAllText(project.File("text.safetensors"), "$([System.IO.File]::ReadAllText('x')) %(Identity) @(None) ; {");
        File.WriteAllText(project.File("open.safetensors"), "{{{{{{{{" + string.Concat(Enumerable.Repeat("{\"a\":[{", 100_000)));
        File.WriteAllBytes(project.File("binary.safetensors"), [.. Enumerable.Range(0, 100_000).Select(static index => (byte)(index * 7))]);
        project.Build();
        Assert.Equal(6, WriteTimes(project).Length);
    }

    [Fact]
    public void A_file_that_is_not_embedded_is_compared_too()
    {
        using ScratchProject project = new(package, SourceOf(hidden: 12));
        File.Copy(TestFiles.Golden("torch-1x16-dense1"), project.File(Name));
        string refused = Assert.Throws<InvalidOperationException>(() => project.Build()).Message;
        Assert.Contains("LSTM020", refused, StringComparison.Ordinal);
        Assert.Contains("LSTM041: 'Path' is declared as [Lstm(input: 1, hidden: 12, Output = 1)]", refused, StringComparison.Ordinal);
    }

    private static string SourceOf(int hidden) => $$"""
        using Lstm;

        namespace Scratch;

        [Lstm(input: 1, hidden: {{hidden}}, Output = 1, Weights = "{{Name}}")]
        internal sealed partial class Path;

        [Lstm(input: 1, hidden: {{hidden}}, Output = 1, Weights = "a;b/'c'.bin")]
        internal sealed partial class Logical;

        internal static class Program
        {
            private static void Main() => System.Console.WriteLine(Path.InputSize + Logical.InputSize);
        }

        """;

    private static DateTime[] WriteTimes(ScratchProject project) =>
        [.. Directory.EnumerateFiles(project.File("obj"), "*.lstmweights", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.GetLastWriteTimeUtc)];
}

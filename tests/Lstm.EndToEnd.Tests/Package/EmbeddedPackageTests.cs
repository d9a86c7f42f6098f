using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>
/// Weights inside the assembly of a project that restores the package: what MSBuild embeds is what the analyzer hears of and what the
/// program loads.
/// </summary>
[Collection(PackageCollection.Name)]
[Trait("Category", Tier.Full)]
public sealed partial class EmbeddedPackageTests(PackedPackage package)
{
    private const string Source = """
        using System;
        using System.Runtime.InteropServices;
        using Lstm;

        namespace Scratch;

        [Lstm(input: 1, hidden: 16, Output = 1, Weights = "my-models/v2.1/amp.safetensors")]
        internal sealed partial class ByPath;

        [Lstm(input: 1, hidden: 16, Output = 1, Weights = "Scratch.my_models.v2._1.amp.safetensors")]
        internal sealed partial class ByName;

        [Lstm(input: 1, hidden: 16, Output = 1, Weights = "it's; #1 50%.bin")]
        internal sealed partial class Strange;

        [Lstm(input: 1, hidden: 16, Output = 1, Weights = "a/b; #'50%25'.bin")]
        internal sealed partial class Logical;

        [Lstm(input: 1, hidden: 16, Output = 1, Weights = "kept.de.bin")]
        internal sealed partial class Kept;

        [Lstm(input: 1, hidden: 16, Output = 1, Weights = "added.bin")]
        internal sealed partial class Added;

        [Lstm(input: 1, hidden: 16, Output = 1, Weights = "late.bin")]
        internal sealed partial class Late;

        [Lstm(input: 1, hidden: 16, Output = 1)]
        internal sealed partial class Plain;

        #if GERMAN
        [Lstm(input: 1, hidden: 16, Output = 1, Weights = "satellite.de.bin")]
        internal sealed partial class German;
        #endif

        internal static class Program
        {
            private static void Main()
            {
                foreach (string name in typeof(Program).Assembly.GetManifestResourceNames())
                {
                    Console.WriteLine("resource " + name);
                }

                Print<ByPath, ByPath.State>(static () => ByPath.Default);
                Print<ByName, ByName.State>(static () => ByName.Default);
                Print<Strange, Strange.State>(static () => Strange.Default);
                Print<Logical, Logical.State>(static () => Logical.Default);
                Print<Kept, Kept.State>(static () => Kept.Default);
                Print<Added, Added.State>(static () => Added.Default);
                Print<Late, Late.State>(static () => Late.Default);
            }

            private static void Print<TModel, TState>(Func<TModel> load)
                where TModel : ILstm<TState>
                where TState : unmanaged, ILstmState
            {
                try
                {
                    float[] inputs = new float[64];
                    for (int step = 0; step < inputs.Length; step++)
                    {
                        inputs[step] = step / 32f - 1f;
                    }

                    TState state = default;
                    float[] outputs = new float[inputs.Length];
                    load().Run(ref state, inputs, outputs);
                    Console.WriteLine("outputs " + Convert.ToHexString(MemoryMarshal.AsBytes<float>(outputs)));
                }
                catch (WeightFormatException exception)
                {
                    Console.WriteLine("refused " + exception.Message);
                }
            }
        }

        """;

    // Each file by another way that a resource gets its name; resx and satellites beside them, which are none of the analyzer's business.
    private const string Items = """
          <PropertyGroup>
            <NeutralLanguage>en</NeutralLanguage>
          </PropertyGroup>
          <ItemGroup Condition="'$(Embed)' != 'false'">
            <EmbeddedResource Include="my-models/**/*.safetensors" />
            <EmbeddedResource Include="it's*.bin" />
            <EmbeddedResource Include="logical.bin" LogicalName="a/b; #'50%2525'.bin" />
            <EmbeddedResource Include="kept.de.bin" WithCulture="false" />
          </ItemGroup>
          <ItemGroup>
            <EmbeddedResource Include="satellite.de.bin" />
          </ItemGroup>
          <Target Name="Add" BeforeTargets="BeforeBuild" Condition="'$(Embed)' != 'false'">
            <ItemGroup>
              <EmbeddedResource Include="added.bin" />
            </ItemGroup>
          </Target>
          <Target Name="AddLate" AfterTargets="PrepareResourceNames" Condition="'$(Embed)' != 'false'">
            <ItemGroup>
              <EmbeddedResource Include="late.bin" WithCulture="false" Type="Non-Resx" />
            </ItemGroup>
          </Target>
        """;

    private const string Strings = """
        <root>
          <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
          <resheader name="version"><value>2.0</value></resheader>
          <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms</value></resheader>
          <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms</value></resheader>
          <data name="Text"><value>text</value></data>
        </root>
        """;

    private static readonly string[] s_files =
        ["my-models/v2.1/amp.safetensors", "it's; #1 50%.bin", "logical.bin", "kept.de.bin", "added.bin", "late.bin", "satellite.de.bin"];

    [Fact]
    public void Embedded_weights_are_loaded_and_what_is_not_embedded_is_warned_about()
    {
        using ScratchProject project = new(package, Source, Items);
        foreach (string file in s_files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(project.File(file))!);
            File.Copy(TestFiles.Golden("torch-1x16-dense1"), project.File(file));
        }

        File.WriteAllText(project.File("Strings.resx"), Strings);

        // Warnings are errors here: there are none.
        project.Build();
        string[] printed = project.Run().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        float[] inputs = [.. Enumerable.Range(0, 64).Select(static step => step / 32f - 1f)];
        float[] outputs = Network.Around(Torch1x16.Load(TestFiles.Golden("torch-1x16-dense1"))).Run(inputs).Outputs;
        Assert.Equal(
            Enumerable.Repeat("outputs " + Convert.ToHexString(MemoryMarshal.AsBytes<float>(outputs)), 7),
            printed.Where(static line => !line.StartsWith("resource ", StringComparison.Ordinal)));
        Assert.Equal(
            printed.Where(static line => line.StartsWith("resource ", StringComparison.Ordinal))
                .Select(static line => line["resource ".Length..])
                .Where(static name => !name.EndsWith(".resources", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            Told(project).Order(StringComparer.Ordinal));

        string said = project.Build("-p:Embed=false", "-p:TreatWarningsAsErrors=false", "-p:DefineConstants=GERMAN");
        Assert.Equal(
            ["Added", "ByName", "ByPath", "German", "Kept", "Late", "Logical", "Strange"],
            Warning().Matches(said).Select(static match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain("error", said, StringComparison.Ordinal);
        Assert.Empty(Told(project));
        Assert.Equal(7, project.Run().Split("refused ").Length - 1);
    }

    /// <summary>What the build has told the analyzer.</summary>
    private static IEnumerable<string> Told(ScratchProject project)
    {
        string config = Directory.EnumerateFiles(
            project.File("obj"),
            "*.GeneratedMSBuildEditorConfig.editorconfig",
            SearchOption.AllDirectories).Single();
        string line = File.ReadLines(config)
            .Single(static line => line.StartsWith("build_property.LstmGenEmbeddedResources = ", StringComparison.Ordinal));
        return line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim()
            .Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(Uri.UnescapeDataString);
    }

    [GeneratedRegex(
        @"Program\.cs\(\d+,\d+\): warning LSTM020: Weights of '(\w+)' names "".*"", " +
        @"which is not an embedded resource of this project\. It has no embedded resources\. Add the file as an EmbeddedResource\.")]
    private static partial Regex Warning();
}

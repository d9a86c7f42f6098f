using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Import;
using Lstm.Tests;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>The way of a user: import a file, paste the declaration into a fresh project with the package, load the canonical file.</summary>
public sealed class ImportedModelTests(PackedPackage package, ITestOutputHelper output) : IClassFixture<PackedPackage>
{
    private const int Steps = 40;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    [Fact]
    public void A_file_of_each_format_becomes_a_class_that_loads_and_passes_its_self_test()
    {
        List<ModelDescription> models = [.. FixturePerFormat()];
        Assert.Equal(Enum.GetValues<ModelFormat>().Order(), models.Select(static model => model.Format).Order());
        Run(models);
    }

    [Fact]
    public void Every_published_model_becomes_a_class_that_loads_and_passes_its_self_test()
    {
        string? cases = TestFiles.Case("");
        if (cases is null)
        {
            output.WriteLine("Not run: ../shared/cases is not beside the repository.");
            return;
        }

        List<ModelDescription> models = [.. Readable(cases)];
        Assert.NotEmpty(models);
        output.WriteLine($"Run: {string.Join(", ", models.Select(static model => model.Source))}");
        Run(models);
    }

    private void Run(List<ModelDescription> models)
    {
        using TemporaryFolder project = new();
        package.WriteProject(project);
        StringBuilder program = new("using System;\n\nnamespace Scratch;\n\ninternal static class Program\n{\n    private static void Main()\n    {\n");
        for (int index = 0; index < models.Count; index++)
        {
            // What Load runs must not be what the import has already run.
            ModelDescription model = models[index].WithSelfTest(OracleTest(models[index]));
            string name = $"Model{index}";
            model.Save(project.File(name + ".safetensors"));
            File.WriteAllText(project.File(name + ".cs"), model.ToSource(name, "Scratch").Replace("public sealed", "internal sealed", StringComparison.Ordinal));
            program.Append($"        _ = {name}.Load(\"{name}.safetensors\");\n        Console.WriteLine(\"{name}\");\n");
        }

        File.WriteAllText(project.File("Program.cs"), program.Append("    }\n}\n").ToString());
        ChildProcess.Dotnet(
            ["build", project.File("Scratch.csproj"), "-c", "Release", "-nologo", "-v", "quiet", "-p:UseSharedCompilation=false"],
            s_limit,
            workingDirectory: project.Path);
        string printed = ChildProcess.Dotnet(["exec", project.File(Path.Combine("out", "Scratch.dll"))], s_limit, workingDirectory: project.Path);

        Assert.Equal(Enumerable.Range(0, models.Count).Select(static index => $"Model{index}"), printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    // The smallest good file of each format.
    private static IEnumerable<ModelDescription> FixturePerFormat() => Readable(Repository.File("tests", "Lstm.Import.Tests", "fixtures"))
        .GroupBy(static model => model.Format)
        .Select(static models => models.MinBy(static model => (new FileInfo(model.Source).Length, model.Source))!);

    private static IEnumerable<ModelDescription> Readable(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            ModelDescription? model = TryRead(path);
            if (model is not null)
            {
                yield return model;
            }
        }
    }

    private static ModelDescription? TryRead(string path)
    {
        try
        {
            return ModelFile.Read(path);
        }
        catch (WeightFormatException)
        {
            // Scripts, tables, and what is there to be refused.
            return null;
        }
    }

    private static LstmSelfTest OracleTest(ModelDescription model)
    {
        float[] inputs = RandomWeights.Inputs(Steps, model.Weights.InputSize);
        LstmOracleResult result = LstmOracle.Run(NetworkSpecs.Of(model.Shape), model.Weights, inputs);
        return new LstmSelfTest(Steps, inputs, [.. result.Outputs.Select(static value => (float)value)]);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Import;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>
/// The way of a user: import a file, paste the declaration into a fresh project with the package, load the canonical file.
/// </summary>
[Collection(PackageCollection.Name)]
public sealed class ImportedModelTests(PackedPackage package, ITestOutputHelper output)
{
    private const int Steps = 40;

    private static readonly Func<ModelDescription, bool>[] s_kinds = [static _ => true, Has<Conv1DShape>, Has<EmbeddingShape>];

    [Fact]
    public void A_file_of_each_format_becomes_a_class_that_loads_and_passes_its_self_test()
    {
        List<ModelDescription> models = [.. FixturePerFormat()];
        Assert.Equal(Enum.GetValues<ModelFormat>().Order(), models.Select(static model => model.Format).Distinct().Order());
        Assert.InRange(models.Count(static model => Has<Conv1DShape>(model)), 4, int.MaxValue);
        Assert.InRange(models.Count(static model => Has<EmbeddingShape>(model)), 4, int.MaxValue);
        Run(models);
    }

    [Fact]
    [Trait("Category", Tier.Full)]
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
        string[] names = [.. Enumerable.Range(0, models.Count).Select(static index => $"Model{index}")];
        using ScratchProject project = new(package, ProgramOf(names));
        foreach ((ModelDescription imported, string name) in models.Zip(names))
        {
            // What Load runs must not be what the import has already run.
            ModelDescription model = imported.WithSelfTest(OracleTest(imported));
            model.Save(project.File(name + ".safetensors"));
            File.WriteAllText(
                project.File(name + ".cs"),
                model.ToSource(name, "Scratch").Replace("public sealed", "internal sealed", StringComparison.Ordinal));
        }

        project.Build();

        Assert.Equal(names, project.Run().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    // Loads each model, which runs its self-test.
    private static string ProgramOf(IEnumerable<string> names)
    {
        StringBuilder program =
            new("using System;\n\nnamespace Scratch;\n\ninternal static class Program\n{\n    private static void Main()\n    {\n");
        foreach (string name in names)
        {
            program.Append($"        _ = {name}.Load(\"{name}.safetensors\");\n        Console.WriteLine(\"{name}\");\n");
        }

        return program.Append("    }\n}\n").ToString();
    }

    // The smallest good file of each format, and the smallest with a convolution and with an embedding.
    private static IEnumerable<ModelDescription> FixturePerFormat() => Readable(Repository.File("tests", "Lstm.Import.Tests", "fixtures"))
        .GroupBy(static model => model.Format)
        .SelectMany(static models => s_kinds
            .Select(isMeant => models.Where(isMeant).MinBy(static model => (new FileInfo(model.Source).Length, model.Source)))
            .OfType<ModelDescription>()
            .DistinctBy(static model => model.Source));

    private static bool Has<T>(ModelDescription model)
        where T : LayerShape => model.Shape.Layers.Any(static layer => layer is T);

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

    // The first sequence that the network answers with other numbers than zeros, which would prove nothing.
    private static LstmSelfTest OracleTest(ModelDescription model) => Enumerable.Range(1, 20)
        .Select(seed => OracleTest(model, seed))
        .First(static test => test.Output.ContainsAnyExcept(0f));

    private static LstmSelfTest OracleTest(ModelDescription model, int seed)
    {
        ListSpec spec = NetworkSpecs.Of(model.Shape);
        float[] inputs = RandomWeights.Inputs(spec, Steps, seed, bound: seed);
        LstmOracleResult result = LstmOracle.Run(spec, model.Weights, inputs);
        double[] outputs = spec.Pool is null ? result.Outputs : result.Outputs[^spec.OutputSize..];
        return new LstmSelfTest(Steps, inputs, [.. outputs.Select(static value => (float)value)]);
    }
}

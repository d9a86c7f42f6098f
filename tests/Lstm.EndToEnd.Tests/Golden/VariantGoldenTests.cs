using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Golden;

/// <summary>Every reference file, through a class declared from what the file's network is.</summary>
public sealed class VariantGoldenTests
{
    private static readonly CompiledNetworks s_compiled = new("LstmGen.Golden", ListSpec.Of(VariantReferences.Networks.Values));

    public static TheoryData<string> Files => new(VariantReferences.Networks.Keys);

    [Theory]
    [MemberData(nameof(Files))]
    public void Outputs_are_those_of_PyTorch(string file)
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden(file));
        LstmSelfTest test = weights.SelfTest!;

        // Taking the weights runs the self-test as well; that it can fail is shown elsewhere.
        Network network = s_compiled.Create(VariantReferences.Networks[file], weights);

        GoldenTests.AssertClose(test, network.Run(test.Input.ToArray(), GoldenTests.StartOf(test, weights)));
    }

    [Fact]
    public void Every_file_is_of_a_known_network()
    {
        string folder = Path.GetDirectoryName(TestFiles.Golden("any"))!;
        IEnumerable<string> files = Directory.EnumerateFiles(folder, "*.safetensors", SearchOption.AllDirectories)
            .Select(path => Path.ChangeExtension(Path.GetRelativePath(folder, path), null).Replace('\\', '/'));
        Assert.Equal(
            VariantReferences.Networks.Keys.Concat(ListReferences.Networks.Keys).Order(StringComparer.Ordinal),
            files.Order(StringComparer.Ordinal));
    }
}

using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Files of lists that others wrote, with the outputs they computed.</summary>
public sealed class ListFileTests
{
    /// <summary>The files whose cells this library has.</summary>
    public static TheoryData<string> Files =>
    [
        .. ListReferences.Networks.Where(static file => DeclarationParser.Parse(file.Value.Text) is not null)
            .Select(static file => file.Key),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_outputs_in_the_file_are_reproduced(string name)
    {
        NetworkShape network = DeclarationParser.Parse(ListReferences.Networks[name].Text)!;

        LstmWeights weights = LstmWeights.Load(TestFiles.Golden(name));

        NetworkMatch.Require(weights, network);
        Assert.Equal(DeclarationText.Of(network), weights.Declaration);
        SelfTests.VerifyReference(weights, network);
        Assert.True(SelfTestDiagnosis.Passes(network, weights, tolerance: 1e-6));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_saved_file_has_the_same_names_and_bits(string name)
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden(name));
        using var stream = new MemoryStream();
        weights.Save(stream);

        WeightsAssert.SameBits(weights, WeightsAssert.Load(stream.ToArray()));

        // Besides the states after the last step, which the library does not write.
        Assert.Equal(
            NamesIn(File.ReadAllBytes(TestFiles.Golden(name)))
                .Where(static tensor => !tensor.StartsWith("final.", StringComparison.Ordinal)),
            NamesIn(stream.ToArray()));
    }

    private static string[] NamesIn(byte[] file)
    {
        using var header = JsonDocument.Parse(new ReadOnlyMemory<byte>(file, 8, (int)BitConverter.ToUInt64(file, 0)));
        return [.. header.RootElement.EnumerateObject().Select(static entry => entry.Name).Order(StringComparer.Ordinal)];
    }
}

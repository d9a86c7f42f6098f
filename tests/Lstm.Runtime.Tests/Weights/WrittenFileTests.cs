using System.IO;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Files and checksums of networks that version 0.1 could declare, computed once with that version.</summary>
public sealed class WrittenFileTests
{
    [Fact]
    public void The_bytes_of_files_stay()
    {
        uint crc = Checksums.Start;
        for (int seed = 0; seed < 200; seed++)
        {
            NetworkSpec spec = Variants.ByChance(seed);
            crc = Checksums.Add(crc, Saved(RandomWeights.Create(spec, seed, initialStates: seed % 2 == 0)));
        }

        foreach (string name in VariantReferences.Networks.Keys.Order(System.StringComparer.Ordinal))
        {
            crc = Checksums.Add(crc, Saved(LstmWeights.Load(TestFiles.Golden(name))));
        }

        Assert.Equal(3160279733u, ~crc);
    }

    [Fact]
    public void The_checksums_of_weights_stay()
    {
        uint sum = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            LstmWeights weights = RandomWeights.Create(Variants.ByChance(seed), seed, initialStates: seed % 2 == 0);
            sum = unchecked(31 * sum + weights.Checksum);
        }

        Assert.Equal(1882428884u, sum);
    }

    [Fact]
    public void Random_weights_stay()
    {
        uint sum = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            sum = unchecked(31 * sum + UntrainedWeights.Of(Variants.Describe(Variants.ByChance(seed)).Shape, seed).Checksum);
        }

        Assert.Equal(3893104751u, sum);
    }

    private static byte[] Saved(LstmWeights weights)
    {
        using var stream = new MemoryStream();
        weights.Save(stream);
        return stream.ToArray();
    }
}

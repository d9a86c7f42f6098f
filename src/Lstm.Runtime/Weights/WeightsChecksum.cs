using Lstm.CompilerServices;

namespace Lstm;

/// <summary>The checksum of a network's weights: see <see cref="LstmWeights.Checksum"/>.</summary>
internal static class WeightsChecksum
{
    public static uint Of(LstmWeights weights)
    {
        uint crc = Checksums.Start;
        foreach (LstmLayerWeights layer in weights.Layers)
        {
            crc = Add(crc, layer);
        }

        foreach (DenseWeights layer in weights.Stem)
        {
            crc = Add(crc, layer);
        }

        foreach (DenseWeights layer in weights.Head)
        {
            crc = Add(crc, layer);
        }

        crc = Checksums.Add(crc, weights.InitialHidden);
        return ~Checksums.Add(crc, weights.InitialCell);
    }

    private static uint Add(uint crc, LstmLayerWeights layer)
    {
        crc = Checksums.Add(crc, layer.Input);
        crc = Checksums.Add(crc, layer.Recurrent);
        crc = Checksums.Add(crc, layer.Bias);
        crc = Checksums.Add(crc, layer.CandidateBias);
        crc = Checksums.Add(crc, layer.Projection);
        crc = Checksums.Add(crc, layer.Peephole);
        crc = Checksums.Add(crc, layer.GateNormWeight);
        crc = Checksums.Add(crc, layer.GateNormBias);
        crc = Checksums.Add(crc, layer.CellNormWeight);
        return Checksums.Add(crc, layer.CellNormBias);
    }

    private static uint Add(uint crc, DenseWeights layer) => Checksums.Add(Checksums.Add(crc, layer.Weight), layer.Bias);
}

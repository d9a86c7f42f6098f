using System;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>The checksum of a network's weights: see <see cref="LstmWeights.Checksum"/>.</summary>
internal static class WeightsChecksum
{
    public static uint Of(LstmWeights weights)
    {
        uint crc = Checksums.Start;
        foreach (LstmLayerWeights cell in weights.Layers)
        {
            foreach (CellTensorKind kind in Enum.GetValues<CellTensorKind>())
            {
                crc = Checksums.Add(crc, cell.Of(kind));
            }
        }

        foreach (FeedForwardWeights layer in weights.Sequence.OfType<FeedForwardWeights>())
        {
            foreach (LayerTensor tensor in layer.Tensors)
            {
                crc = Checksums.Add(crc, layer.Of(tensor.Name));
            }
        }

        crc = Checksums.Add(crc, weights.InitialHidden);
        return ~Checksums.Add(crc, weights.InitialCell);
    }
}

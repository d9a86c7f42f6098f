using System.Globalization;
using Lstm;

namespace Streams.Storage;

/// <summary>The identity of a database's model. Stored states contain the declaration but not the checksum of the weights.</summary>
/// <param name="Declaration">The network's declaration, as stored states contain it.</param>
/// <param name="WeightsChecksum">The checksum of the network's weights, hexadecimal.</param>
internal sealed record Identity(string Declaration, string WeightsChecksum)
{
    public static Identity Of(MetricModel model)
    {
        byte[] stored = new byte[MetricModel.State.ByteCount];
        model.InitialState.CopyTo(stored);
        return new Identity(StateFormat.DeclarationOf(stored), model.WeightsChecksum.ToString("X8", CultureInfo.InvariantCulture));
    }

    public override string ToString() => $"{Declaration.ReplaceLineEndings(" ")} with the weights {WeightsChecksum}";
}

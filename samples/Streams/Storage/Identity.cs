using System.Globalization;
using Lstm;

namespace Streams.Storage;

/// <summary>Which model a database belongs to. Stored states name their network's declaration; its weights they do not.</summary>
/// <param name="Declaration">The network's declaration, as it stands in every stored state.</param>
/// <param name="WeightsChecksum">The checksum of its weights.</param>
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

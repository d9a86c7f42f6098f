using System.Globalization;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>The names that the layers of a network and their tensors have in a canonical file.</summary>
internal abstract class CanonicalNames
{
    /// <summary>Returns the names that the writer of the file chooses.</summary>
    public static CanonicalNames Of(LstmWeights weights)
    {
        LayerList structure = NetworkStructure.Of(weights);
        return NetworkStructure.IsStack(structure) ? new OfStack(structure) : Numbered;
    }

    /// <summary>The names in which each layer has its number.</summary>
    public static CanonicalNames Numbered { get; } = new OfList();

    /// <summary>Returns the name of a layer.</summary>
    public abstract string Of(int layer);

    /// <summary>Returns the name of a tensor of a layer.</summary>
    /// <param name="layer">The index of the layer.</param>
    /// <param name="kind">
    /// The name of the tensor within its layer, as in <see cref="LstmTensorName"/>; weight or bias of a dense layer.
    /// </param>
    /// <param name="isReverse">Whether it belongs to the backward direction.</param>
    public abstract string Of(int layer, string kind, bool isReverse);

    /// <summary>Layers between a stem and a head: the names of PyTorch's modules.</summary>
    private sealed class OfStack(LayerList layers) : CanonicalNames
    {
        private readonly int _stem = layers.TakeWhile(static layer => layer is DenseShape).Count();
        private readonly int _recurrent = layers.OfType<RecurrentShape>().Count();

        public override string Of(int layer)
        {
            if (layers[layer] is RecurrentShape recurrent)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{CellSizes.NameOf(recurrent.Cell.Kind)}_l{layer - _stem}");
            }

            bool isStem = layer < _stem;
            int index = isStem ? layer : layer - _stem - _recurrent;
            int count = isStem ? _stem : layers.Count - _stem - _recurrent;
            string part = isStem ? DenseSequence.Stem : DenseSequence.Head;
            return count == 1 ? part : string.Create(CultureInfo.InvariantCulture, $"{part}.{index}");
        }

        public override string Of(int layer, string kind, bool isReverse) =>
            layers[layer] is RecurrentShape ? LstmTensorName.Of("", kind, layer - _stem, isReverse) : $"{Of(layer)}.{kind}";
    }

    /// <summary>Any layers.</summary>
    private sealed class OfList : CanonicalNames
    {
        public override string Of(int layer) => LayerNumber.PrefixOf("", layer).TrimEnd('.');

        public override string Of(int layer, string kind, bool isReverse)
        {
            string prefix = LayerNumber.PrefixOf("", layer);
            return kind is "weight" or "bias" or "scale" or "offset" or "embedding"
                ? prefix + kind
                : LstmTensorName.Of(prefix, kind, 0, isReverse);
        }
    }
}

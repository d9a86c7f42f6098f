using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>The tensors of a layer. Their names and shapes are checked, but their values are not read yet.</summary>
internal abstract record TensorsOfLayer
{
    /// <summary>The number of inputs.</summary>
    public abstract int InputSize { get; }

    /// <summary>The number of outputs.</summary>
    public abstract int OutputSize { get; }

    /// <summary>All tensors of the layer.</summary>
    public abstract IEnumerable<SafetensorsTensor> All { get; }
}

/// <summary>The tensors of a dense layer.</summary>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Outputs">The number of outputs.</param>
/// <param name="Weight">The weights, one row per output, [output, input].</param>
/// <param name="Bias">The bias, [output]; null if it is zero.</param>
internal sealed record DenseTensors(int Inputs, int Outputs, SafetensorsTensor Weight, SafetensorsTensor? Bias) : TensorsOfLayer
{
    public override int InputSize => Inputs;

    public override int OutputSize => Outputs;

    public override IEnumerable<SafetensorsTensor> All => Bias is null ? [Weight] : [Weight, Bias];
}

/// <summary>The tensors of another layer without recurrent weights.</summary>
/// <param name="Shape">The layer.</param>
/// <param name="Inputs">The number of inputs.</param>
/// <param name="Tensors">Its tensors.</param>
internal sealed record FeedForwardTensors(
    FeedForwardShape Shape, int Inputs, IReadOnlyDictionary<LayerTensor, SafetensorsTensor> Tensors) : TensorsOfLayer
{
    public override int InputSize => Inputs;

    public override int OutputSize => Shape.Units;

    public override IEnumerable<SafetensorsTensor> All => Tensors.Values;
}

/// <summary>The tensors of a recurrent layer.</summary>
/// <param name="Directions">Those of each direction.</param>
internal sealed record RecurrentTensors(IReadOnlyList<LstmLayerTensors> Directions) : TensorsOfLayer
{
    /// <summary>Whether both directions become one vector.</summary>
    public bool IsMerged { get; init; }

    public override int InputSize => Directions[0].InputSize;

    public override int OutputSize => (IsMerged ? 1 : Directions.Count) * Directions[0].Cell.Width;

    public override IEnumerable<SafetensorsTensor> All => Directions.SelectMany(static direction => direction.All);
}

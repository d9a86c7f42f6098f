using System.Collections.Generic;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>The tensors of one dense layer: found by their names, checked by their shapes, not yet read.</summary>
/// <param name="InputSize">Values the layer takes in.</param>
/// <param name="OutputSize">Values it puts out.</param>
/// <param name="Weight">A row an output, [output, input].</param>
/// <param name="Bias">The bias, [output]; null when it is zero.</param>
internal sealed record DenseTensors(int InputSize, int OutputSize, SafetensorsTensor Weight, SafetensorsTensor? Bias)
{
    public IEnumerable<SafetensorsTensor> All => Bias is null ? [Weight] : [Weight, Bias];
}

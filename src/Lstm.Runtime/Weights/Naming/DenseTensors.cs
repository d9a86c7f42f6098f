using System.Collections.Generic;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>The tensors of one dense layer. Their names and shapes are checked, but their values are not read yet.</summary>
/// <param name="InputSize">The number of inputs.</param>
/// <param name="OutputSize">The number of outputs.</param>
/// <param name="Weight">The weights, one row per output, [output, input].</param>
/// <param name="Bias">The bias, [output]; null if it is zero.</param>
internal sealed record DenseTensors(int InputSize, int OutputSize, SafetensorsTensor Weight, SafetensorsTensor? Bias)
{
    public IEnumerable<SafetensorsTensor> All => Bias is null ? [Weight] : [Weight, Bias];
}

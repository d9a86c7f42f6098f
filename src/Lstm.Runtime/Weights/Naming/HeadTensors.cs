using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>The tensors of a dense head: found by their names, checked by their shapes, not yet read.</summary>
/// <param name="OutputSize">Values the head puts out.</param>
/// <param name="Weight">A row an output, [output, hidden].</param>
/// <param name="Bias">The bias, [output]; null when it is zero.</param>
internal sealed record HeadTensors(int OutputSize, SafetensorsTensor Weight, SafetensorsTensor? Bias)
{
    private const string WeightName = "head.weight";
    private const string BiasName = "head.bias";

    public IEnumerable<SafetensorsTensor> All => Bias is null ? [Weight] : [Weight, Bias];

    /// <summary>Finds an LSTM's head, or null when it has none.</summary>
    /// <remarks>
    /// A head belongs to an LSTM when the module it is in holds the LSTM too (<c>model.head.weight</c>, <c>model.lstm.weight_ih_l0</c>). Where
    /// a file has one LSTM and one head they belong together wherever they stand.
    /// </remarks>
    /// <exception cref="WeightFormatException">There are several to choose from, or it does not fit.</exception>
    public static HeadTensors? Find(SafetensorsCatalog catalog, LstmModule lstm)
    {
        SortedSet<string> modules = new(StringComparer.Ordinal);
        foreach (SafetensorsTensor tensor in catalog.Tensors)
        {
            if (ModuleName.Of(tensor.Name, WeightName) is { } ofWeight)
            {
                modules.Add(ofWeight);
            }
            else if (ModuleName.Of(tensor.Name, BiasName) is { } ofBias)
            {
                modules.Add(ofBias);
            }
        }

        List<string> fitting = lstm.IsOnly && modules.Count == 1
            ? [.. modules]
            : [.. modules.Where(module => lstm.Prefix.StartsWith(module, StringComparison.Ordinal))];
        if (fitting.Count > 1)
        {
            throw catalog.Error(
                null,
                $"one head for the LSTM with the prefix '{lstm.Prefix}'",
                $"{fitting.Count}: {SafetensorsCatalog.Some([.. fitting.Select(module => module + WeightName)])}");
        }

        return fitting.Count == 0 ? null : Check(catalog, fitting[0], lstm.HiddenSize);
    }

    private static HeadTensors Check(SafetensorsCatalog catalog, string module, int hiddenSize)
    {
        SafetensorsTensor weight = catalog.Require(module + WeightName);
        if (weight.Shape.Count != 2 || weight.Shape[0] is < 1 or > NetworkShape.MaxSize || weight.Shape[1] != hiddenSize)
        {
            throw catalog.Error(
                weight.Name,
                $"shape [output, {hiddenSize}] with output from 1 to {NetworkShape.MaxSize}",
                $"shape {weight.ShapeText}");
        }

        SafetensorsTensor? bias = catalog.Find(module + BiasName);
        if (bias is not null)
        {
            catalog.CheckShape(bias, weight.Shape[0]);
        }

        return new HeadTensors((int)weight.Shape[0], weight, bias);
    }
}

using System;
using System.Collections.Generic;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>The tensors of a self-test: found by their names, checked by their shapes, not yet read.</summary>
/// <param name="Steps">Steps it runs.</param>
/// <param name="Input">The inputs, [steps, input].</param>
/// <param name="Output">The outputs, [steps, output].</param>
/// <param name="Start">Where it starts; of nothing when that is where the network does.</param>
internal sealed record SelfTestTensors(int Steps, SafetensorsTensor Input, SafetensorsTensor Output, StartTensors Start)
{
    public const string InputName = "selftest.input";
    public const string OutputName = "selftest.output";
    public const string StartHiddenName = "selftest.h0";
    public const string StartCellName = "selftest.c0";

    public IEnumerable<SafetensorsTensor> All => [Input, Output, .. Start.All];

    /// <summary>Finds an LSTM's self-test, or null when it has none.</summary>
    /// <param name="catalog">The file.</param>
    /// <param name="lstm">The LSTM.</param>
    /// <param name="inputSize">Values that a step of the network takes in.</param>
    /// <param name="outputSize">Values that a step of the network puts out.</param>
    /// <exception cref="WeightFormatException">There are several to choose from, or it is incomplete, or does not fit the network.</exception>
    public static SelfTestTensors? Find(SafetensorsCatalog catalog, LstmModule lstm, int inputSize, int outputSize)
    {
        string? module = OwnTensors.FindModule(catalog, lstm, "self-test", InputName, OutputName, StartHiddenName, StartCellName);
        if (module is null)
        {
            return null;
        }

        SafetensorsTensor input = catalog.Require(module + InputName);
        SafetensorsTensor output = catalog.Require(module + OutputName);
        if (input.Shape.Count != 2 || input.Shape[0] < 1 || input.Shape[0] > Array.MaxLength || input.Shape[1] != inputSize)
        {
            throw catalog.Error(input.Name, $"shape [steps, {inputSize}] with at least one step", $"shape {input.ShapeText}");
        }

        catalog.CheckShape(output, input.Shape[0], outputSize);
        return new SelfTestTensors((int)input.Shape[0], input, output, StartTensors.Find(catalog, lstm, module + StartHiddenName, module + StartCellName));
    }
}

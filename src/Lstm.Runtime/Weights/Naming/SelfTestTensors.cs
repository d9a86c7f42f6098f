using System;
using System.Collections.Generic;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>The tensors of a self-test. Their names and shapes are checked, but their values are not read yet.</summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="Input">The inputs, [steps, input].</param>
/// <param name="Output">The expected outputs, [steps, output].</param>
/// <param name="Start">The initial state of the test. Its tensors are null if the test starts from that of the network.</param>
internal sealed record SelfTestTensors(int Steps, SafetensorsTensor Input, SafetensorsTensor Output, StartTensors Start)
{
    public const string InputName = "selftest.input";
    public const string OutputName = "selftest.output";
    public const string StartHiddenName = "selftest.h0";
    public const string StartCellName = "selftest.c0";

    public IEnumerable<SafetensorsTensor> All => [Input, Output, .. Start.All];

    /// <summary>Finds an LSTM's self-test, or null if it has none.</summary>
    /// <param name="catalog">The file.</param>
    /// <param name="lstm">The LSTM.</param>
    /// <param name="inputSize">The number of inputs of the network.</param>
    /// <param name="outputSize">The number of outputs of the network.</param>
    /// <exception cref="WeightFormatException">Several self-tests match, or it is incomplete, or its sizes do not match.</exception>
    public static SelfTestTensors? Find(SafetensorsCatalog catalog, LstmModule lstm, int inputSize, int outputSize)
    {
        string? module = OwnTensors.FindModule(catalog, lstm, "self-test", InputName, OutputName, StartHiddenName, StartCellName);
        if (module is null)
        {
            return null;
        }

        return Of(catalog, lstm.Cells, module, inputSize, outputSize);
    }

    /// <summary>Checks the self-test in a module.</summary>
    /// <exception cref="WeightFormatException">It is incomplete, or its sizes do not match.</exception>
    public static SelfTestTensors Of(
        SafetensorsCatalog catalog, IReadOnlyList<CellShape> cells, string module, int inputSize, int outputSize)
    {
        SafetensorsTensor input = catalog.Require(module + InputName);
        SafetensorsTensor output = catalog.Require(module + OutputName);
        if (input.Shape.Count != 2 || input.Shape[0] < 1 || input.Shape[0] > Array.MaxLength || input.Shape[1] != inputSize)
        {
            throw catalog.Error(input.Name, $"shape [steps, {inputSize}] with at least one step", $"shape {input.ShapeText}");
        }

        if (output.Shape is not [1, var columns] || columns != outputSize)
        {
            // A network with pooling has one row for all steps.
            catalog.CheckShape(output, input.Shape[0], outputSize);
        }

        StartTensors start = StartTensors.Find(catalog, cells, module + StartHiddenName, module + StartCellName);
        return new SelfTestTensors((int)input.Shape[0], input, output, start);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;

namespace Lstm;

/// <summary>The tensors of a self-test: found by their names, checked by their shapes, not yet read.</summary>
/// <param name="Steps">Steps it runs.</param>
/// <param name="Input">The inputs, [steps, input].</param>
/// <param name="Output">The outputs, [steps, output].</param>
/// <param name="StartHidden">The hidden states to start from, [layers, hidden]; null to start from zero.</param>
/// <param name="StartCell">The cell states to start from, [layers, hidden]; null exactly when the other is.</param>
internal sealed record SelfTestTensors(
    int Steps,
    SafetensorsTensor Input,
    SafetensorsTensor Output,
    SafetensorsTensor? StartHidden,
    SafetensorsTensor? StartCell)
{
    public const string InputName = "selftest.input";
    public const string OutputName = "selftest.output";
    public const string StartHiddenName = "selftest.h0";
    public const string StartCellName = "selftest.c0";

    public IEnumerable<SafetensorsTensor> All => new[] { Input, Output, StartHidden, StartCell }.OfType<SafetensorsTensor>();

    /// <summary>Finds a file's self-test, or null when it has none.</summary>
    /// <exception cref="WeightFormatException">It is incomplete, or does not fit the network.</exception>
    public static SelfTestTensors? Find(SafetensorsCatalog catalog, LstmModule lstm, int outputSize)
    {
        SafetensorsTensor? startHidden = catalog.Find(StartHiddenName);
        SafetensorsTensor? startCell = catalog.Find(StartCellName);
        if (catalog.Find(InputName) is null && catalog.Find(OutputName) is null && startHidden is null && startCell is null)
        {
            return null;
        }

        SafetensorsTensor input = catalog.Require(InputName);
        SafetensorsTensor output = catalog.Require(OutputName);
        if (input.Shape.Count != 2 || input.Shape[0] < 1 || input.Shape[0] > Array.MaxLength || input.Shape[1] != lstm.InputSize)
        {
            throw catalog.Error(InputName, $"shape [steps, {lstm.InputSize}] with at least one step", $"shape {input.ShapeText}");
        }

        catalog.CheckShape(output, input.Shape[0], outputSize);
        if (startHidden is not null || startCell is not null)
        {
            catalog.CheckShape(startHidden ?? catalog.Require(StartHiddenName), lstm.Layers.Count, lstm.HiddenSize);
            catalog.CheckShape(startCell ?? catalog.Require(StartCellName), lstm.Layers.Count, lstm.HiddenSize);
        }

        return new SelfTestTensors((int)input.Shape[0], input, output, startHidden, startCell);
    }
}

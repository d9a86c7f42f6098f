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

    /// <summary>Finds an LSTM's self-test, or null when it has none.</summary>
    /// <remarks>
    /// A self-test belongs to an LSTM when the module it is in holds that LSTM and no other: one at the root of a file with an encoder and a
    /// decoder is of the whole, and proves neither.
    /// </remarks>
    /// <exception cref="WeightFormatException">There are several to choose from, or it is incomplete, or does not fit the network.</exception>
    public static SelfTestTensors? Find(SafetensorsCatalog catalog, LstmModule lstm, int outputSize)
    {
        string[] endings = [InputName, OutputName, StartHiddenName, StartCellName];
        SortedSet<string> modules = new(
            catalog.Tensors
                .SelectMany(tensor => endings.Select(ending => ModuleName.Of(tensor.Name, ending)))
                .OfType<string>()
                .Where(lstm.IsAloneIn),
            StringComparer.Ordinal);
        return modules.Count switch
        {
            0 => null,
            1 => Check(catalog, modules.Single(), lstm, outputSize),
            _ => throw catalog.Error(
                null,
                $"one self-test for the LSTM with the prefix '{lstm.Prefix}'",
                $"{modules.Count}: {SafetensorsCatalog.Some([.. modules.Select(module => module + InputName)])}"),
        };
    }

    private static SelfTestTensors Check(SafetensorsCatalog catalog, string module, LstmModule lstm, int outputSize)
    {
        SafetensorsTensor? startHidden = catalog.Find(module + StartHiddenName);
        SafetensorsTensor? startCell = catalog.Find(module + StartCellName);
        SafetensorsTensor input = catalog.Require(module + InputName);
        SafetensorsTensor output = catalog.Require(module + OutputName);
        if (input.Shape.Count != 2 || input.Shape[0] < 1 || input.Shape[0] > Array.MaxLength || input.Shape[1] != lstm.InputSize)
        {
            throw catalog.Error(input.Name, $"shape [steps, {lstm.InputSize}] with at least one step", $"shape {input.ShapeText}");
        }

        catalog.CheckShape(output, input.Shape[0], outputSize);
        if (startHidden is not null || startCell is not null)
        {
            catalog.CheckShape(startHidden ?? catalog.Require(module + StartHiddenName), lstm.Layers.Count, lstm.HiddenSize);
            catalog.CheckShape(startCell ?? catalog.Require(module + StartCellName), lstm.Layers.Count, lstm.HiddenSize);
        }

        return new SelfTestTensors((int)input.Shape[0], input, output, startHidden, startCell);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>Finds the dense layers before or after a network's recurrent ones by their names and shapes.</summary>
internal static class DenseSequence
{
    /// <summary>The start of the names of the dense layers before the recurrent ones.</summary>
    public const string Stem = "stem";

    /// <summary>The start of the names of the dense layers after the recurrent ones.</summary>
    public const string Head = "head";

    /// <summary>Finds an LSTM's stem, in order of execution; empty if it has none.</summary>
    /// <exception cref="WeightFormatException">Several stems match, or the stem is nested, or its sizes do not match.</exception>
    public static IReadOnlyList<DenseTensors> FindStem(SafetensorsCatalog catalog, LstmModule lstm)
    {
        IReadOnlyList<DenseTensors> layers = Find(catalog, lstm, Stem, inputs: null);
        if (layers.Count > 0 && layers[^1].OutputSize != lstm.InputSize)
        {
            throw catalog.Error(
                layers[^1].Weight.Name,
                $"shape [{lstm.InputSize}, {layers[^1].InputSize}], because the recurrent layer has {lstm.InputSize} inputs",
                $"shape {layers[^1].Weight.ShapeText}");
        }

        return layers;
    }

    /// <summary>Finds an LSTM's head, in order of execution; empty if it has none.</summary>
    /// <exception cref="WeightFormatException">Several heads match, or the head is nested, or its sizes do not match.</exception>
    public static IReadOnlyList<DenseTensors> FindHead(SafetensorsCatalog catalog, LstmModule lstm) =>
        Find(catalog, lstm, Head, lstm.OutputSize);

    /// <remarks>
    /// A head belongs to an LSTM if its module also contains the LSTM (<c>model.head.weight</c>, <c>model.lstm.weight_ih_l0</c>). If a file
    /// has one LSTM and one head, they belong together in any modules. The same holds for a stem.
    /// </remarks>
    private static IReadOnlyList<DenseTensors> Find(SafetensorsCatalog catalog, LstmModule lstm, string part, int? inputs)
    {
        ILookup<string, DenseName> modules = catalog.Tensors
            .Select(tensor => DenseName.Parse(tensor.Name, part))
            .OfType<DenseName>()
            .ToLookup(static name => name.Module, StringComparer.Ordinal);
        List<IGrouping<string, DenseName>> fitting = lstm.IsOnly && modules.Count == 1
            ? [.. modules]
            : [.. modules.Where(module => lstm.IsIn(module.Key))];
        if (fitting.Count > 1)
        {
            // The first weight of each by name, whether it exists or not.
            string[] weights = [.. fitting.Select(module => DenseName.WeightOf(module.Key, part, module.Min(static name => name.Number)))];
            throw catalog.Error(
                null,
                $"one {part} for the LSTM with the prefix '{lstm.Prefix}'",
                $"{fitting.Count}: {SafetensorsCatalog.Some(weights)}");
        }

        RefuseUnflat(catalog, lstm, part, fitting.Count == 0 ? null : fitting[0].Key);
        return fitting.Count == 0 ? [] : Check(catalog, part, fitting[0].Key, [.. fitting[0]], inputs);
    }

    // Skipping a layer would silently change the network. So unsupported names are rejected where this LSTM's dense layers are expected,
    // but not in other modules, nor in a module that contains an LSTM and is therefore not a sequence of dense layers.
    private static void RefuseUnflat(SafetensorsCatalog catalog, LstmModule lstm, string part, string? chosen)
    {
        (string Name, string Module)? first = catalog.Tensors
            .SelectMany(tensor => DenseName
                .ModulesOfUnflat(tensor.Name, part)
                .Where(length => lstm.IsIn(tensor.Name.AsSpan(0, length)) || tensor.Name.AsSpan(0, length).SequenceEqual(chosen))
                .Select(length => ((string Name, string Module)?)(tensor.Name, tensor.Name[..length])))
            .Where(found => !lstm.IsAnyIn($"{found!.Value.Module}{part}."))
            .MinBy(static found => found!.Value.Name, StringComparer.Ordinal);
        if (first is var (name, module))
        {
            throw catalog.Error(
                name,
                $"'{DenseName.WeightOf(module, part, null)}', or '{module}{part}.N.weight' of a flat nn.Sequential",
                "a nested name or one without a plain number");
        }
    }

    private static IReadOnlyList<DenseTensors> Check(
        SafetensorsCatalog catalog,
        string part,
        string module,
        List<DenseName> names,
        int? inputs)
    {
        SortedSet<int> numbers = [.. names.Select(static name => name.Number).OfType<int>()];
        if (numbers.Count == 0)
        {
            return [CheckLayer(catalog, part, module, null, inputs)];
        }

        if (names.Where(static name => name.Number is null).MinBy(static name => name.FullName, StringComparer.Ordinal) is { } only)
        {
            string numbered = names
                .Where(static name => name.Number is not null)
                .Select(static name => name.FullName)
                .Min(StringComparer.Ordinal)!;
            throw catalog.Error(only.FullName, $"one dense layer '{module}{part}' or a sequence of them", $"both ('{numbered}')");
        }

        if (numbers.Count > NetworkShape.MaxDenseLayers)
        {
            throw catalog.Error(
                DenseName.WeightOf(module, part, numbers.ElementAt(NetworkShape.MaxDenseLayers)),
                $"at most {NetworkShape.MaxDenseLayers} dense layers in a {part}",
                $"{numbers.Count}");
        }

        List<DenseTensors> layers = [];
        foreach (int number in numbers)
        {
            layers.Add(CheckLayer(catalog, part, module, number, layers.Count == 0 ? inputs : layers[^1].OutputSize));
        }

        return layers;
    }

    private static DenseTensors CheckLayer(SafetensorsCatalog catalog, string part, string module, int? number, int? inputs)
    {
        SafetensorsTensor weight = catalog.Require(DenseName.WeightOf(module, part, number));
        return Checked(catalog, weight, catalog.Find(DenseName.BiasOf(module, part, number)), inputs, outputs: null);
    }

    /// <summary>Checks the shapes of a dense layer.</summary>
    /// <param name="catalog">The file.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">The bias; null if it is zero.</param>
    /// <param name="inputs">The number of inputs; null if it is unknown.</param>
    /// <param name="outputs">The number of outputs; null if it is unknown.</param>
    public static DenseTensors Checked(
        SafetensorsCatalog catalog, SafetensorsTensor weight, SafetensorsTensor? bias, int? inputs, int? outputs)
    {
        if (weight.Shape.Count != 2
            || (outputs is null ? weight.Shape[0] is < 1 or > NetworkShape.MaxSize : weight.Shape[0] != outputs)
            || (inputs is null ? weight.Shape[1] is < 1 or > NetworkShape.MaxInput : weight.Shape[1] != inputs))
        {
            throw catalog.Error(
                weight.Name,
                (inputs, outputs) switch
                {
                    (null, null) => "shape [output, input] with output from 1 to "
                        + $"{NetworkShape.MaxSize} and input from 1 to {NetworkShape.MaxInput}",
                    (not null, null) => $"shape [output, {inputs}] with output from 1 to {NetworkShape.MaxSize}",
                    _ => $"shape [{outputs}, {inputs}]",
                },
                $"shape {weight.ShapeText}");
        }

        if (bias is not null)
        {
            catalog.CheckShape(bias, weight.Shape[0]);
        }

        return new DenseTensors((int)weight.Shape[1], (int)weight.Shape[0], weight, bias);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// Finds a network whose layers are numbered in the order of the data: <c>layers.0.weight_ih_l0</c> of a recurrent layer,
/// <c>layers.1.weight</c> of a dense one.
/// </summary>
/// <remarks>
/// The declaration in the file's metadata decides the cells. Without one, the shapes decide, and the metadata's names of the cells.
/// </remarks>
internal sealed class NumberedLayers
{
    private const int MostShown = 12;

    private readonly SafetensorsCatalog _catalog;
    private readonly string _module;
    private readonly ILookup<int, string> _names;
    private readonly NetworkShape? _declared;

    // The layers of the declaration that have weights. Only they have numbers in the file.
    private readonly int[] _weighted;
    private readonly MergedLayers _merged;
    private readonly List<TensorsOfLayer> _layers = [];
    private string[] _cells = [];
    private int _recurrent;

    private NumberedLayers(SafetensorsCatalog catalog, string module, NetworkShape? declared)
    {
        _catalog = catalog;
        _module = module;
        _declared = declared;
        _merged = new MergedLayers(catalog);
        _weighted = declared is null
            ? []
            : [.. Enumerable.Range(0, declared.Layers.Count).Where(layer => declared.Layers[layer].HasWeights)];
        _names = catalog.Tensors
            .Select(static tensor => LayerNumber.Parse(tensor.Name))
            .OfType<LayerNumber>()
            .Where(name => name.Module == module)
            .ToLookup(static name => name.Number, static name => name.Rest);
    }

    /// <summary>Finds the network; returns null if the file has no numbered layers.</summary>
    /// <exception cref="WeightFormatException">
    /// A layer is missing or incomplete, or does not match the others or the declaration.
    /// </exception>
    public static NetworkTensors? Find(SafetensorsCatalog catalog)
    {
        string[] prefixes =
        [
            .. catalog.Tensors
                .Select(static tensor => LstmTensorName.Parse(tensor.Name))
                .OfType<LstmTensorName>()
                .Where(static name => name.Kind is LstmTensorName.WeightInput or LstmTensorName.WeightRecurrent)
                .Select(static name => name.Prefix)
                .Distinct(),
        ];
        LayerNumber[] numbers = [.. prefixes.Select(LayerNumber.Parse).OfType<LayerNumber>().Where(static name => name.Rest.Length == 0)];
        if (prefixes.Length == 0 || numbers.Length < prefixes.Length || numbers.Select(static name => name.Module).Distinct().Count() > 1)
        {
            return null;
        }

        // A single recurrent layer named like this can also be one among other parts of a model, with a dense layer as its head.
        NetworkShape? declared = catalog.Metadata.GetValueOrDefault(CanonicalNotes.Declaration) is { } text
            ? DeclarationParser.Parse(text) : null;
        NumberedLayers layers = new(catalog, numbers[0].Module, declared);
        return prefixes.Length > 1 || declared is not null || layers._merged.AreGiven || layers.HasUnits() ? layers.Read() : null;
    }

    /// <summary>Returns whether a layer has tensors that no dense layer has.</summary>
    private bool HasUnits() => _names.Any(layer => !layer.Any(IsOfCell) && LayerOf(layer.Key, inputs: null) is not null);

    private NetworkTensors Read()
    {
        CheckNumbers();
        int recurrent = _names.Count(static layer => layer.Any(IsOfCell));
        if (recurrent > NetworkShape.MaxLayers)
        {
            throw _catalog.Error(null, $"at most {NetworkShape.MaxLayers} recurrent layers", $"{recurrent}");
        }

        _cells = CellsOf(recurrent);
        LayerRow row = LayerRow.Empty;
        for (int number = 0; number < _names.Count; number++)
        {
            bool isRecurrent = _names[number].Any(IsOfCell);
            MergeBelow(number);
            _layers.Add(isRecurrent ? Recurrent(number) : FeedForward(number));
            row = _layers[^1] switch
            {
                RecurrentTensors => LayerRow.Empty,
                DenseTensors => row.WithDense(),
                _ => row.WithOther(),
            };
            if (row.IsTooLong)
            {
                throw _catalog.Error(
                    _layers[^1].All.First().Name,
                    row.HasTooManyDense
                        ? $"at most {NetworkShape.MaxDenseLayers} dense layers in a row"
                        : $"at most {NetworkShape.MaxOtherLayers} other layers in a row",
                    $"{Math.Max(row.Dense, row.Others)}");
            }
        }

        MergeBelow(_names.Count);
        _merged.Check(
            _catalog, Enumerable.Range(0, _layers.Count).Where(number => _layers[number] is RecurrentTensors { IsMerged: true }));
        IEnumerable<LstmLayerTensors> directions = _layers.OfType<RecurrentTensors>().SelectMany(static layer => layer.Directions);
        CellShape[] cells = [.. directions.Select(static direction => direction.Cell)];
        string[] ofTest =
        [
            SelfTestTensors.InputName, SelfTestTensors.OutputName, SelfTestTensors.StartHiddenName, SelfTestTensors.StartCellName,
        ];
        return new NetworkTensors(
            _layers,
            StartTensors.Find(_catalog, cells, _module + StartTensors.InitialHiddenName, _module + StartTensors.InitialCellName),
            ofTest.Any(name => _catalog.Find(_module + name) is not null)
                ? SelfTestTensors.Of(_catalog, cells, _module, _layers[0].InputSize, _layers[^1].OutputSize)
                : null);
    }

    /// <summary>
    /// Finds out whether the two directions of the layer below are merged: the declaration, the metadata or the inputs of this layer tell.
    /// </summary>
    private void MergeBelow(int number)
    {
        if (number > 0 && _layers[^1] is RecurrentTensors { Directions.Count: 2 } both)
        {
            bool isMerged = _declared is not null ? _declared.IsMerged(_weighted[number - 1])
                : _merged.AreGiven ? _merged.Has(number - 1)
                : InputsOf(number) == both.OutputSize / 2;
            _layers[^1] = both with { IsMerged = isMerged };
        }
    }

    /// <summary>Returns the number of inputs that the tensors of a layer show; null if they show none.</summary>
    private long? InputsOf(int number) => _names[number]
        .Where(static name => name == "weight" || LstmTensorName.Parse(name) is { Kind: LstmTensorName.WeightInput })
        .Select(name => _catalog.Require(Prefix(number) + name).Shape)
        .Select(static shape => shape.Count switch { 1 => shape[0], > 1 => shape[1], _ => (long?)null })
        .FirstOrDefault();

    private void CheckNumbers()
    {
        int[] numbers = [.. _names.Select(static layer => layer.Key).Order()];
        for (int number = 0; number < numbers.Length; number++)
        {
            if (numbers[number] != number)
            {
                throw _catalog.Error(
                    Prefix(number) + "weight", "every layer from 0 on", $"layers {string.Join(", ", numbers.Take(MostShown))} only");
            }
        }

        if (_declared is not null && _weighted.Length != numbers.Length)
        {
            throw _catalog.Error(
                null, $"{_weighted.Length} numbered layers, as in the declaration of __metadata__", $"{numbers.Length}");
        }
    }

    // One name for all recurrent layers, or one for each.
    private string[] CellsOf(int recurrent)
    {
        if (_catalog.Metadata.GetValueOrDefault(CellSizes.MetadataKey) is not { } text)
        {
            return [];
        }

        string[] names = text.Split(CellSizes.Separator);
        return names.Length == recurrent ? names
            : names.Length == 1 ? [.. Enumerable.Repeat(names[0], recurrent)]
            : throw _catalog.Error(
                null,
                $"one name as the '{CellSizes.MetadataKey}' of __metadata__, or one for each of {recurrent} recurrent layers",
                $"'{text}'");
    }

    private RecurrentTensors Recurrent(int number)
    {
        LstmTensorName[] names = [.. _names[number].Where(IsOfCell).Select(LstmTensorName.Parse).OfType<LstmTensorName>()];
        int?[] inside = [.. names.Select(static name => name.Layer).Distinct()];
        if (inside.Length > 1 || inside[0] > 0)
        {
            LstmTensorName other = names.First(name => name.Layer != 0);
            throw _catalog.Error(
                Prefix(number) + other.FullName, "one recurrent layer under each number, with names that end in '_l0'", "another layer");
        }

        bool isBidirectional = names.Any(static name => name.IsReverse);
        IReadOnlyDictionary<string, string> parts = LayerNames.PartsOf(
            names.Select(name => name with { FullName = Prefix(number) + name.FullName }));
        LayerNames first = new(parts, Prefix(number), inside[0], IsReverse: false);
        RecurrentShape? declared = Declared<RecurrentShape>(number, "recurrent");
        if (declared is not null && declared.Bidirectional != isBidirectional)
        {
            throw _catalog.Error(
                first.Of(LstmTensorName.WeightInput),
                declared.Bidirectional ? "two directions, as in the declaration" : "one direction, as in the declaration",
                isBidirectional ? "two" : "one");
        }

        (CellShape cell, int inputs) = declared is not null
            ? (NetworkStructure.Of(declared.Cell), _declared!.InputOf(_weighted[number]))
            : CellSizes.Of(_catalog, _cells.ElementAtOrDefault(_recurrent), first);
        _recurrent++;
        inputs = number > 0 ? _layers[^1].OutputSize : inputs;
        return new RecurrentTensors(
        [
            .. Enumerable.Range(0, isBidirectional ? 2 : 1).Select(
                direction => LstmLayerTensors.Find(_catalog, first with { IsReverse = direction > 0 }, cell, inputs)),
        ]);
    }

    /// <summary>Finds a layer without a state. The declaration tells its kind, or the names and shapes of its tensors do.</summary>
    private TensorsOfLayer FeedForward(int number)
    {
        int? inputs = number > 0 ? _layers[^1].OutputSize : _declared?.Input;
        FeedForwardShape? shape = Declared<FeedForwardShape>(number, "dense") ?? LayerOf(number, inputs);
        if (shape is null or DenseShape)
        {
            return DenseSequence.Checked(
                _catalog, _catalog.Require(Prefix(number) + "weight"), _catalog.Find(Prefix(number) + "bias"), inputs, shape?.Units);
        }

        int columns = inputs ?? (shape switch
        {
            Conv1DShape => (int)_catalog.Require(Prefix(number) + "weight").Shape[1],
            EmbeddingShape => 1,
            _ => shape.Units,
        });
        return new FeedForwardTensors(
            shape,
            columns,
            shape.Tensors.ToDictionary(
                static tensor => tensor,
                tensor => Checked(Prefix(number) + tensor.Name, shape.ShapeOf(tensor, columns), MeaningOf(shape, tensor))));
    }

    /// <summary>Returns the layer that has exactly these tensors; null for a dense layer.</summary>
    private FeedForwardShape? LayerOf(int number, int? inputs)
    {
        SafetensorsTensor[] tensors = [.. _names[number].Select(name => _catalog.Require(Prefix(number) + name))];
        const int most = NetworkShape.MaxInput;
        if (_catalog.Find(Prefix(number) + "weight") is
            {
                Shape:
                [
                    >= 1 and <= NetworkShape.MaxSize and var filters, >= 1 and <= most, >= 1 and <= Conv1DShape.MaxKernel and var kernel,
                ],
            })
        {
            // The weights do not tell the dilation.
            return new Conv1DShape((int)filters, (int)kernel, Dilation: 1, Activation.Linear);
        }

        if (number == 0 && _catalog.Find(Prefix(number) + "embedding") is
            { Shape: [>= 1 and <= EmbeddingShape.MaxVocabulary and var tokens, >= 1 and <= NetworkShape.MaxSize and var units] })
        {
            return new EmbeddingShape((int)tokens, (int)units);
        }

        if (!Array.TrueForAll(tensors, static tensor => tensor.Shape is [>= 1 and <= most]))
        {
            return null;
        }

        int size = inputs ?? (int)tensors[0].Shape[0];
        FeedForwardShape[] known =
        [
            new LayerNormShape(size, LayerNormShape.OrdinaryEpsilon),
            .. PointwiseType.All.Select(type => new PointwiseShape(type.Kind, size, Activation.Linear)),
        ];
        return known.FirstOrDefault(
            layer => layer.Tensors.Select(static tensor => tensor.Name).Order().SequenceEqual(_names[number].Order()));
    }

    private static string MeaningOf(FeedForwardShape layer, LayerTensor tensor) => layer switch
    {
        EmbeddingShape => "a row for each token",
        Conv1DShape when tensor.IsMatrix => "filters, inputs and steps of the kernel",
        Conv1DShape => "a value for each filter",
        _ => "a value for each input of its layer",
    };

    private SafetensorsTensor Checked(string name, int[] shape, string meaning)
    {
        SafetensorsTensor tensor = _catalog.Require(name);
        return tensor.Shape.SequenceEqual(shape.Select(static size => (long)size))
            ? tensor
            : throw _catalog.Error(name, $"shape [{string.Join(", ", shape)}], {meaning}", $"shape {tensor.ShapeText}");
    }

    private T? Declared<T>(int number, string kind)
        where T : LayerShape => _declared is null ? null
        : _declared.Layers[_weighted[number]] as T ?? throw _catalog.Error(
            null,
            $"{WeightsText.Of(_declared.Layers[_weighted[number]])} as layer {number}, as in the declaration of __metadata__",
            $"the tensors of a {kind} layer");

    private string Prefix(int number) => LayerNumber.PrefixOf(_module, number);

    private static bool IsOfCell(string name) => LstmTensorName.Parse(name) is { Prefix: "" };
}

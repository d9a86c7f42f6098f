using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.StateDict;

/// <summary>An nn.LSTM, nn.GRU or nn.RNN, or a single cell of these kinds, among the tensors of a state dict.</summary>
internal sealed class RecurrentModule : IPiece
{
    private const string ReverseSuffix = "_reverse";

    // The cells of PyTorch's modules, which differ in their number of gates. The rows of their gates are in canonical order.
    private static readonly CellKind[] s_kinds = [CellKind.Lstm, CellKind.GruResetAfter, CellKind.Rnn];

    private readonly SourceFile _file;
    private readonly Dictionary<string, SourceTensor> _tensors;
    private readonly IReadOnlyList<LstmTensorName> _names;
    private readonly HashSet<string> _similar;

    private RecurrentModule(
        SourceFile file, string prefix, IEnumerable<(LstmTensorName Name, SourceTensor Tensor, int Index)> tensors, HashSet<string> similar)
    {
        _file = file;
        _tensors = tensors.ToDictionary(static tensor => tensor.Name.FullName, static tensor => tensor.Tensor, StringComparer.Ordinal);
        _names = [.. tensors.Select(static tensor => tensor.Name)];
        _similar = similar;
        Prefix = prefix;
        FirstIndex = tensors.Min(static tensor => tensor.Index);
        LastIndex = tensors.Max(static tensor => tensor.Index);
        IsBidirectional = _names.Any(static name => name.IsReverse);
        IsCell = _names.Any(static name => name.Layer is null);
        LayerCount = 1 + _names.Max(static name => name.Layer ?? 0);
        if (IsCell && _names.FirstOrDefault(static name => name.Layer is not null) is { } numbered)
        {
            throw file.Error(numbered.FullName, "tensors of a layer (names with a number) or of a cell (without)", "both with one prefix");
        }

        Sizes first = SizesOf(Part(LstmTensorName.WeightRecurrent, 0, false), Optional(LstmTensorName.WeightProjection, 0, false));
        Kind = first.Kind;
        InputSize = Part(LstmTensorName.WeightInput, 0, false).CheckShape(first.Rows, -1).Shape[1];
        Width = first.Width;
    }

    /// <summary>The prefix of its tensor names, including the last dot.</summary>
    public string Prefix { get; }

    /// <summary>The position of its first tensor in the file.</summary>
    public int FirstIndex { get; }

    /// <summary>The position of its last tensor in the file.</summary>
    public int LastIndex { get; }

    /// <summary>The kind of its cells.</summary>
    public CellKind Kind { get; }

    /// <summary>The name of its cells in messages.</summary>
    public string CellName => CellType.Of(Kind).Name;

    string IPiece.Kind => CellName;

    public bool IsBidirectional { get; }

    /// <summary>Whether its tensor names contain no layer number, as in an LSTMCell.</summary>
    public bool IsCell { get; }

    public int LayerCount { get; }

    public int InputSize { get; }

    /// <summary>The width of the hidden state of one direction.</summary>
    public int Width { get; }

    public int OutputSize => IsBidirectional ? 2 * Width : Width;

    /// <summary>The name of the module: the prefix without the last dot.</summary>
    public string Name => Prefix.Length == 0 ? CellSizes.NameOf(Kind) : Prefix.TrimEnd('.');

    /// <summary>The prefix of the names in the parent module.</summary>
    public string Scope => Prefix.Length == 0 ? "" : Prefix[..(Prefix.LastIndexOf('.', Math.Max(0, Prefix.Length - 2)) + 1)];

    /// <summary>Whether a name is the prefix of this module, with or without the last dot.</summary>
    public bool IsCalled(string asked) => IsCalled(Prefix, asked);

    public bool Owns(string tensor) => _tensors.ContainsKey(tensor);

    /// <summary>Returns all recurrent modules, in the order of their first tensors.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="tensors">All tensors of the file.</param>
    /// <param name="options">The options of the import. If they name what to read, invalid modules with other names are skipped.</param>
    /// <exception cref="WeightFormatException">
    /// A module is of no known kind, or the tensors that show its kind are missing.
    /// </exception>
    public static IReadOnlyList<RecurrentModule> All(SourceFile file, IReadOnlyList<SourceTensor> tensors, ModelReadOptions options)
    {
        HashSet<string> all = new(StringComparer.Ordinal);
        foreach (SourceTensor tensor in tensors)
        {
            if (!all.Add(tensor.Name))
            {
                throw tensor.Error("one tensor of this name", "several");
            }
        }

        List<RecurrentModule> modules = [];
        foreach (IGrouping<string, (LstmTensorName? Name, SourceTensor Tensor, int Index)> group in tensors
            .Select(static (tensor, index) => (Name: LstmTensorName.Parse(tensor.Name), Tensor: tensor, Index: index))
            .Where(static tensor => tensor.Name is not null)
            .GroupBy(static tensor => tensor.Name!.Prefix, StringComparer.Ordinal)
            .Where(static group => group.Any(static tensor =>
                tensor.Name!.Kind is LstmTensorName.WeightInput or LstmTensorName.WeightRecurrent)))
        {
            try
            {
                modules.Add(new RecurrentModule(
                    file, group.Key, [.. group.Select(static tensor => (tensor.Name!, tensor.Tensor, tensor.Index))], all));
            }
            catch (WeightFormatException) when (!IsRead(group.Key, options))
            {
                // This module is not read; a note lists its tensors.
            }
        }

        return modules;
    }

    private static bool IsRead(string prefix, ModelReadOptions options) =>
        options.Module is not null ? IsCalled(prefix, options.Module)
        : prefix.Length == 0 || options.Layers.Count == 0 || options.Layers.Any(name => LayerPaths.IsCalled(prefix.TrimEnd('.'), name));

    private static bool IsCalled(string prefix, string asked) => prefix == asked || prefix == asked + ".";

    /// <summary>Checks and decodes the layers.</summary>
    /// <exception cref="WeightFormatException">
    /// A tensor is missing, has the wrong shape, or does not exist in layers of PyTorch.
    /// </exception>
    public IReadOnlyList<SourceRecurrent> ToLayers()
    {
        if (_names.FirstOrDefault(static name => name.Kind
            is LstmTensorName.WeightPeephole or LstmTensorName.WeightGateNorm or LstmTensorName.BiasGateNorm
            or LstmTensorName.WeightCellNorm or LstmTensorName.BiasCellNorm) is { } foreign)
        {
            throw _file.Error(
                foreign.FullName,
                "the tensors of nn.LSTM, nn.GRU or nn.RNN",
                "a tensor that they do not have; only a canonical safetensors file can contain it");
        }

        List<SourceRecurrent> layers = [];
        int input = InputSize;
        for (int layer = 0; layer < LayerCount; layer++)
        {
            layers.Add(ToLayer(layer, input));
            input = OutputSize;
        }

        return layers;
    }

    IReadOnlyList<ClassLayer> IPiece.ToLayers() => ToLayers();

    private SourceRecurrent ToLayer(int layer, int input)
    {
        string name = LayerCount == 1 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}[{layer}]");
        List<LstmLayerWeights> directions = [];
        List<TensorOrigin> origins = [];
        List<TwoBiases> biases = [];
        Sizes sizes = default;
        foreach (bool isReverse in IsBidirectional ? (bool[])[false, true] : [false])
        {
            SourceTensor recurrent = Part(LstmTensorName.WeightRecurrent, layer, isReverse);
            SourceTensor? projection = Optional(LstmTensorName.WeightProjection, layer, isReverse);
            sizes = SizesOf(recurrent, projection);
            if (sizes.Kind != Kind || sizes.Width != Width)
            {
                throw recurrent.Error(
                    $"the weights of {WeightsText.NameOf(new CellShape(Kind, Width))} with a hidden state of {Width}, as in the first "
                    + "layer of the module",
                    $"shape {recurrent.ShapeText}");
            }

            SourceTensor weight = Part(LstmTensorName.WeightInput, layer, isReverse).CheckShape(sizes.Rows, input);
            directions.Add(Weights(name, layer, isReverse, sizes, weight, recurrent, projection, origins));
            biases.AddRange(Biases(layer, isReverse));
        }

        return new SourceRecurrent(
            name,
            sizes.Cell,
            directions)
        {
            Module = Name,
            Origins = origins,
            Biases = biases,
        };
    }

    private IEnumerable<TwoBiases> Biases(int layer, bool isReverse) =>
        Optional(LstmTensorName.BiasInput, layer, isReverse) is { } input
        && Optional(LstmTensorName.BiasRecurrent, layer, isReverse) is { } recurrent
            ? [new TwoBiases(input.Values, recurrent.Values)]
            : [];

    private LstmLayerWeights Weights(
        string name,
        int layer,
        bool isReverse,
        Sizes sizes,
        SourceTensor weight,
        SourceTensor recurrent,
        SourceTensor? projection,
        List<TensorOrigin> origins)
    {
        string suffix = isReverse ? ReverseSuffix : "";
        SourceTensor? inputBias = Optional(LstmTensorName.BiasInput, layer, isReverse)?.CheckShape(sizes.Rows);
        SourceTensor? recurrentBias = Optional(LstmTensorName.BiasRecurrent, layer, isReverse)?.CheckShape(sizes.Rows);
        if (inputBias is null != recurrentBias is null)
        {
            throw (inputBias ?? recurrentBias)!.Error("both biases of a layer, or neither", "only this one");
        }

        origins.Add(weight.As(LstmTensorName.WeightInput + suffix));
        origins.Add(recurrent.As(LstmTensorName.WeightRecurrent + suffix));
        if (inputBias is not null)
        {
            bool isSum = sizes.Cell.Definition.TwoBiases is null;
            string conversion = isSum ? "sum of both biases" : $"sum of both biases for {string.Join(" and ", Summed(sizes.Cell))}";
            origins.Add(inputBias.As(LstmTensorName.BiasInput + suffix, conversion));
            origins.Add(recurrentBias!.As((isSum ? LstmTensorName.BiasInput : LstmTensorName.BiasRecurrent) + suffix, conversion));
        }

        if (projection is not null)
        {
            origins.Add(projection.As(LstmTensorName.WeightProjection + suffix));
        }

        float[] first = inputBias?.Values ?? new float[sizes.Rows];
        float[] second = recurrentBias?.Values ?? new float[sizes.Rows];
        int input = weight.Shape[1];
        return _file.Build(
            name, () => CellWeights.Of(sizes.Cell, input, weight.Values, recurrent.Values, first, second, projection?.Values));
    }

    private static IEnumerable<char> Summed(CellShape cell) =>
        CellWeights.RowsOf(cell).Where(letter => letter != cell.Definition.TwoBiases);

    private static Sizes SizesOf(SourceTensor recurrent, SourceTensor? projection)
    {
        recurrent.CheckShape(-1, -1);
        int width = recurrent.Shape[1];
        int hidden = projection?.CheckShape(width, -1).Shape[1] ?? width;
        int rows = recurrent.Shape[0];
        bool isWhole = hidden > 0 && width > 0 && rows % hidden == 0;
        CellKind[] fitting = !isWhole
            ? []
            : [.. s_kinds.Where(kind => GatesOf(kind) == rows / hidden && (projection is null || HasProjection(kind)))];
        return fitting is [var kind]
            ? new Sizes(kind, hidden, projection is null ? 0 : width)
            : throw recurrent.Error(
                projection is null
                    ? "four rows for each hidden unit (LSTM), three (GRU) or one (RNN)"
                    : "four rows for each hidden unit of an LSTM with a projection",
                $"shape {recurrent.ShapeText}");
    }

    private static int GatesOf(CellKind kind) => new CellShape(kind, Hidden: 1).Gates.Count;

    private static bool HasProjection(CellKind kind) => CellType.Of(kind).Options.Contains(CellOptions.Projection);

    private SourceTensor? Optional(string kind, int layer, bool isReverse) =>
        _tensors.GetValueOrDefault(LstmTensorName.Of(Prefix, kind, IsCell ? null : layer, isReverse));

    private SourceTensor Part(string kind, int layer, bool isReverse)
    {
        string name = LstmTensorName.Of(Prefix, kind, IsCell ? null : layer, isReverse);
        if (_tensors.TryGetValue(name, out SourceTensor? tensor))
        {
            return tensor;
        }

        string? similar = _similar.FirstOrDefault(other =>
            other.StartsWith(name + "_", StringComparison.Ordinal) && !other.EndsWith(ReverseSuffix, StringComparison.Ordinal));
        throw _file.Error(
            name,
            "a tensor of this name",
            similar is not null
                ? $"'{similar}' instead; fold a reparametrised weight before you save the model (for example with remove_weight_norm)"
                : $"only '{string.Join("', '", _tensors.Keys.Order(StringComparer.Ordinal).Take(8))}' in this module");
    }

    private readonly record struct Sizes(CellKind Kind, int Hidden, int Projection)
    {
        public CellShape Cell => new(Kind, Hidden) { Projection = Projection };

        public int Rows => GatesOf(Kind) * Hidden;

        public int Width => Projection > 0 ? Projection : Hidden;
    }
}

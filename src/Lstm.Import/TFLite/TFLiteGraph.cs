using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.TFLite;

/// <summary>The main graph of a TensorFlow Lite file. Its tensors are looked at when an operator takes them.</summary>
internal sealed class TFLiteGraph
{
    // A network of a class has two dozen operators, and none takes more tensors than an LSTM.
    private const int MaxOperators = 4096;
    private const int MaxTensorsOfOperator = 64;
    private const int MaxRank = 8;
    private const int MaxName = 512;

    private const int TableBytes = sizeof(uint);

    // A file may use its numbers a few times, not a thousand times: what it unpacks to stays in proportion to it.
    private const long FreeBytes = 1 << 20;

    private readonly FlatTable _model;
    private readonly FlatTable _subgraph;
    private readonly FlatVector _tensors;
    private readonly FlatVector _buffers;
    private readonly Dictionary<int, TFLiteTensor> _known = [];
    private readonly Dictionary<int, int> _halves = [];
    private long _bytesLeft;

    public TFLiteGraph(SourceFile file)
    {
        File = file;
        _bytesLeft = FreeBytes + 2L * file.Bytes.Length;
        _model = FlatTable.Root(file);
        FlatVector subgraphs = _model.Vector(TFLiteFields.ModelSubgraphs, TableBytes);
        _subgraph = subgraphs.Count > 0 ? _model.Table(subgraphs, 0) : throw file.Error(null, "a TensorFlow Lite file with a graph", "none");
        _tensors = _subgraph.Vector(TFLiteFields.SubgraphTensors, TableBytes);
        _buffers = _model.Vector(TFLiteFields.ModelBuffers, TableBytes);
        Inputs = Indices(_subgraph, TFLiteFields.SubgraphInputs);
        Outputs = Indices(_subgraph, TFLiteFields.SubgraphOutputs);
    }

    public SourceFile File { get; }

    public IReadOnlyList<int> Inputs { get; }

    public IReadOnlyList<int> Outputs { get; }

    /// <summary>The operators, in the order in which they run.</summary>
    public IEnumerable<TFLiteOperator> Operators()
    {
        FlatVector operators = _subgraph.Vector(TFLiteFields.SubgraphOperators, TableBytes);
        FlatVector codes = _model.Vector(TFLiteFields.ModelOperatorCodes, TableBytes);
        if (operators.Count > MaxOperators)
        {
            throw File.Error(null, $"a graph of at most {MaxOperators} operators", $"{operators.Count}");
        }

        for (int index = 0; index < operators.Count; index++)
        {
            FlatTable table = _subgraph.Table(operators, index);
            uint number = table.UInt32(TFLiteFields.OperatorCodeIndex);
            FlatTable code = number < codes.Count
                ? _model.Table(codes, (int)number)
                : throw File.Error(null, $"an operator of one of {codes.Count} kinds", $"one of kind {number}");

            // The older of the two fields is a byte, which became too small.
            int builtin = Math.Max(code.Byte(TFLiteFields.OperatorCodeDeprecated), code.Int32(TFLiteFields.OperatorCodeBuiltin));
            string kind = builtin == TFLiteOperator.Custom
                ? $"the custom operator '{code.Text(TFLiteFields.OperatorCodeCustom, MaxName)}'"
                : TFLiteOperator.NameOf(builtin);
            yield return new TFLiteOperator(
                index,
                builtin,
                kind,
                Indices(table, TFLiteFields.OperatorInputs),
                Indices(table, TFLiteFields.OperatorOutputs),
                table.TryTable(TFLiteFields.OperatorOptions, out FlatTable options) ? options : null);
        }
    }

    /// <summary>A tensor by its number.</summary>
    public TFLiteTensor Tensor(int index)
    {
        if (!_known.TryGetValue(index, out TFLiteTensor? tensor))
        {
            tensor = ReadTensor(index);
            _known.Add(index, tensor);
        }

        return tensor;
    }

    /// <summary>Remembers that a tensor is another one of 16 bits, widened.</summary>
    public void Widen(int half, int single) => _halves[single] = half;

    /// <summary>What stands against reading a tensor as weights, in words; null for nothing.</summary>
    public string? Obstacle(int index)
    {
        TFLiteTensor tensor = Stored(index);
        bool isFloat = tensor.Type == TFLiteTensor.Float32 || tensor.Type == TFLiteTensor.Float16;
        return tensor switch
        {
            _ when !isFloat => $"its tensor '{tensor.Name}' is {tensor.TypeName}; only weights in floating point are read",
            { IsSparse: true } => $"its tensor '{tensor.Name}' is stored sparsely",
            { IsConstant: false } => $"its tensor '{tensor.Name}' is computed, not stored",
            _ => null,
        };
    }

    /// <summary>A tensor of weights that nothing stands against.</summary>
    /// <exception cref="WeightFormatException">It holds another number of values than its shape says.</exception>
    public SourceTensor Weight(int index)
    {
        TFLiteTensor tensor = Stored(index);
        bool isHalf = tensor.Type == TFLiteTensor.Float16;
        double count = Product(tensor.Shape);
        if (tensor.Shape.Any(static size => size < 1) || count * (isHalf ? sizeof(ushort) : sizeof(float)) != tensor.Data.Count)
        {
            throw File.Error(tensor.Name, $"the bytes of shape {SourceTensor.TextOf(tensor.Shape)} of {tensor.TypeName}", $"{tensor.Data.Count} bytes");
        }

        return new SourceTensor(File, tensor.Name, tensor.Shape, () =>
        {
            _bytesLeft -= (long)count * sizeof(float);
            ReadOnlySpan<byte> bytes = File.Bytes.AsSpan(tensor.Data.Start, tensor.Data.Count);
            return _bytesLeft < 0
                ? throw File.Error(tensor.Name, "weights that belong to one layer each", "the same ones used over and over")
                : isHalf ? FloatBytes.Halves(bytes) : FloatBytes.Singles(bytes);
        });
    }

    /// <summary>The values of a tensor of few whole numbers, or null when it is computed or of another type.</summary>
    public IReadOnlyList<int>? Integers(int index)
    {
        if (index < 0 || Tensor(index) is not { Type: TFLiteTensor.Int32, IsConstant: true } tensor || tensor.Data.Count > MaxRank * sizeof(int))
        {
            return null;
        }

        return [.. Enumerable.Range(0, tensor.Data.Count / sizeof(int)).Select(number => BitConverter.ToInt32(File.Bytes, tensor.Data.Start + number * sizeof(int)))];
    }

    /// <summary>How many values a shape has; exact for any that a file can hold.</summary>
    public static double Product(IEnumerable<int> shape) => shape.Aggregate(1.0, static (product, size) => product * size);

    private TFLiteTensor Stored(int index) => Tensor(_halves.TryGetValue(index, out int half) ? half : index);

    private TFLiteTensor ReadTensor(int index)
    {
        if (index < 0 || index >= _tensors.Count)
        {
            throw File.Error(null, $"a tensor of a graph of {_tensors.Count}", $"number {index}");
        }

        FlatTable table = _subgraph.Table(_tensors, index);
        string name = table.Text(TFLiteFields.TensorName, MaxName);
        name = name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"tensor {index}");
        FlatVector shape = table.Vector(TFLiteFields.TensorShape, sizeof(int));
        if (shape.Count > MaxRank)
        {
            throw File.Error(name, $"at most {MaxRank} axes", $"{shape.Count}");
        }

        int[] sizes = [.. Enumerable.Range(0, shape.Count).Select(axis => table.Int32(shape, axis))];
        return sizes.Any(static size => size < -1)
            ? throw File.Error(name, "a shape", SourceTensor.TextOf(sizes.Select(static size => Math.Max(size, -1))))
            : new TFLiteTensor(
                index,
                name,
                table.Byte(TFLiteFields.TensorType),
                sizes,
                table.Bool(TFLiteFields.TensorIsVariable),
                table.Has(TFLiteFields.TensorSparsity),
                Data(name, table.UInt32(TFLiteFields.TensorBuffer)));
    }

    private FlatVector Data(string name, uint number)
    {
        if (number == 0 || _buffers.Count == 0)
        {
            return default;
        }

        FlatTable buffer = number < _buffers.Count
            ? _model.Table(_buffers, (int)number)
            : throw File.Error(name, $"one of {_buffers.Count} buffers", $"number {number}");

        // Large files keep the numbers behind the flatbuffer.
        ulong offset = buffer.UInt64(TFLiteFields.BufferOffset);
        if (offset <= 1)
        {
            return buffer.Vector(TFLiteFields.BufferData, 1);
        }

        ulong size = buffer.UInt64(TFLiteFields.BufferSize);
        ulong length = (ulong)File.Bytes.Length;
        return offset <= length && size <= length - offset
            ? new FlatVector((int)offset, (int)size)
            : throw File.Error(name, $"a buffer within {length} bytes", $"{size} bytes at {offset}");
    }

    private int[] Indices(FlatTable table, int field)
    {
        FlatVector vector = table.Vector(field, sizeof(int));
        return vector.Count <= MaxTensorsOfOperator
            ? [.. Enumerable.Range(0, vector.Count).Select(index => table.Int32(vector, index))]
            : throw File.Error(null, $"at most {MaxTensorsOfOperator} tensors that an operator takes or makes", $"{vector.Count}");
    }
}

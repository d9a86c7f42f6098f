using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.TFLite;

/// <summary>The main graph of a TensorFlow Lite file. Tensors are read when an operator needs them.</summary>
internal sealed class TFLiteGraph
{
    // A supported network has about two dozen operators. No operator has more tensors than an LSTM.
    private const int MaxOperators = 4096;
    private const int MaxTensorsOfOperator = 64;
    private const int MaxRank = 8;
    private const int MaxName = 512;

    private const int TableBytes = sizeof(uint);

    // A file may use its tensors a few times but not a thousand times, so that the decoded size stays proportional to the file size.
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
        _subgraph = subgraphs.Count > 0
            ? _model.Table(subgraphs, 0)
            : throw file.Error(null, "a TensorFlow Lite file with a graph", "none");
        _tensors = _subgraph.Vector(TFLiteFields.SubgraphTensors, TableBytes);
        _buffers = _model.Vector(TFLiteFields.ModelBuffers, TableBytes);
        Inputs = Indices(_subgraph, TFLiteFields.SubgraphInputs);
        Outputs = Indices(_subgraph, TFLiteFields.SubgraphOutputs);
    }

    public SourceFile File { get; }

    public IReadOnlyList<int> Inputs { get; }

    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Reads the operators in execution order.</summary>
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
                : throw File.Error(null, $"an operator code below {codes.Count}", $"{number}");

            // The older of the two fields is a byte and too small for new operators.
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

    /// <summary>Returns a tensor by its index.</summary>
    public TFLiteTensor Tensor(int index)
    {
        if (!_known.TryGetValue(index, out TFLiteTensor? tensor))
        {
            tensor = ReadTensor(index);
            _known.Add(index, tensor);
        }

        return tensor;
    }

    /// <summary>Records that a 32-bit tensor is the converted copy of a 16-bit tensor.</summary>
    public void Widen(int half, int single) => _halves[single] = half;

    /// <summary>Returns the reason why a tensor cannot be read as weights; null when it can.</summary>
    public string? Obstacle(int index)
    {
        TFLiteTensor tensor = Stored(index);
        bool isFloat = tensor.Type == TFLiteTensor.Float32 || tensor.Type == TFLiteTensor.Float16;
        return tensor switch
        {
            _ when !isFloat => $"its tensor '{tensor.Name}' has the type {tensor.TypeName}; only floating-point weights are supported",
            { IsSparse: true } => $"its tensor '{tensor.Name}' has a sparse format",
            { IsConstant: false } => $"its tensor '{tensor.Name}' is computed and not stored in the file",
            _ => null,
        };
    }

    /// <summary>Returns a tensor of weights for which <see cref="Obstacle"/> returns null.</summary>
    /// <exception cref="WeightFormatException">The number of values does not match the shape.</exception>
    public SourceTensor Weight(int index)
    {
        TFLiteTensor tensor = Stored(index);
        bool isHalf = tensor.Type == TFLiteTensor.Float16;
        double count = Product(tensor.Shape);
        if (tensor.Shape.Any(static size => size < 1) || count * (isHalf ? sizeof(ushort) : sizeof(float)) != tensor.Data.Count)
        {
            string shape = SourceTensor.TextOf(tensor.Shape);
            throw File.Error(tensor.Name, $"data for the shape {shape} of {tensor.TypeName}", $"{tensor.Data.Count} bytes");
        }

        return new SourceTensor(File, tensor.Name, tensor.Shape, () =>
        {
            _bytesLeft -= (long)count * sizeof(float);
            ReadOnlySpan<byte> bytes = File.Bytes.AsSpan(tensor.Data.Start, tensor.Data.Count);
            return _bytesLeft < 0
                ? throw File.Error(tensor.Name, "weights that only one layer uses", "the same weights used many times")
                : isHalf ? FloatBytes.Halves(bytes) : FloatBytes.Singles(bytes);
        });
    }

    /// <summary>Returns the values of a small constant tensor of integers; null for any other tensor.</summary>
    public IReadOnlyList<int>? Integers(int index)
    {
        if (index < 0
            || Tensor(index) is not { Type: TFLiteTensor.Int32, IsConstant: true } tensor
            || tensor.Data.Count > MaxRank * sizeof(int))
        {
            return null;
        }

        return
        [
            .. Enumerable.Range(0, tensor.Data.Count / sizeof(int))
                .Select(number => BitConverter.ToInt32(File.Bytes, tensor.Data.Start + number * sizeof(int))),
        ];
    }

    /// <summary>Returns the number of values of a shape, which is exact for all shapes that a file can contain.</summary>
    public static double Product(IEnumerable<int> shape) => shape.Aggregate(1.0, static (product, size) => product * size);

    private TFLiteTensor Stored(int index) => Tensor(_halves.TryGetValue(index, out int half) ? half : index);

    private TFLiteTensor ReadTensor(int index)
    {
        if (index < 0 || index >= _tensors.Count)
        {
            throw File.Error(null, $"a tensor index below {_tensors.Count}", $"{index}");
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
            : throw File.Error(name, $"a buffer index below {_buffers.Count}", $"{number}");

        // Large files store the values after the flatbuffer.
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
            : throw File.Error(null, $"at most {MaxTensorsOfOperator} inputs or outputs", $"{vector.Count}");
    }
}

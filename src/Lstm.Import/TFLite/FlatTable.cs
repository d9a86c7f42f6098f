using Google.FlatBuffers;
using Lstm.Import.Input;

namespace Lstm.Import.TFLite;

/// <summary>A table of a flatbuffer. Every offset is checked against the length of the buffer before it is used.</summary>
/// <remarks>The accessors of the FlatBuffers library do not check the file. They are meant for trusted buffers.</remarks>
internal readonly struct FlatTable
{
    private const int OffsetBytes = sizeof(uint);

    // A vtable starts with its own size and the size of the table.
    private const int VTableHead = 2 * sizeof(ushort);

    // What a reader makes of a table: a tensor, an operator. Thousands of offsets may lead to one table.
    private const int TableBytes = 200;

    private readonly SourceFile _file;
    private readonly ByteBuffer _buffer;
    private readonly int _position;
    private readonly int _vtable;
    private readonly int _vtableSize;
    private readonly int _size;

    private FlatTable(SourceFile file, ByteBuffer buffer, int position)
    {
        _file = file;
        _buffer = buffer;
        _position = position;
        file.Budget.Take(TableBytes);
        Check(position, sizeof(int), "a table");
        long vtable = (long)position - buffer.GetInt(position);
        Check(vtable, VTableHead, "a table's fields");
        _vtable = (int)vtable;
        _vtableSize = buffer.GetUshort(_vtable);
        _size = buffer.GetUshort(_vtable + sizeof(ushort));
        if (_vtableSize < VTableHead || _size < sizeof(int))
        {
            throw file.Error(null, "an intact TensorFlow Lite file", "a table without its header");
        }

        Check(vtable, _vtableSize, "a table's fields");
        Check(position, _size, "a table");
    }

    /// <summary>Returns the root table of a file.</summary>
    /// <exception cref="WeightFormatException">The root is outside the file.</exception>
    public static FlatTable Root(SourceFile file)
    {
        var buffer = new ByteBuffer(file.Bytes);
        return file.Bytes.Length >= OffsetBytes && buffer.GetUint(0) <= int.MaxValue
            ? new FlatTable(file, buffer, (int)buffer.GetUint(0))
            : throw file.Error(null, "an intact TensorFlow Lite file", "a root table outside the file");
    }

    public SourceFile File => _file;

    /// <summary>Returns whether a field is present. An absent field has its default value.</summary>
    public bool Has(int field) => Place(field, 1) >= 0;

    public int Int32(int field, int otherwise = 0) => Place(field, sizeof(int)) is >= 0 and int place ? _buffer.GetInt(place) : otherwise;

    public uint UInt32(int field) => Place(field, sizeof(uint)) is >= 0 and int place ? _buffer.GetUint(place) : 0;

    public ulong UInt64(int field) => Place(field, sizeof(ulong)) is >= 0 and int place ? _buffer.GetUlong(place) : 0;

    public sbyte Byte(int field) => Place(field, 1) is >= 0 and int place ? _buffer.GetSbyte(place) : (sbyte)0;

    public bool Bool(int field) => Byte(field) != 0;

    public float Single(int field) => Place(field, sizeof(float)) is >= 0 and int place ? _buffer.GetFloat(place) : 0;

    /// <summary>Returns the table that a field refers to, or false when there is none.</summary>
    public bool TryTable(int field, out FlatTable table)
    {
        int place = Place(field, OffsetBytes);
        table = place < 0 ? default : new FlatTable(_file, _buffer, Follow(place));
        return place >= 0;
    }

    /// <summary>Returns a table of a vector of tables.</summary>
    public FlatTable Table(FlatVector vector, int index) => new(_file, _buffer, Follow(vector.Start + index * OffsetBytes));

    /// <summary>Returns a number of a vector of numbers.</summary>
    public int Int32(FlatVector vector, int index) => _buffer.GetInt(vector.Start + index * sizeof(int));

    /// <summary>Returns the vector that a field refers to; empty when there is none.</summary>
    /// <param name="field">The field.</param>
    /// <param name="itemBytes">The size of an item in bytes; four for tables.</param>
    public FlatVector Vector(int field, int itemBytes)
    {
        int place = Place(field, OffsetBytes);
        if (place < 0)
        {
            return default;
        }

        int start = Follow(place);
        Check(start, OffsetBytes, "a vector");
        uint count = _buffer.GetUint(start);
        Check((long)start + OffsetBytes, (long)count * itemBytes, "a vector");
        return new FlatVector(start + OffsetBytes, (int)count);
    }

    /// <summary>Returns the text that a field refers to; empty when there is none.</summary>
    public string Text(int field, int longest)
    {
        FlatVector text = Vector(field, 1);
        _file.Budget.TakeText(text.Count);
        return text.Count > longest
            ? throw _file.Error(null, $"a name of at most {longest} bytes", $"{text.Count}")
            : System.Text.Encoding.UTF8.GetString(_file.Bytes, text.Start, text.Count);
    }

    // Returns the position of a field's value, or -1.
    private int Place(int field, int bytes)
    {
        int slot = VTableHead + field * sizeof(ushort);
        if (slot + sizeof(ushort) > _vtableSize)
        {
            return -1;
        }

        int offset = _buffer.GetUshort(_vtable + slot);
        if (offset == 0)
        {
            return -1;
        }

        return offset + bytes <= _size
            ? _position + offset
            : throw _file.Error(null, "an intact TensorFlow Lite file", "a field outside its table");
    }

    private int Follow(int place)
    {
        long target = (long)place + _buffer.GetUint(place);
        Check(target, 0, "the target of an offset");
        return (int)target;
    }

    private void Check(long start, long bytes, string what)
    {
        if (start < 0 || start + bytes > _file.Bytes.Length)
        {
            throw _file.Error(
                null,
                $"an intact TensorFlow Lite file of {_file.Bytes.Length} bytes",
                $"{what} from position {start} to {start + bytes}");
        }
    }
}

/// <summary>A vector of a flatbuffer inside the file.</summary>
/// <param name="Start">The position of the first item.</param>
/// <param name="Count">The number of items.</param>
internal readonly record struct FlatVector(int Start, int Count);

using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Lstm.Safetensors;

/// <summary>
/// Parses the JSON of a safetensors header strictly. Everything that the format does not allow is rejected, with its position.
/// </summary>
/// <remarks>
/// The reader of System.Text.Json processes the bytes in place, without a document tree or reflection. Only names are copied. The memory
/// for them and for the tensors comes from a budget.
/// </remarks>
internal ref struct SafetensorsHeaderParser
{
    // The reference has no limit, but larger ranks do not occur (numpy's limit is 64), and a size takes more memory as a long than as text.
    private const int MaxRank = 64;

    // The tensor, its shape and its place in the dictionary take 300 bytes. The searches for the names of a network, which compare the name
    // of each tensor with those of all parts and copy a few of them, take the rest.
    private const int TensorBytes = 2000;
    private const int NameBytes = 12;

    // Modules and layers make names of a hundred characters. Every name is taken apart at its dots.
    private const int LongestName = 1000;

    private const string EntryForm = "an object with dtype, shape and data_offsets";

    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = 16,
    };

    private readonly string _file;
    private readonly ReadBudget _budget;
    private readonly ReadOnlySpan<string> _metadataKeys;
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly long[] _integers = new long[MaxRank];
    private Utf8JsonReader _reader;
    private string? _tensor;

    private SafetensorsHeaderParser(ReadOnlySpan<byte> header, string file, ReadOnlySpan<string> metadataKeys, ReadBudget budget)
    {
        _file = file;
        _budget = budget;
        _metadataKeys = metadataKeys;
        _reader = new Utf8JsonReader(header, Options);
    }

    /// <summary>Parses the tensors of a header, and the requested entries of its <c>__metadata__</c>.</summary>
    /// <param name="header">The header.</param>
    /// <param name="file">The name of the file in messages.</param>
    /// <param name="metadataKeys">The keys of the entries to keep. All other entries are ignored.</param>
    /// <param name="budget">The memory for the tensors.</param>
    /// <exception cref="WeightFormatException">The header violates a rule of the format.</exception>
    public static SafetensorsCatalog Parse(
        ReadOnlySpan<byte> header, string file, ReadOnlySpan<string> metadataKeys, ReadBudget budget)
    {
        // JSON may start with white space, and text files with a byte-order mark. This format allows neither.
        if (header.IsEmpty || header[0] != (byte)'{')
        {
            throw new WeightFormatException(
                file, null, "a header that starts with '{'", header.IsEmpty ? "an empty header" : $"byte 0x{header[0]:X2}");
        }

        SafetensorsHeaderParser parser = new(header, file, metadataKeys, budget);
        try
        {
            return parser.ReadHeader();
        }
        catch (JsonException exception)
        {
            throw new WeightFormatException(file, null, "a header of valid JSON", JsonFault.Of(exception), exception);
        }
        catch (InvalidOperationException exception)
        {
            // Every method of the reader that decodes or compares text throws this for bytes that are not UTF-8, and for an escaped half of
            // a surrogate pair.
            throw new WeightFormatException(
                file,
                parser._tensor,
                "text in UTF-8",
                $"invalid text at byte {parser._reader.TokenStartIndex} of the header",
                exception);
        }
    }

    private SafetensorsCatalog ReadHeader()
    {
        Dictionary<string, SafetensorsTensor> tensors = new(StringComparer.Ordinal);
        bool hasMetadata = false;
        _reader.Read();
        while (NextIsProperty())
        {
            string name = ReadName();
            if (name == "__metadata__")
            {
                RefuseSecond(hasMetadata, null, "__metadata__");
                hasMetadata = true;
                ReadMetadata();
            }
            else if (!tensors.TryAdd(name, ReadTensor(name)))
            {
                throw Error(name, "each name once", "the name twice");
            }
        }

        // Only white space may follow. The reader throws an exception at anything else.
        _reader.Read();
        return new SafetensorsCatalog(_file, tensors, _metadata);
    }

    private void ReadMetadata()
    {
        _reader.Read();
        Require(JsonTokenType.StartObject, null, "__metadata__ to be an object of strings");
        while (NextIsProperty())
        {
            string? key = WantedKey();
            _reader.Read();
            Require(JsonTokenType.String, null, "__metadata__ to hold strings only");
            if (key is not null)
            {
                // An entry that affects the result must not be ambiguous.
                RefuseSecond(_metadata.ContainsKey(key), null, $"'{key}' in __metadata__");
                _metadata.Add(key, _reader.GetString()!);
            }
        }
    }

    // Returns the current key if it is to be kept. The comparison copies nothing, so ignored entries take no memory.
    private readonly string? WantedKey()
    {
        foreach (string key in _metadataKeys)
        {
            if (_reader.ValueTextEquals(key))
            {
                return key;
            }
        }

        return null;
    }

    private SafetensorsTensor ReadTensor(string name)
    {
        string? dtype = null;
        long[]? shape = null;
        long[]? offsets = null;
        _tensor = name;
        _reader.Read();
        Require(JsonTokenType.StartObject, name, EntryForm);
        while (NextIsProperty())
        {
            if (_reader.ValueTextEquals("dtype"u8))
            {
                RefuseSecond(dtype is not null, name, "dtype");
                _reader.Read();
                Require(JsonTokenType.String, name, "dtype to be a string");
                dtype = _reader.GetString()!;
            }
            else if (_reader.ValueTextEquals("shape"u8))
            {
                RefuseSecond(shape is not null, name, "shape");
                shape = ReadIntegers(name, "shape", MaxRank);
            }
            else if (_reader.ValueTextEquals("data_offsets"u8))
            {
                RefuseSecond(offsets is not null, name, "data_offsets");
                offsets = ReadIntegers(name, "data_offsets", 2);
            }
            else
            {
                // The reference reader also skips unknown keys, so that the format can be extended.
                _reader.Skip();
            }
        }

        if (dtype is null || shape is null || offsets is null)
        {
            string missing = dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw Error(name, EntryForm, $"no {missing}");
        }

        if (offsets.Length != 2 || offsets[0] > offsets[1])
        {
            throw Error(name, "data_offsets [begin, end]", SafetensorsTensor.ShapeOf(offsets));
        }

        var tensor = new SafetensorsTensor(name, dtype, shape, offsets[0], offsets[1]);
        CheckExtent(tensor);
        _tensor = null;
        return tensor;
    }

    private readonly string ReadName()
    {
        int length = _reader.ValueSpan.Length;
        _budget.Take(TensorBytes + (long)NameBytes * length);

        // An escape for one character has six.
        return length <= 6 * LongestName && _reader.GetString()! is { Length: <= LongestName } name
            ? name
            : throw Error(null, $"names of at most {LongestName} characters", $"one of {length} bytes");
    }

    private readonly void CheckExtent(SafetensorsTensor tensor)
    {
        int bits = SafetensorsDtype.Bits(tensor.Dtype);
        if (bits == 0)
        {
            return;
        }

        // No overflow in 128 bits: the product is below 2^64 before each further factor, which is below 2^63.
        UInt128 total = (UInt128)bits;
        foreach (long size in tensor.Shape)
        {
            total *= (UInt128)size;
            if (total > ulong.MaxValue)
            {
                throw Error(tensor.Name, "a shape of less than 2^64 bits", $"shape {tensor.ShapeText}");
            }
        }

        UInt128 found = (UInt128)(tensor.End - tensor.Begin);
        if (total != found * 8)
        {
            throw Error(
                tensor.Name,
                total % 8 == 0 ? $"{total / 8} bytes for {tensor.Dtype} {tensor.ShapeText}" : "a shape of whole bytes",
                total % 8 == 0 ? $"data_offsets [{tensor.Begin}, {tensor.End}], {found} bytes" : $"{tensor.Dtype} {tensor.ShapeText}");
        }
    }

    private long[] ReadIntegers(string tensor, string key, int limit)
    {
        _reader.Read();
        Require(JsonTokenType.StartArray, tensor, $"{key} to be an array of integers");
        int count = 0;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out long value) || value < 0)
            {
                throw Error(tensor, $"{key} to hold integers from 0 to {long.MaxValue}", Token());
            }

            if (count == limit)
            {
                throw Error(tensor, $"{key} to hold at most {limit} numbers", "more");
            }

            _integers[count++] = value;
        }

        _budget.Take(count * sizeof(long));
        return _integers[..count];
    }

    // Read throws an exception at incomplete JSON, so there is always a next token inside the header's object.
    private bool NextIsProperty() => _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName;

    private readonly void Require(JsonTokenType type, string? tensor, string expected)
    {
        if (_reader.TokenType != type)
        {
            throw Error(tensor, expected, Token());
        }
    }

    private readonly void RefuseSecond(bool seen, string? tensor, string key)
    {
        if (seen)
        {
            throw Error(tensor, $"{key} once", "it twice");
        }
    }

    private readonly string Token() => $"{_reader.TokenType} at byte {_reader.TokenStartIndex} of the header";

    private readonly WeightFormatException Error(string? tensor, string expected, string found) => new(_file, tensor, expected, found);
}

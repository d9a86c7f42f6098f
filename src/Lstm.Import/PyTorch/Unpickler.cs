using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>A reader for pickles of tensors and plain containers. It runs no code: what code would make is an opaque object.</summary>
/// <remarks>
/// A pickle is a program for a stack machine: https://docs.python.org/3/library/pickletools.html. A value that is referred to several times
/// is one object here too, so references cannot multiply memory use. No method recurses into values, so deep nesting is harmless.
/// </remarks>
internal sealed class Unpickler
{
    // The memory for each kind of value, with its place in a list that grows. Most take one or two bytes in the file. A checkpoint takes
    // about four kilobytes for each tensor.
    private const int ValueBytes = 40;
    private const int TupleBytes = 80;
    private const int ListBytes = 80;
    private const int DictionaryBytes = 200;
    private const int EntryBytes = 100;
    private const int NameBytes = 300;
    private const int CallBytes = 200;
    private const int ReferenceBytes = 8;

    private const int MaxProtocol = 5;

    // One string can be the key in many dictionaries, each of which hashes all of it.
    private const int LongestKey = 1000;

    private readonly SourceFile _file;
    private readonly PickleBytes _bytes;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<int, object?> _memo = [];
    private readonly PickleReferences? _references;

    private Unpickler(PickleBytes bytes, PickleReferences? references)
    {
        _file = bytes.File;
        _bytes = bytes;
        _references = references;
    }

    /// <summary>Reads one pickle. The bytes are then positioned after it.</summary>
    /// <param name="bytes">The bytes, positioned at the start of the pickle.</param>
    /// <param name="references">Receives what the pickle refers to; may be null.</param>
    /// <exception cref="WeightFormatException">The pickle is corrupt.</exception>
    public static object? Read(PickleBytes bytes, PickleReferences? references = null)
    {
        var unpickler = new Unpickler(bytes, references);
        while (true)
        {
            byte opcode = bytes.Byte();
            if (opcode == (byte)'.')
            {
                return unpickler.Pop();
            }

            if (!unpickler.PushConstant(opcode) && !unpickler.PushText(opcode) && !unpickler.Memo(opcode) && !unpickler.Collect(opcode))
            {
                unpickler.Call(opcode);
            }
        }
    }

    private bool PushConstant(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'N':
                Push(null);
                return true;
            case 0x88:
            case 0x89:
                Push(opcode == 0x88);
                return true;
            case (byte)'K':
                Push((long)_bytes.Byte());
                return true;
            case (byte)'M':
                Push((long)_bytes.UInt16());
                return true;
            case (byte)'J':
                Push((long)_bytes.Int32());
                return true;
            case 0x8A:
                Push(_bytes.Long(_bytes.Byte()) is { } small ? small : PickleOpaque.Value);
                return true;
            case 0x8B:
                Push(_bytes.Long(_bytes.Int32() is >= 0 and int length ? length : int.MaxValue) is { } large ? large : PickleOpaque.Value);
                return true;
            case (byte)'G':
                Push(_bytes.Double());
                return true;
            default:
                return false;
        }
    }

    private bool PushText(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'X':
                Push(_bytes.Text(_bytes.Int32()));
                return true;
            case 0x8C:
                Push(_bytes.Text(_bytes.Byte()));
                return true;
            case 0x8D:
                Push(_bytes.Text(_bytes.Int64()));
                return true;
            case (byte)'U':
                Push(_bytes.Latin(_bytes.Byte()));
                return true;
            case (byte)'T':
                Push(_bytes.Latin(_bytes.Int32()));
                return true;
            case (byte)'C':
                return PushBytes(_bytes.Byte());
            case (byte)'B':
                return PushBytes(_bytes.Int32());
            case 0x8E or 0x96:
                return PushBytes(_bytes.Int64());
            default:
                return false;
        }
    }

    private bool PushBytes(long length)
    {
        _bytes.Span(length);
        Push(PickleOpaque.Value);
        return true;
    }

    private bool Memo(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'q':
                Remember(_bytes.Byte());
                return true;
            case (byte)'r':
                Remember(_bytes.Int32());
                return true;
            case 0x94:
                Remember(_memo.Count);
                return true;
            case (byte)'h':
                Push(Remembered(_bytes.Byte()));
                return true;
            case (byte)'j':
                Push(Remembered(_bytes.Int32()));
                return true;
            default:
                return false;
        }
    }

    // Tuples, lists and dictionaries.
    private bool Collect(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'(':
                Take(ValueBytes);
                _marks.Add(_stack.Count);
                return true;
            case (byte)')':
                Push(new PickleTuple([]), TupleBytes);
                return true;
            case 0x85 or 0x86 or 0x87:
                Push(new PickleTuple(Pop(opcode - 0x84)), TupleBytes);
                return true;
            case (byte)'t' or 0x91:
                Push(new PickleTuple(TakeToMark()), TupleBytes);
                return true;
            case (byte)']' or 0x8F:
                Push(new PickleList(), ListBytes);
                return true;
            case (byte)'a':
                Append(Pop(1));
                return true;
            case (byte)'e' or 0x90:
                Append(TakeToMark());
                return true;
            case (byte)'}':
                Push(new PickleDictionary(), DictionaryBytes);
                return true;
            case (byte)'s':
                SetItems(Pop(2));
                return true;
            case (byte)'u':
                SetItems(TakeToMark());
                return true;
            default:
                return false;
        }
    }

    // Opcodes for names, calls and object state, and all others.
    private void Call(byte opcode)
    {
        switch (opcode)
        {
            case 0x80 when _bytes.Byte() is var protocol:
                _ = protocol is >= 2 and <= MaxProtocol
                    ? protocol
                    : throw _file.Error(null, $"a pickle of protocol 2 to {MaxProtocol}", $"{protocol}");
                break;
            case 0x95:
                _bytes.Int64();
                break;
            case (byte)'0':
                Pop();
                break;
            case (byte)'1':
                TakeToMark();
                break;
            case (byte)'c':
                Push(Global(_bytes.Line(), _bytes.Line()), NameBytes);
                break;
            case 0x93:
                object?[] names = Pop(2);
                Push(names is [string module, string name]
                    ? Global(module, name)
                    : throw Damaged("two names", names), NameBytes);
                break;
            case (byte)'Q':
                object persistent = PickleTensors.Persistent(_file, Pop());
                if (persistent is PickleStorage storage)
                {
                    _references?.Storages.TryAdd(storage.Key, storage);
                }

                Push(persistent, CallBytes);
                break;
            case (byte)'R' or 0x81 or 0x92:
                Push(Result(opcode, Pop(opcode == 0x92 ? 3 : 2)), CallBytes);
                break;
            case (byte)'b':
                Build(Pop());
                break;
            default:
                throw _file.Error(null, "a pickle of tensors and plain containers", $"the opcode 0x{opcode:X2} at {_bytes.Position - 1}");
        }
    }

    private PickleGlobal Global(string module, string name)
    {
        PickleGlobal global = PickleGlobals.Resolve(module, name);
        _references?.Add(global);
        return global;
    }

    // The result of a call: of a function, of a class, or of a class with named arguments.
    private object? Result(byte opcode, object?[] call) => call switch
    {
        [PickleGlobal global, PickleTuple arguments] when opcode == (byte)'R' => PickleTensors.Call(_file, global, arguments.Items),
        [PickleGlobal type, PickleTuple arguments, ..] => PickleTensors.New(_file, type, [.. arguments.Items, .. call[2..]]),
        [PickleForeign code, PickleTuple arguments, ..] => PickleTensors.Foreign(code.Name, [.. arguments.Items, .. call[2..]]),
        _ => throw Damaged("a name and a tuple", call),
    };

    // Keeps the state of an object. The state of a dictionary is PyTorch's _metadata and contains no weights.
    private void Build(object? state)
    {
        switch (_stack.LastOrDefault())
        {
            case PickleObject target:
                target.Attributes = state as PickleDictionary ?? throw Damaged("a dictionary of attributes", state);
                break;
            case PickleForeign foreign:
                Take(EntryBytes);
                foreign.IsInstance = true;
                foreign.Parts.Add(state);
                break;
            case PickleDictionary or PickleOpaque or PickleTensor:
                break;
            case var other:
                throw Damaged("an object that has a state", other);
        }
    }

    private void Append(object?[] items)
    {
        if (_stack.LastOrDefault() is PickleForeign foreign)
        {
            Take(TupleBytes);
            foreign.Parts.Add(new PickleTuple(items));
            return;
        }

        Top<PickleList>("a list").Items.AddRange(items);
    }

    private void SetItems(object?[] items)
    {
        if (_stack.LastOrDefault() is PickleForeign)
        {
            Append(items);
            return;
        }

        PickleDictionary target = Top<PickleDictionary>("a dictionary");
        if (items.Length % 2 != 0)
        {
            throw Damaged("pairs of keys and values", items);
        }

        Take((long)EntryBytes * items.Length / 2);
        for (int index = 0; index < items.Length; index += 2)
        {
            if (items[index] is string { Length: > LongestKey } key)
            {
                throw _file.Error(null, $"keys of at most {LongestKey} characters", $"one of {key.Length}");
            }

            target.Set(items[index], items[index + 1]);
        }
    }

    private void Push(object? value, int bytes = 0)
    {
        Take(ValueBytes + bytes);
        _stack.Add(value);
    }

    private void Take(long bytes)
    {
        if (!_file.Budget.TryTake(bytes))
        {
            throw _file.Error(
                null,
                "a pickle whose number of values is in proportion to the size of the file",
                "too many small ones; save only the state_dict() of the model");
        }
    }

    private object? Pop() => Pop(1)[0];

    private object?[] Pop(int count)
    {
        int floor = _marks.Count > 0 ? _marks[^1] : 0;
        if (_stack.Count - floor < count)
        {
            throw Damaged($"{count} values on the stack", _stack.Count - floor);
        }

        Take(ValueBytes + (long)ReferenceBytes * count);
        object?[] items = [.. _stack.Skip(_stack.Count - count)];
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private object?[] TakeToMark()
    {
        if (_marks.Count == 0)
        {
            throw Damaged("a mark on the stack", null);
        }

        int mark = _marks[^1];
        object?[] items = Pop(_stack.Count - mark);
        _marks.RemoveAt(_marks.Count - 1);
        return items;
    }

    private T Top<T>(string expected)
        where T : class => _stack.LastOrDefault() as T ?? throw Damaged(expected, _stack.LastOrDefault());

    private void Remember(int key)
    {
        Take(EntryBytes);
        _memo[key] = _stack.Count > 0 ? _stack[^1] : throw Damaged("a value to memoise", null);
    }

    private object? Remembered(int key) =>
        _memo.TryGetValue(key, out object? value) ? value : throw Damaged("a memoised value", key);

    private WeightFormatException Damaged(string expected, object? found) =>
        _file.Error(null, $"{expected} at {_bytes.Position} of the pickle", PickleTensors.Described(found));
}

using System;
using System.Collections.Generic;

namespace Lstm.Import.Keras.Hdf5;

/// <summary>Checks the header of an object of an HDF5 file (a group or a data set) before the HDF5 library reads it.</summary>
/// <remarks>
/// The library trusts sizes: it allocates what a message declares and follows any number of continuations. After this check, the messages
/// are within their header, the contents are within the messages, and the data is within the file. Structures that Keras never writes are
/// rejected.
/// </remarks>
/// <param name="bytes">The file.</param>
/// <param name="structures">The checked heaps.</param>
/// <param name="budget">The memory for what the library makes of headers.</param>
internal sealed class Hdf5Headers(Hdf5Bytes bytes, Hdf5Structures structures, ReadBudget budget)
{
    // What the library makes of a header, and of a message. An attribute has a name, a type and a shape; its texts become bytes and
    // characters.
    private const int HeaderBytes = 1000;
    private const int MessageBytes = 600;
    private const int AttributeBytes = 1500;
    private const int TextBytes = 64;
    private const int BytesPerByte = 3;

    private const int MaxContinuations = 64;

    private const int SharedFlag = 2;

    private readonly Hdf5Types _types = new(bytes);

    // The memory for each header, by its address. The library reads a header again for each path that leads to it.
    private readonly Dictionary<ulong, long> _checked = [];
    private long _cost;

    /// <summary>Checks the object header at an address, only once for each address.</summary>
    public void Check(ulong at)
    {
        if (_checked.TryGetValue(at, out long known))
        {
            budget.Take(known);
            return;
        }

        _cost = 0;
        Spend(HeaderBytes);
        var data = new Hdf5Data();
        HashSet<ulong> blocks = [at];
        if (bytes.U8(at) == 1)
        {
            Block(at + 16, bytes.U32(at + 8), 8, isNew: false, data, blocks);
        }
        else if (bytes.StartsWith(at, "OHDR\x02"u8))
        {
            int flags = bytes.U8(at + 5);
            ulong place = at + 6 + ((flags & 0x20) != 0 ? 16UL : 0) + ((flags & 0x10) != 0 ? 4UL : 0);
            int width = 1 << (flags & 3);
            ulong size = width switch
            {
                1 => bytes.U8(place),
                2 => bytes.U16(place),
                4 => bytes.U32(place),
                _ => bytes.U64(place),
            };
            Block(place + (ulong)width, size, (flags & 4) != 0 ? 6UL : 4, isNew: true, data, blocks);
        }
        else
        {
            throw bytes.Error(at, "the header of a group or a data set", "something else");
        }

        data.Check(bytes, _types, at);
        _checked.Add(at, _cost);
    }

    private void Spend(ulong cost)
    {
        _cost += (long)cost;
        budget.Take((long)cost);
    }

    // Checks a block of messages, each of which has a prefix.
    private void Block(ulong at, ulong size, ulong prefix, bool isNew, Hdf5Data data, HashSet<ulong> blocks)
    {
        bytes.Slice(at, size);
        ulong left = size;
        ulong gap = isNew ? prefix : 0;
        List<ulong> continuations = [];
        while (left > gap)
        {
            if (left < prefix)
            {
                throw bytes.Error(at, "a header of complete messages", "a different header");
            }

            Spend(MessageBytes);
            int type = isNew ? bytes.U8(at) : bytes.U16(at);
            ulong length = bytes.U16(at + (isNew ? 1UL : 2));
            int flags = bytes.U8(at + (isNew ? 3UL : 4));
            if (length > left - prefix)
            {
                throw bytes.Error(at, $"a message of at most {left - prefix} bytes", $"{length}");
            }

            if (type == 0x10)
            {
                continuations.Add(at + prefix);
            }

            Message(type, flags, at + prefix, length, data);
            at += prefix + length;
            left -= prefix + length;
        }

        foreach (ulong continuation in continuations)
        {
            ulong next = bytes.U64(continuation);
            ulong length = bytes.U64(continuation + 8);
            if (!blocks.Add(next) || blocks.Count > MaxContinuations)
            {
                throw bytes.Error(
                    next, $"a header in at most {MaxContinuations} blocks", "a header that refers to itself or has more blocks");
            }

            if (!isNew)
            {
                Block(next, length, prefix, isNew, data, blocks);
            }
            else if (bytes.StartsWith(next, "OCHK"u8) && length >= 8)
            {
                Block(next + 4, length - 8, prefix, isNew, data, blocks);
            }
            else
            {
                throw bytes.Error(next, "a continuation block of a header", "something else");
            }
        }
    }

    private void Message(int type, int flags, ulong at, ulong length, Hdf5Data data)
    {
        if ((flags & SharedFlag) != 0)
        {
            throw bytes.Error(at, "messages that are not shared", "a shared message");
        }

        ulong needed = type switch
        {
            0x00 or 0x09 or 0x0D or 0x0E or 0x12 or 0x16 or 0x0A or 0x13 => 0,
            0x01 => Kept(data.Space = Once(data.Space, at, _types.SpaceAt(at))).Described,
            0x03 => Kept(data.Type = Once(data.Type, at, _types.TypeAt(at))).Described,
            0x02 or 0x15 => NoHeap(type, at),
            0x04 => 4UL + bytes.U32(at),
            0x05 => FillValue(at),
            0x06 => HardLink(at),
            0x08 => Kept(data.Layout = Once(data.Layout, at, at)) - at + 2,
            0x0B => Kept(data.Filters = Once(data.Filters, at, at)) - at + 2,
            0x0C => Attribute(at, length),
            0x10 or 0x11 => 16,
            0x07 => throw bytes.Error(at, "data in this file", "a list of external files"),
            _ => throw bytes.Error(at, "the messages that Keras writes", $"a message of type {type}"),
        };
        if (needed > length)
        {
            throw bytes.Error(at, $"a message of at least {needed} bytes", $"{length}");
        }
    }

    private static T Kept<T>(T? value)
        where T : struct => value.GetValueOrDefault();

    private T? Once<T>(T? known, ulong at, T value)
        where T : struct => known is null
            ? value
            : throw bytes.Error(at, "at most one type, shape, layout and list of filters", "a second one");

    private ulong FillValue(ulong at)
    {
        int version = bytes.U8(at);
        bool isOld = version is 1 or 2;
        if (version == 3 ? (bytes.U8(at + 1) & 0x20) == 0 : isOld && bytes.U8(at + 3) != 1)
        {
            return 2;
        }

        return version switch
        {
            1 or 2 => 8UL + bytes.U32(at + 4),
            3 => 6UL + bytes.U32(at + 2),
            _ => throw bytes.Error(at, "a fill value of version 1 to 3", $"{version}"),
        };
    }

    private ulong HardLink(ulong at)
    {
        int flags = bytes.U8(at + 1);
        ulong place = at + 2;
        if ((flags & 8) != 0 && bytes.U8(place++) != 0)
        {
            throw bytes.Error(at, "groups and data sets", "a soft link or an external link");
        }

        place += ((flags & 4) != 0 ? 8UL : 0) + ((flags & 16) != 0 ? 1UL : 0);
        int width = 1 << (flags & 3);
        ulong name = width switch
        {
            1 => bytes.U8(place),
            2 => bytes.U16(place),
            4 => bytes.U32(place),
            _ => bytes.U64(place),
        };
        ulong described = place - at + (ulong)width + 8;
        return name > ushort.MaxValue ? throw bytes.Error(at, "a name of at most 65535 bytes", $"{name}") : described + name;
    }

    private ulong NoHeap(int type, ulong at)
    {
        // If the creation order is stored, a number comes before the addresses: 8 bytes for links, 2 bytes for attributes.
        ulong number = (bytes.U8(at + 1) & 1) == 0 ? 0UL : type == 0x02 ? 8UL : 2;
        return bytes.U64(at + 2 + number) == Hdf5Bytes.Undefined && bytes.U64(at + 10 + number) == Hdf5Bytes.Undefined
            ? 18 + number
            : throw bytes.Error(
                at,
                $"{(type == 0x02 ? "links" : "attributes")} in compact storage",
                "dense storage of HDF5 1.8 (write the file with libver='earliest')");
    }

    private ulong Attribute(ulong at, ulong length)
    {
        int version = bytes.U8(at);
        if (version is < 1 or > 3 || (version > 1 && bytes.U8(at + 1) != 0))
        {
            throw bytes.Error(
                at, "an attribute of version 1 to 3 with a type that is not shared", $"version {version}, or a shared type");
        }

        ulong nameSize = bytes.U16(at + 2);
        ulong typeSize = bytes.U16(at + 4);
        ulong spaceSize = bytes.U16(at + 6);
        ulong place = at + (version == 3 ? 9UL : 8);
        if (bytes.Slice(place, nameSize).IndexOf((byte)0) != (int)nameSize - 1)
        {
            throw bytes.Error(at, "an attribute name of the declared length", "a different length");
        }

        place += Padded(nameSize, version);
        Hdf5Types.ElementType type = _types.TypeAt(place);
        place += Padded(typeSize, version);
        Hdf5Types.Space space = _types.SpaceAt(place);
        if (type.Described != typeSize || space.Described != spaceSize)
        {
            throw bytes.Error(at, "an attribute type and shape of the declared length", "a different length");
        }

        place += Padded(spaceSize, version);
        ulong described = place - at + space.Elements * type.Size;
        Spend(AttributeBytes + BytesPerByte * Math.Min(described, length));
        if (described <= length && type.Class == Hdf5Types.VariableLengthClass)
        {
            Texts(place, space.Elements);
        }

        return described;
    }

    private static ulong Padded(ulong size, int version) => version == 1 ? (size + 7) / 8 * 8 : size;

    // Many elements may refer to one long string, and each would become a copy.
    private void Texts(ulong at, ulong count)
    {
        ulong total = 0;
        for (ulong element = 0; element < count; element++)
        {
            ulong address = bytes.U64(at + 16 * element + 4);
            int number = (int)(bytes.U32(at + 16 * element + 12) & int.MaxValue);
            if (address == 0 && number == 0)
            {
                continue;
            }

            if (!structures.GlobalHeap(address).TryGetValue(number, out ulong size) || (total += size) > bytes.Length)
            {
                throw bytes.Error(at, "strings within the file, and in total no longer than the file", "other strings");
            }
        }

        Spend(TextBytes * count + BytesPerByte * total);
    }
}

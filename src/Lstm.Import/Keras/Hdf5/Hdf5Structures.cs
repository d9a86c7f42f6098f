using System.Collections.Generic;

namespace Lstm.Import.Keras.Hdf5;

/// <summary>Checks the heaps and B-trees of an HDF5 file before the HDF5 library uses their sizes.</summary>
/// <param name="bytes">The file.</param>
/// <param name="budget">The memory for the lists of objects.</param>
internal sealed class Hdf5Structures(Hdf5Bytes bytes, ReadBudget budget)
{
    // An object of a global heap in the list of sizes here, and in the library's own.
    private const int HeapObjectBytes = 200;

    // An entry of a node of a group, which is a number or the name and the address of a member. The library reads the nodes again for each
    // name that it looks up.
    private const int ChildBytes = 50;
    private const int SymbolBytes = 600;

    private const int OffsetSize = 8;
    private const int MaxTreeLevel = 8;
    private const ulong TreeHeader = 24;
    private const ulong SymbolEntry = 40;
    private const ulong HeapObjectHeader = 16;
    private const ulong SmallestHeap = 4096;

    private readonly Dictionary<ulong, Dictionary<int, ulong>> _globalHeaps = [];
    private readonly HashSet<ulong> _localHeaps = [];

    /// <summary>
    /// Checks the superblock: only files that start at the first byte, are not split, and use 8-byte numbers are supported.
    /// </summary>
    public void Superblock()
    {
        byte version = bytes.U8(8);
        bool old = version < 2;
        ulong start = version switch
        {
            0 => 24,
            1 => 28,
            2 or 3 => 12,
            _ => throw bytes.Error(8, "a superblock of version 0 to 3", $"{version}"),
        };
        ulong sizes = old ? 13UL : 9;
        if (bytes.U8(sizes) != OffsetSize || bytes.U8(sizes + 1) != OffsetSize)
        {
            throw bytes.Error(sizes, "addresses and lengths of 8 bytes", $"{bytes.U8(sizes)} and {bytes.U8(sizes + 1)}");
        }

        ulong end = bytes.U64(start + 16);
        if (bytes.U64(start) != 0 || end > bytes.Length)
        {
            throw bytes.Error(
                start,
                $"HDF5 data of at most {bytes.Length} bytes that starts at 0",
                $"{end} bytes that start at {bytes.U64(start)}");
        }

        if (old && bytes.U64(start + 24) != Hdf5Bytes.Undefined)
        {
            throw bytes.Error(start + 24, "HDF5 data in one file", "a driver information block");
        }
    }

    /// <summary>Takes the memory for a copy of the names in a group, which the library makes for each comparison with a name.</summary>
    /// <param name="at">The address of a read.</param>
    /// <param name="length">The number of bytes.</param>
    public void TakeNames(ulong at, int length) => budget.Take(_localHeaps.Contains(at) ? length : 0);

    /// <summary>Checks a structure with a signature when the library reaches it.</summary>
    public void Signed(ulong at)
    {
        if (bytes.StartsWith(at, "HEAP"u8))
        {
            ulong names = bytes.U64(at + 24);
            bytes.Slice(names, bytes.U64(at + 8));
            _localHeaps.Add(names);
        }
        else if (bytes.StartsWith(at, "GCOL"u8))
        {
            GlobalHeap(at);
            budget.Take((long)bytes.U64(at + 8));
        }
        else if (bytes.StartsWith(at, "TREE"u8))
        {
            GroupTree(at);
        }
        else if (bytes.StartsWith(at, "SNOD"u8))
        {
            SymbolNode(at);
        }
        else if (bytes.StartsWith(at, "FRHP"u8) || bytes.StartsWith(at, "BTHD"u8))
        {
            throw bytes.Error(at, "groups and attributes in the form that Keras writes", "a fractal heap or a version 2 B-tree");
        }
    }

    /// <summary>Returns the sizes of the objects of a global heap by object number.</summary>
    public Dictionary<int, ulong> GlobalHeap(ulong at)
    {
        if (_globalHeaps.TryGetValue(at, out Dictionary<int, ulong>? known))
        {
            return known;
        }

        if (!bytes.StartsWith(at, "GCOL"u8))
        {
            throw bytes.Error(at, "a global heap", "something else");
        }

        ulong size = bytes.U64(at + 8);
        bytes.Slice(at, size);
        Dictionary<int, ulong> objects = [];
        ulong place = at + HeapObjectHeader;
        ulong left = size < SmallestHeap
            ? throw bytes.Error(at, $"a global heap of at least {SmallestHeap} bytes", $"{size}")
            : size - HeapObjectHeader;
        while (left > HeapObjectHeader && bytes.U16(place) is ushort number and not 0)
        {
            ulong length = bytes.U64(place + 8);
            ulong padded = length > left ? length : (length + 7) / 8 * 8 + HeapObjectHeader;
            if (padded > left)
            {
                throw bytes.Error(place, $"an object of at most {left} bytes in a global heap", $"{length}");
            }

            budget.Take(HeapObjectBytes);
            objects[number] = length;
            place += padded;
            left -= padded;
        }

        _globalHeaps.Add(at, objects);
        return objects;
    }

    // The level of each child is one less than that of its parent, so the tree cannot contain a loop.
    private void GroupTree(ulong at)
    {
        byte type = bytes.U8(at + 4);
        if (type != 0)
        {
            // The tree of a chunked data set is checked with the data set.
            return;
        }

        byte level = bytes.U8(at + 5);
        if (level > MaxTreeLevel)
        {
            throw bytes.Error(at, $"a B-tree of at most {MaxTreeLevel} levels", $"{level}");
        }

        ushort used = bytes.U16(at + 6);
        budget.Take(ChildBytes * used);
        for (uint child = 0; child < used; child++)
        {
            ulong address = bytes.U64(at + TreeHeader + 8 + 16UL * child);
            bool fits = level == 0
                ? bytes.StartsWith(address, "SNOD"u8)
                : bytes.StartsWith(address, "TREE"u8) && bytes.U8(address + 4) == 0 && bytes.U8(address + 5) == level - 1;
            if (!fits)
            {
                throw bytes.Error(address, level == 0 ? "a symbol table node" : $"a B-tree node of level {level - 1}", "something else");
            }
        }
    }

    private void SymbolNode(ulong at)
    {
        ushort count = bytes.U16(at + 6);
        bytes.Slice(at + 8, count * SymbolEntry);
        budget.Take(SymbolBytes * count);
        for (uint entry = 0; entry < count; entry++)
        {
            if (bytes.U32(at + 8 + entry * SymbolEntry + 16) > 1)
            {
                throw bytes.Error(at, "groups and data sets", "a soft link");
            }
        }
    }
}

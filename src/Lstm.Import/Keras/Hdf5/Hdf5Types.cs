using System;
using System.Buffers.Binary;

namespace Lstm.Import.Keras.Hdf5;

/// <summary>Checks the types and shapes in an HDF5 file and determines their sizes.</summary>
internal sealed class Hdf5Types(Hdf5Bytes bytes)
{
    public const int FloatClass = 1;
    public const int StringClass = 3;
    public const int VariableLengthClass = 9;

    private const int FixedClass = 0;
    private const int EnumClass = 8;
    private const int MaxNesting = 2;
    private const int MaxRank = 32;
    private const int MaxEnumMembers = 256;

    /// <summary>A type: its address, its class, the size of an element, and the length of its description, in bytes.</summary>
    public readonly record struct ElementType(ulong At, int Class, ulong Size, ulong Described);

    /// <summary>A shape: its sizes, the number of elements, and the length of its description in bytes.</summary>
    public readonly record struct Space(ulong[] Sizes, ulong Elements, ulong Described);

    /// <summary>Returns the type at an address. Only the types that Keras writes are supported.</summary>
    public ElementType TypeAt(ulong at, int nesting = 0)
    {
        int kind = bytes.U8(at) & 0xF;
        ulong size = bytes.U32(at + 4);
        if (size == 0 || nesting > MaxNesting)
        {
            throw bytes.Error(at, "a type with a size", size == 0 ? "a type without" : "types that are nested too deeply");
        }

        ulong described = kind switch
        {
            FixedClass => 12,
            FloatClass => 20,
            StringClass => 8,
            VariableLengthClass when (bytes.U8(at + 1) & 0xF) == 1 && size == 16 => 8 + TypeAt(at + 8, nesting + 1).Described,
            EnumClass => EnumLength(at, size, nesting),
            _ => throw bytes.Error(at, "numbers or strings", $"HDF5's type class {kind}"),
        };
        bytes.Slice(at, described);
        return new ElementType(at, kind, size, described);
    }

    /// <summary>Returns the shape at an address.</summary>
    public Space SpaceAt(ulong at)
    {
        byte version = bytes.U8(at);
        int rank = bytes.U8(at + 1);
        int flags = bytes.U8(at + 2);
        if (version is not (1 or 2) || rank > MaxRank || (version == 2 && bytes.U8(at + 3) != Math.Min(rank, 1)))
        {
            throw bytes.Error(at, $"a shape of at most {MaxRank} axes", $"version {version} with {rank} axes, or no shape");
        }

        ulong header = version == 1 ? 8UL : 4;
        ulong[] sizes = new ulong[rank];
        ulong elements = 1;
        for (int axis = 0; axis < rank; axis++)
        {
            sizes[axis] = bytes.U64(at + header + 8UL * (ulong)axis);
            elements = sizes[axis] != 0 && elements > int.MaxValue / sizes[axis]
                ? throw bytes.Error(at, $"a shape of at most {int.MaxValue} elements", $"[{string.Join(", ", sizes)}]")
                : elements * sizes[axis];
        }

        int lists = 1 + (flags & 1) + ((flags >> 1) & 1);
        ulong described = header + 8UL * (ulong)(rank * lists);
        bytes.Slice(at, described);
        return new Space(sizes, elements, described);
    }

    /// <summary>Checks that a floating-point type is a little-endian IEEE 754 type of 16, 32 or 64 bits.</summary>
    public void CheckUsualFloat(ElementType type)
    {
        // Bit offset, precision, position and size of exponent and mantissa, bias.
        ReadOnlySpan<byte> found = bytes.Slice(type.At + 8, 12);
        (byte exponentAt, byte exponent, byte mantissa, uint bias) = type.Size switch
        {
            2 => ((byte)10, (byte)5, (byte)10, 15u),
            4 => ((byte)23, (byte)8, (byte)23, 127u),
            8 => ((byte)52, (byte)11, (byte)52, 1023u),
            _ => default,
        };
        Span<byte> usual = [0, 0, (byte)(type.Size * 8), 0, exponentAt, exponent, 0, mantissa, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(usual[8..], bias);
        if (exponent == 0 || !found.SequenceEqual(usual) || (bytes.U8(type.At + 1) & 0x41) != 0)
        {
            throw bytes.Error(type.At, "little-endian floats of 16, 32 or 64 bits", $"a different format of {type.Size} bytes");
        }
    }

    private ulong EnumLength(ulong at, ulong size, int nesting)
    {
        ushort members = bytes.U16(at + 1);
        ElementType inner = TypeAt(at + 8, nesting + 1);
        if (members > MaxEnumMembers || inner.Class != FixedClass || inner.Size != size || size > 8)
        {
            throw bytes.Error(at, $"an enumeration of at most {MaxEnumMembers} integers", $"{members} of {size} bytes");
        }

        // Old versions pad each name to 8 bytes.
        bool padded = bytes.U8(at) >> 4 <= 2;
        ulong place = at + 8 + inner.Described;
        for (int member = 0; member < members; member++)
        {
            ulong start = place;
            while (bytes.U8(place) != 0)
            {
                place++;
            }

            place++;
            place = padded ? start + (place - start + 7) / 8 * 8 : place;
        }

        return place - at + members * size;
    }
}

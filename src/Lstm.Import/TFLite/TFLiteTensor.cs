using System.Collections.Generic;
using System.Globalization;

namespace Lstm.Import.TFLite;

/// <summary>A tensor of a graph.</summary>
/// <param name="Index">The index of the tensor.</param>
/// <param name="Name">The name, or "tensor" and the index when the file has none.</param>
/// <param name="Type">The type code of the values in the schema.</param>
/// <param name="Shape">The shape; undefined sizes are -1.</param>
/// <param name="IsVariable">Whether the tensor is a state.</param>
/// <param name="IsSparse">Whether the tensor has a sparse format.</param>
/// <param name="Data">The values in the file; empty when the tensor is computed.</param>
internal sealed record TFLiteTensor(
    int Index, string Name, int Type, IReadOnlyList<int> Shape, bool IsVariable, bool IsSparse, FlatVector Data)
{
    public const int Float32 = 0;
    public const int Float16 = 1;
    public const int Int32 = 2;
    public const int Int64 = 4;

    private static readonly string[] s_types =
    [
        "FLOAT32", "FLOAT16", "INT32", "UINT8", "INT64", "STRING", "BOOL", "INT16", "COMPLEX64",
        "INT8", "FLOAT64", "COMPLEX128", "UINT64", "RESOURCE", "VARIANT", "UINT32", "UINT16", "INT4",
    ];

    /// <summary>Gets the name of the type.</summary>
    public string TypeName =>
        Type >= 0 && Type < s_types.Length ? s_types[Type] : string.Create(CultureInfo.InvariantCulture, $"type {Type}");

    /// <summary>Whether the values are whole numbers, as those of tokens.</summary>
    public bool IsInteger => Type is Int32 or Int64;

    public bool IsConstant => Data.Count > 0;

    /// <summary>Gets the size of the last axis; -1 when it is undefined.</summary>
    public int LastSize => Shape.Count > 0 ? Shape[^1] : -1;
}

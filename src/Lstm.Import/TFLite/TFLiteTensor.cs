using System.Collections.Generic;
using System.Globalization;

namespace Lstm.Import.TFLite;

/// <summary>A tensor of a graph.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Name">Its name; its number where it has none.</param>
/// <param name="Type">The type of its numbers, as a number of the schema.</param>
/// <param name="Shape">Its shape; sizes that are open are -1.</param>
/// <param name="IsVariable">Whether it is a state.</param>
/// <param name="IsSparse">Whether its zeros are left out.</param>
/// <param name="Data">Its values in the file; empty when it is computed.</param>
internal sealed record TFLiteTensor(int Index, string Name, int Type, IReadOnlyList<int> Shape, bool IsVariable, bool IsSparse, FlatVector Data)
{
    public const int Float32 = 0;
    public const int Float16 = 1;
    public const int Int32 = 2;

    private static readonly string[] s_types =
    [
        "FLOAT32", "FLOAT16", "INT32", "UINT8", "INT64", "STRING", "BOOL", "INT16", "COMPLEX64", "INT8", "FLOAT64", "COMPLEX128", "UINT64", "RESOURCE",
        "VARIANT", "UINT32", "UINT16", "INT4",
    ];

    /// <summary>Its type in words.</summary>
    public string TypeName => Type >= 0 && Type < s_types.Length ? s_types[Type] : string.Create(CultureInfo.InvariantCulture, $"type {Type}");

    public bool IsConstant => Data.Count > 0;

    /// <summary>The size of its last axis, or -1 where that is open.</summary>
    public int LastSize => Shape.Count > 0 ? Shape[^1] : -1;
}

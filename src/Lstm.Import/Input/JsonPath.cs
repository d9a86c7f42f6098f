using System.Collections.Generic;
using System.Globalization;

namespace Lstm.Import.Input;

/// <summary>The place of a JSON value in its file, for messages.</summary>
/// <remarks>Paths share their parents: as texts, many values below a long name would each repeat it.</remarks>
/// <param name="parent">The place of the array or object that contains the value; null for the root.</param>
/// <param name="name">The name of the member, or null for an item of an array.</param>
/// <param name="index">The index of the item.</param>
internal sealed class JsonPath(JsonPath? parent, string? name, int index = 0)
{
    private readonly JsonPath? _parent = parent;
    private readonly string? _name = name;
    private readonly int _index = index;

    /// <summary>Returns a path as text, such as <c>layers[0].weights[1]</c>; empty for the root.</summary>
    public static string TextOf(JsonPath? path)
    {
        Stack<string> parts = [];
        for (JsonPath? part = path; part is not null; part = part._parent)
        {
            string index = string.Create(CultureInfo.InvariantCulture, $"[{part._index}]");
            parts.Push(part._name is null ? index : part._parent is null ? part._name : $".{part._name}");
        }

        return string.Concat(parts);
    }
}

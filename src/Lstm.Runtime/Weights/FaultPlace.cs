namespace Lstm;

/// <summary>The place of a fault in a file.</summary>
/// <param name="Kind">The kind of place in one word: tensor, layer, node, member.</param>
/// <param name="Name">Its full name in the file.</param>
internal readonly record struct FaultPlace(string Kind, string Name)
{
    public static FaultPlace Tensor(string name) => new("tensor", name);

    public static FaultPlace Layer(string name) => new("layer", name);

    public static FaultPlace Node(string name) => new("node", name);

    public static FaultPlace Member(string name) => new("member", name);

    public static FaultPlace Entry(string name) => new("entry", name);

    public static FaultPlace Storage(string name) => new("storage", name);

    public static FaultPlace Value(string name) => new("value", name);
}

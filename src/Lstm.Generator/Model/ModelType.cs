namespace Lstm.Generator.Model;

/// <summary>The names of the class that the generated code completes.</summary>
/// <param name="Namespace">Its namespace with escaped keywords, or null for the global namespace.</param>
/// <param name="Container">The type that contains it, or null.</param>
/// <param name="Name">Its declared name, without an <c>@</c>.</param>
/// <param name="TypeParameters">Its type parameters. A network has none, but the stub of a refused class may.</param>
/// <param name="Keyword">Its keyword. A network is a class, but the stub of a refused type may be another one.</param>
internal sealed record ModelType(
    string? Namespace, ContainingType? Container, string Name, string TypeParameters = "", string Keyword = "class")
{
    /// <summary>The name of the generated file, unless another class has the same: the full name of the class.</summary>
    public string HintName
    {
        get
        {
            string name = Hint(Name, TypeParameters);
            for (ContainingType? outer = Container; outer is not null; outer = outer.Parent)
            {
                name = Hint(outer.Name, outer.TypeParameters) + "." + name;
            }

            return (Namespace is null ? name : Namespace.Replace("@", "") + "." + name) + ".g.cs";
        }
    }

    /// <summary>A text that no other type has, not even one that C# does not allow beside it.</summary>
    public string Identity
    {
        get
        {
            string identity = Keyword + " " + Hint(Name, TypeParameters);
            for (ContainingType? outer = Container; outer is not null; outer = outer.Parent)
            {
                identity = $"{outer.Keyword} {Hint(outer.Name, outer.TypeParameters)}/{identity}";
            }

            return Namespace + "/" + identity;
        }
    }

    private static string Hint(string name, string typeParameters) =>
        typeParameters.Length == 0 ? name : $"{name}({typeParameters})";
}

using System.Globalization;
using System.Text;

namespace Lstm.Generator.Model;

/// <summary>The names of the class that the generated code completes.</summary>
/// <param name="Namespace">Its namespace with escaped keywords, or null for the global namespace.</param>
/// <param name="Container">The type that contains it, or null.</param>
/// <param name="Name">Its declared name, without an <c>@</c>.</param>
internal sealed record ModelType(string? Namespace, ContainingType? Container, string Name)
{
    /// <summary>The name of the generated file: the full name of the class.</summary>
    public string HintName
    {
        get
        {
            string name = Name;
            for (ContainingType? outer = Container; outer is not null; outer = outer.Parent)
            {
                name = outer.Name + "." + name;
            }

            return (Namespace is null ? name : Namespace.Replace("@", "") + "." + name) + ".g.cs";
        }
    }

    /// <summary>
    /// The hint name if another class has the same hint name. That happens if the names differ in case only (the compiler ignores the case
    /// of hint names, C# does not), or temporarily while the user types, if a namespace and a type have the same name.
    /// </summary>
    public string DistinctHintName
    {
        get
        {
            string identity = Namespace + "/";
            for (ContainingType? outer = Container; outer is not null; outer = outer.Parent)
            {
                identity += outer.Keyword + " " + outer.Name + "/";
            }

            // FNV-1a, because string.GetHashCode differs between processes.
            uint hash = 2166136261;
            foreach (byte b in Encoding.UTF8.GetBytes(identity + Name))
            {
                hash = unchecked((hash ^ b) * 16777619);
            }

            return HintName.Substring(0, HintName.Length - "g.cs".Length) + hash.ToString("x8", CultureInfo.InvariantCulture) + ".g.cs";
        }
    }
}

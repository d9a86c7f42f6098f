using System.Globalization;
using System.Text;

namespace Lstm.Generator.Model;

/// <summary>The class to complete, by name.</summary>
/// <param name="Namespace">Its namespace, keywords escaped, or null for the global one.</param>
/// <param name="Container">The type it is nested in, or null.</param>
/// <param name="Name">Its name as declared, without an <c>@</c>.</param>
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
    /// The hint name when another class has the same one: in other letters (the compiler compares hint names without case, C# does not), or by another
    /// route, such as a namespace and a type of one name, which cannot both stay but are both there while somebody types.
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

            // FNV-1a: the runtime's own string hash differs from process to process.
            uint hash = 2166136261;
            foreach (byte b in Encoding.UTF8.GetBytes(identity + Name))
            {
                hash = unchecked((hash ^ b) * 16777619);
            }

            return HintName.Substring(0, HintName.Length - "g.cs".Length) + hash.ToString("x8", CultureInfo.InvariantCulture) + ".g.cs";
        }
    }
}

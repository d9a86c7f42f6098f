using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>First sentences of documentation comments.</summary>
internal sealed partial class ApiDocumentation
{
    private static readonly Dictionary<string, string> s_keywords = new(StringComparer.Ordinal)
    {
        ["bool"] = "Boolean",
        ["byte"] = "Byte",
        ["sbyte"] = "SByte",
        ["double"] = "Double",
        ["float"] = "Single",
        ["int"] = "Int32",
        ["long"] = "Int64",
        ["object"] = "Object",
        ["string"] = "String",
        ["uint"] = "UInt32",
        ["ulong"] = "UInt64",
        ["ushort"] = "UInt16",
    };

    private readonly Dictionary<string, XElement> _members;

    /// <summary>Reads a documentation file.</summary>
    public ApiDocumentation(string xml) => _members = XDocument.Parse(xml)
        .Descendants("member")
        .ToDictionary(static member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>The first sentence about a type.</summary>
    public string Of(string type) => Sentence(Find("T:" + Id(type))?.Element("summary"));

    /// <summary>The first sentence about a member; nothing where there is none.</summary>
    public string Of(ApiEntry entry)
    {
        string prefix = $"{Id(entry.Type)}.{(entry.IsConstructor ? "#ctor" : entry.Name == "this" ? "Item" : entry.Name)}";
        if (entry.IsMethod)
        {
            List<XElement> overloads = [.. Overloads("M:" + prefix)];
            return Sentence((overloads.Count == 1 ? overloads[0] : overloads.Find(member => Fits(member, entry)))?.Element("summary"));
        }

        XElement? member = Find("P:" + prefix) ?? Find("F:" + prefix) ?? Overloads("P:" + prefix).FirstOrDefault();

        // A property of a positional record is documented as a parameter.
        IEnumerable<XElement> parameters = Find("T:" + Id(entry.Type))?.Elements("param") ?? [];
        return Sentence(member?.Element("summary") ?? parameters.FirstOrDefault(param => param.Attribute("name")!.Value == entry.Name));
    }

    private static string Id(string type)
    {
        int bracket = type.IndexOf('<', StringComparison.Ordinal);
        return bracket < 0 ? type : $"{type[..bracket]}`{type.Count(static character => character == ',') + 1}";
    }

    private XElement? Find(string id) => _members.GetValueOrDefault(id);

    private IEnumerable<XElement> Overloads(string id) => _members
        .Where(member => member.Key.StartsWith(id, StringComparison.Ordinal))
        .Where(member => member.Key.Length == id.Length || member.Key[id.Length] is '(' or '`')
        .Select(static member => member.Value);

    private static bool Fits(XElement member, ApiEntry entry)
    {
        string id = member.Attribute("name")!.Value;
        int open = id.IndexOf('(', StringComparison.Ordinal);
        string[] documented = open < 0 ? [] : Braces().Replace(id[(open + 1)..^1], "").Split(',');
        return documented.Length == entry.Parameters.Count &&
            documented.Zip(entry.Parameters).All(static pair => Fits(pair.First, pair.Second.Type));
    }

    // Outer types are enough to tell overloads apart. A type parameter, such as `0, fits any type.
    private static bool Fits(string documented, string declared)
    {
        string name = ApiEntry.SimpleName(declared).TrimEnd('?');
        return documented.StartsWith('`') || documented.Split('.')[^1].TrimEnd('@') == s_keywords.GetValueOrDefault(name, name);
    }

    private static string Sentence(XElement? text)
    {
        if (text is null)
        {
            return "";
        }

        StringBuilder words = new();
        Append(words, text);
        string whole = Space().Replace(words.ToString(), " ").Trim();
        Match end = End().Match(whole);
        return (end.Success ? whole[..(end.Index + 1)] : whole).Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static void Append(StringBuilder words, XElement element)
    {
        foreach (XNode node in element.Nodes())
        {
            switch (node)
            {
                case XText text:
                    words.Append(text.Value);
                    break;
                case XElement { Name.LocalName: "c" } code:
                    words.Append('`').Append(code.Value).Append('`');
                    break;
                case XElement { HasElements: false, IsEmpty: true } reference:
                    words.Append('`').Append(Target(reference)).Append('`');
                    break;
                case XElement inner:
                    words.Append(' ');
                    Append(words, inner);
                    break;
            }
        }
    }

    // The last part of a reference: "M:Lstm.LstmWeights.Load(System.String)" is shown as "Load".
    private static string Target(XElement reference)
    {
        string name = (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))?.Value ?? "";
        return Arity().Replace(name.Split('(')[0].Split('.', ':')[^1], "");
    }

    [GeneratedRegex(@"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    // Not after the abbreviations "e.g." and "i.e.", and not within a number.
    [GeneratedRegex(@"(?<!\b[a-z]\.[a-z])\.(?= )")]
    private static partial Regex End();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}

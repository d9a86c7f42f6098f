using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>A member of a public type, read from a line of a baseline.</summary>
/// <param name="Type">The type, with its namespace and type parameters.</param>
/// <param name="Name">The name, without type parameters.</param>
/// <param name="Result">The type of the value or result.</param>
/// <param name="Modifier">The modifiers, such as "static ", or nothing.</param>
/// <param name="Rest">What follows the name: the parameters of a method, an accessor, the value of a constant.</param>
internal sealed partial record ApiEntry(string Type, string Name, string Result, string Modifier, string Rest)
{
    private const string Arrow = " -> ";

    private static readonly string[] s_accessors = [".get", ".set", ".init"];

    // Members of every record. The empty name is that of <Clone>$, which a with expression calls.
    private static readonly string[] s_recordMembers =
        ["", "Equals", "GetHashCode", "ToString", "Deconstruct", "operator ==", "operator !="];

    /// <summary>Whether a reader expects the member anyway: records have it, or a base type declares it.</summary>
    public bool IsExpected => s_recordMembers.Contains(Name) || Modifier.Contains("override", StringComparison.Ordinal);

    public bool IsAccessor => s_accessors.Contains(Rest) || Rest.StartsWith('[');

    public bool IsMethod => Rest.StartsWith('(') || Rest.StartsWith('<');

    public bool IsConstructor => IsMethod && Name == SimpleName(Type);

    /// <summary>The types and names of a method's parameters, as the baseline has them.</summary>
    public IReadOnlyList<(string Type, string Name)> Parameters
    {
        get
        {
            string text = Rest[(Rest.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
            return
            [
                .. Split(text)
                    .Select(static parameter => Parameter().Match(parameter))
                    .Select(static match => (match.Groups[1].Value, match.Groups[2].Value)),
            ];
        }
    }

    /// <summary>Whether a line declares a type; every other line declares a member.</summary>
    public static bool IsType(string line) => !line.Contains(Arrow, StringComparison.Ordinal);

    /// <summary>Reads a member's line.</summary>
    public static ApiEntry Read(string line, IEnumerable<string> types)
    {
        Match match = Line().Match(line);
        string left = match.Groups[2].Value;
        string type = types.Where(type => left.StartsWith(type + ".", StringComparison.Ordinal)).MaxBy(static type => type.Length)!;
        string member = left[(type.Length + 1)..];
        int end = member.StartsWith("operator", StringComparison.Ordinal)
            ? member.IndexOf('(', StringComparison.Ordinal)
            : member.IndexOfAny(['(', '<', '.', '[', ' ']);
        end = end < 0 ? member.Length : end;
        string modifier = match.Groups[1].Value
            .Replace("~", "", StringComparison.Ordinal)
            .Replace("override sealed", "sealed override", StringComparison.Ordinal);
        return new ApiEntry(type, member[..end], match.Groups[3].Value, modifier, member[end..]);
    }

    /// <summary>The member as C# declares it. Accessors of one property are given together.</summary>
    public static string Declaration(IReadOnlyList<ApiEntry> entries)
    {
        ApiEntry entry = entries[0];
        if (entry.IsAccessor)
        {
            string index = entry.Rest.StartsWith('[') ? entry.Rest[..(entry.Rest.IndexOf(']', StringComparison.Ordinal) + 1)] : "";
            IEnumerable<string> accessors = s_accessors
                .Where(accessor => entries.Any(entry => entry.Rest.EndsWith(accessor, StringComparison.Ordinal)))
                .Select(static accessor => accessor[1..] + ";");
            ApiEntry value = entries.FirstOrDefault(static entry => entry.Rest.EndsWith(".get", StringComparison.Ordinal)) ?? entry;
            return Short($"{entry.Modifier}{value.Result} {entry.Name}{index} {{ {string.Join(' ', accessors)} }}");
        }

        return Short(entry.IsConstructor ? entry.Name + entry.Rest : $"{entry.Modifier}{entry.Result} {entry.Name}{entry.Rest}");
    }

    /// <summary>A type's name without its namespace.</summary>
    public static string Short(string text) => DefaultOf()
        .Replace(Namespace().Replace(text, ""), "default")
        .Replace("!", "", StringComparison.Ordinal);

    /// <summary>A type's name without its namespace and type parameters.</summary>
    public static string SimpleName(string type) => Short(type).Split('<')[0];

    // At commas outside of brackets.
    private static IEnumerable<string> Split(string text)
    {
        int depth = 0;
        int start = 0;
        for (int index = 0; index <= text.Length; index++)
        {
            char character = index < text.Length ? text[index] : ',';
            depth += character is '<' or '(' ? 1 : character is '>' or ')' ? -1 : 0;
            if (character == ',' && depth == 0)
            {
                if (index > start)
                {
                    yield return text[start..index].Trim();
                }

                start = index + 1;
            }
        }
    }

    [GeneratedRegex("^((?:~|static |const |abstract |virtual |override |sealed |readonly )*)(.*) -> (.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^(?:params |ref readonly |ref |in |out |this |scoped )*(.*?) (@?\w+)(?: = .*)?$")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"default\([^()]*\)")]
    private static partial Regex DefaultOf();

    [GeneratedRegex(@"\b(?:System\.(?:[A-Z]\w*\.)*|Lstm\.(?:Import\.|Testing\.)?(?:Sequences\.)?)(?=[A-Z])")]
    private static partial Regex Namespace();
}

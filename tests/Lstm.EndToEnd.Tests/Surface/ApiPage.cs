using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>Writes docs/api.md from the baselines of the public surface and the documentation comments.</summary>
internal static class ApiPage
{
    private const string Head = """
        # Public types and members

        Everything public in the packages. The page leaves out the services of generated code (`Lstm.CompilerServices`), which programs do
        not call, and what every record has, such as `Equals`. The [README](../README.md) lists the members of a generated class.
        `package/accept-surface` writes this page.

        """;

    // The longest line of a document.
    private const int Columns = 140;

    /// <summary>The page.</summary>
    public static string Write()
    {
        StringBuilder page = new(Head);
        foreach ((string project, string package, Assembly assembly) in SurfaceFiles.Libraries)
        {
            List<string> lines = [.. SurfaceFiles.Baseline(project)];
            List<string> types = [.. lines.Where(ApiEntry.IsType)];
            ILookup<string, ApiEntry> members = lines
                .Where(static line => !ApiEntry.IsType(line))
                .Select(line => ApiEntry.Read(line, types))
                .ToLookup(static entry => entry.Type);
            ApiDocumentation documentation = new(SurfaceFiles.Documentation(assembly));
            IEnumerable<IGrouping<string, string>> spaces = types.GroupBy(type => Reflected(assembly, type).Namespace!);
            foreach (IGrouping<string, string> space in spaces.OrderBy(static space => space.Key, StringComparer.Ordinal))
            {
                page.Append($"\n## {space.Key}\n\nPackage `{package}`.\n");
                foreach (string type in space.Order(StringComparer.Ordinal))
                {
                    WriteType(page, type, Reflected(assembly, type), [.. members[type]], documentation);
                }
            }
        }

        return page.ToString();
    }

    private static void WriteType(StringBuilder page, string name, Type type, List<ApiEntry> members, ApiDocumentation documentation)
    {
        page.Append($"\n### {KindOf(type)} {Escaped(ApiEntry.Short(name))}\n\n{Wrapped(documentation.Of(name))}\n");
        List<IGrouping<string, ApiEntry>> rows =
        [
            .. members
                .Where(static entry => !entry.IsExpected && !(entry.IsConstructor && entry.Parameters.Count == 0))
                .GroupBy(static entry => entry.IsAccessor ? entry.Name : entry.Name + entry.Rest)
                .OrderBy(row => Rank(row.First(), type))
                .ThenBy(row => type.IsEnum ? "" : row.Key, StringComparer.Ordinal),
        ];
        if (rows.Count == 0)
        {
            return;
        }

        page.Append("\n| member | |\n| --- | --- |\n");
        foreach (IGrouping<string, ApiEntry> row in rows)
        {
            ApiEntry entry = row.First();
            string declaration = type.IsEnum ? entry.Name + entry.Rest : ApiEntry.Declaration([.. row]);
            page.Append($"| `{declaration}` | {documentation.Of(entry)} |\n");
        }
    }

    // Constructors, constants and properties, methods. The values of an enum are in their own order.
    private static int Rank(ApiEntry entry, Type type) => type.IsEnum
        ? int.Parse(entry.Rest[" = ".Length..], System.Globalization.CultureInfo.InvariantCulture)
        : entry.IsConstructor ? 0 : entry.IsMethod ? 2 : 1;

    private static Type Reflected(Assembly assembly, string name)
    {
        int bracket = name.IndexOf('<', StringComparison.Ordinal);
        string id = bracket < 0 ? name : $"{name[..bracket]}`{name.Count(static character => character == ',') + 1}";
        return assembly.GetType(id, throwOnError: true)!;
    }

    private static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        _ => "class",
    };

    private static string Wrapped(string text)
    {
        StringBuilder wrapped = new();
        int column = 0;
        foreach (string word in text.Split(' '))
        {
            bool fits = column + 1 + word.Length <= Columns;
            wrapped.Append(column == 0 ? "" : fits ? " " : "\n").Append(word);
            column = column > 0 && fits ? column + 1 + word.Length : word.Length;
        }

        return wrapped.ToString();
    }

    // A heading is not code: "<" would begin an HTML tag.
    private static string Escaped(string name) => name.Replace("<", "\\<", StringComparison.Ordinal);
}

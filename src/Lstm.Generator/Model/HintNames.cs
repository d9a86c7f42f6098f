using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace Lstm.Generator.Model;

/// <summary>
/// The names of the generated files. The compiler ignores the case of these names, but C# does not ignore that of class names: <c>Amp</c>
/// and <c>AMP</c> would share a name. So would, temporarily while the user types, a namespace and a type of one name.
/// </summary>
/// <param name="Clashes">
/// The identities of the classes that would share a name, sorted, each with its number in its group on one line. Almost always empty;
/// compares by content.
/// </param>
internal sealed record HintNames(string Clashes)
{
    private const char Separator = '\t';

    public static HintNames Of(ImmutableArray<ModelType> types, CancellationToken cancellation)
    {
        IEnumerable<string> lines = types
            .GroupBy(static type => type.HintName, StringComparer.OrdinalIgnoreCase)
            .Where(static group => group.Count() > 1)
            .SelectMany(static group => group
                .Select(static type => type.Identity)
                .OrderBy(static identity => identity, StringComparer.Ordinal)
                .Select(static (identity, index) => identity + Separator + (index + 1).ToString(CultureInfo.InvariantCulture) + "\n"))
            .OrderBy(static line => line, StringComparer.Ordinal);
        return new HintNames(string.Concat(lines));
    }

    /// <summary>
    /// Returns a name that no other file has: the classes that would share a name are numbered, and no class has a number for a name.
    /// </summary>
    public string Of(ModelType type)
    {
        string identity = type.Identity + Separator;
        string? line = Clashes.Length == 0
            ? null
            : Clashes.Split('\n').FirstOrDefault(line => line.StartsWith(identity, StringComparison.Ordinal));
        const string extension = "g.cs";
        return line is null
            ? type.HintName
            : type.HintName.Substring(0, type.HintName.Length - extension.Length) + line.Substring(identity.Length) + "." + extension;
    }
}

using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Declarations;

/// <summary>Reads the declaration in the metadata of a file.</summary>
internal static class FileDeclaration
{
    /// <summary>Parses a declaration.</summary>
    /// <exception cref="WeightFormatException">The text differs from the form that <see cref="DeclarationText"/> writes.</exception>
    public static NetworkShape Parse(string file, string declaration) =>
        DeclarationParser.Parse(declaration) is { } network && network.Recurrent.Any()
            ? network
            : throw new WeightFormatException(
                file, null, "attributes such as [Lstm(input: 1, hidden: 16)] as the 'declaration' in __metadata__", $"'{declaration}'");
}

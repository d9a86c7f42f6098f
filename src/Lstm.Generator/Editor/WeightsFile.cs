using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.Generator.Editor;

/// <summary>
/// A weights file of the project. The package's targets write its header to a text among the intermediate files, because an analyzer
/// may not read files, and the compiler accepts no binary ones.
/// </summary>
/// <param name="IsEmbedded">Whether it is an embedded resource.</param>
/// <param name="Name">The name of the resource, or the path of the file in the project.</param>
/// <param name="Header">The header; null if it cannot be read.</param>
internal sealed record WeightsFile(bool IsEmbedded, string Name, WeightsHeader? Header)
{
    /// <summary>The end of the names of the texts: <c>LstmGen.Weights.targets</c> has the same.</summary>
    public const string Extension = ".lstmweights";

    // The first line is "resource" or "file" and the name; the rest is the header.
    private const string Resource = "resource ";
    private const string Plain = "file ";

    /// <summary>Returns the files that the targets have found.</summary>
    public static IReadOnlyList<WeightsFile> All(IEnumerable<AdditionalText> texts) =>
        [.. texts.Where(static text => Path.GetExtension(text.Path) == Extension).Select(Read).OfType<WeightsFile>()];

    private static WeightsFile? Read(AdditionalText text)
    {
        if (text.GetText() is not { } content)
        {
            return null;
        }

        string first = content.Lines[0].ToString();
        WeightsHeader? header = content.Lines.Count > 1 ? WeightsHeader.Parse(content.ToString(Rest(content))) : null;
        return first.StartsWith(Resource, StringComparison.Ordinal) ? new WeightsFile(true, first.Substring(Resource.Length), header)
            : first.StartsWith(Plain, StringComparison.Ordinal) ? new WeightsFile(false, first.Substring(Plain.Length), header)
            : null;
    }

    private static TextSpan Rest(SourceText content) => TextSpan.FromBounds(content.Lines[1].Start, content.Length);
}

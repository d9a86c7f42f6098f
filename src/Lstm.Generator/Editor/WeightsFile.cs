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
/// <param name="Text">The text.</param>
internal sealed record WeightsFile(bool IsEmbedded, string Name, SourceText Text)
{
    // The header of the largest network has a few thousand characters.
    private const int LongestText = 1 << 20;

    /// <summary>The end of the names of the texts: <c>LstmGen.Weights.targets</c> has the same.</summary>
    public const string Extension = ".lstmweights";

    // The first line is "resource" or "file" and the name; the rest is the header.
    private const string Resource = "resource ";
    private const string Plain = "file ";

    /// <summary>Returns the files that the targets have found.</summary>
    public static IReadOnlyList<WeightsFile> All(IEnumerable<AdditionalText> texts) =>
        [.. texts.Where(static text => Path.GetExtension(text.Path) == Extension).Select(Read).OfType<WeightsFile>()];

    /// <summary>Reads the header. Returns null if the text is none, or too long for one.</summary>
    public WeightsHeader? ReadHeader() =>
        Text.Length <= LongestText && Text.Lines.Count > 1
            ? WeightsHeader.Parse(Text.ToString(TextSpan.FromBounds(Text.Lines[1].Start, Text.Length)))
            : null;

    private static WeightsFile? Read(AdditionalText text)
    {
        if (text.GetText() is not { } content)
        {
            return null;
        }

        string first = content.Lines[0].ToString();
        return first.StartsWith(Resource, StringComparison.Ordinal) ? new WeightsFile(true, first.Substring(Resource.Length), content)
            : first.StartsWith(Plain, StringComparison.Ordinal) ? new WeightsFile(false, first.Substring(Plain.Length), content)
            : null;
    }
}

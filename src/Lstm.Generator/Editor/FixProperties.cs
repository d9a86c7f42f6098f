using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;

namespace Lstm.Generator.Editor;

/// <summary>The properties that diagnostics carry for their code fixes.</summary>
internal static class FixProperties
{
    /// <summary>The key of the valid size that is nearest to a size out of range.</summary>
    public const string NearestSize = "NearestSize";

    /// <summary>The key of the declaration that fits a weights file.</summary>
    public const string Declaration = "Declaration";

    /// <summary>The key of what the attributes of the class mean, one on each line, in the same form.</summary>
    public const string Declared = "Declared";

    /// <summary>The key of the name of a weights file.</summary>
    public const string WeightsFile = "WeightsFile";

    /// <summary>Returns the properties of a size out of range.</summary>
    public static ImmutableDictionary<string, string?> Nearest(int size) =>
        ImmutableDictionary<string, string?>.Empty.Add(NearestSize, size.ToString(CultureInfo.InvariantCulture));

    /// <summary>Returns the properties of a declaration that does not match a weights file.</summary>
    /// <param name="declared">What each attribute of the class means.</param>
    /// <param name="declaration">The declaration that fits the file.</param>
    /// <param name="file">The name of the file.</param>
    public static ImmutableDictionary<string, string?> DeclarationOf(IEnumerable<string> declared, string declaration, string file) =>
        ImmutableDictionary<string, string?>.Empty
            .Add(Declared, string.Join("\n", declared))
            .Add(Declaration, declaration)
            .Add(WeightsFile, file);
}

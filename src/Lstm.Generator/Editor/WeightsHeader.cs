using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Editor;

/// <summary>The header of a safetensors file, as far as it describes the network: its declaration, or the shapes of its tensors.</summary>
/// <param name="Declared">The network of the declaration in the file's metadata; null for none.</param>
/// <param name="Cell">The kind of cell in the metadata; null for none.</param>
/// <param name="Shapes">The shapes of the tensors by name.</param>
internal sealed record WeightsHeader(NetworkShape? Declared, string? Cell, IReadOnlyDictionary<string, IReadOnlyList<int>> Shapes)
{
    private const string Metadata = "__metadata__";

    private const int MostLevels = 8;

    /// <summary>Returns the header, or null for a text that is none. The compiler's host has no other reader of JSON.</summary>
    public static WeightsHeader? Parse(string json)
    {
        try
        {
            XmlDictionaryReaderQuotas quotas = new() { MaxDepth = MostLevels };
            using XmlReader reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(json), quotas);
            List<XElement> entries = [.. XElement.Load(reader).Elements()];
            List<XElement> metadata = [.. entries.Where(static entry => NameOf(entry) == Metadata).Elements()];
            string? Note(string key) => metadata.FirstOrDefault(note => NameOf(note) == key)?.Value;
            Dictionary<string, IReadOnlyList<int>> shapes = new(StringComparer.Ordinal);
            foreach (XElement entry in entries.Where(static entry => NameOf(entry) != Metadata))
            {
                shapes[NameOf(entry)] = [.. entry.Elements("shape").Elements().Select(static size => (int)size)];
            }

            // The text of a declaration is pasted into a source file. The parser accepts nothing but declarations.
            string? declaration = Note("declaration");
            NetworkShape? declared = declaration is null ? null : DeclarationParser.Parse(declaration);
            return declaration is null || declared is not null ? new WeightsHeader(declared, Note("cell"), shapes) : null;
        }
        catch (Exception exception) when (exception is XmlException or FormatException or OverflowException or IOException)
        {
            // Not a header, or one that only the runtime reads. It reports the error when the file is loaded.
            return null;
        }
    }

    // The reader turns a key into the name of an element, or into an attribute if that name is not valid.
    private static string NameOf(XElement entry) => entry.Attribute("item")?.Value ?? entry.Name.LocalName;
}

using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lstm.Tool.Output;

/// <summary>Writes JSON documents: camelCase properties, enumerations by name, non-finite numbers as named literals.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,

        // The output is not embedded in HTML, so names such as 'Füße' and '<f4' stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(TextWriter writer, object document) =>
        writer.WriteLine(JsonSerializer.Serialize(document, document.GetType(), Options));
}

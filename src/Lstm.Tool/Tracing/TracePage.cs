using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lstm.Shared;

namespace Lstm.Tool.Tracing;

/// <summary>
/// Writes a trace as one HTML page: the template, style sheet and scripts of Tracing/Page, and the data as text. The page makes no
/// requests, and its Content-Security-Policy forbids them. The same trace gives the same bytes.
/// </summary>
internal static class TracePage
{
    // In the order of their dependencies.
    private static readonly string[] Scripts =
    [
        "numbers.js", "series.js", "colours.js", "contrast.js", "view.js", "axis.js", "panel.js", "heatmap.js", "bands.js", "lines.js",
        "table.js", "pointer.js", "keyboard.js", "trace.js",
    ];

    /// <summary>Writes the page in UTF-8 and leaves the stream open.</summary>
    /// <exception cref="ArgumentException">The length of an array does not match the declared sizes.</exception>
    public static void Write(Stream stream, TraceRecord trace)
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var writer = new StreamWriter(stream, encoding, bufferSize: 1 << 16, leaveOpen: true);
        Write(writer, trace);
    }

    /// <summary>Writes the page. The writer must encode as UTF-8, which is the charset that the page declares.</summary>
    /// <exception cref="ArgumentException">The length of an array does not match the declared sizes.</exception>
    public static void Write(TextWriter writer, TraceRecord trace)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(trace);
        Check(trace);

        // Inserted text is not searched for placeholders: a file name may be "{{data}}".
        string rest = Resource("trace.html");
        Before("{{title}}");
        writer.Write(HtmlEncoder.Default.Encode(trace.Title));
        Before("{{style}}");
        writer.Write(Resource("trace.css").TrimEnd('\n'));
        Before("{{data}}");
        WriteData(writer, trace);
        Before("{{script}}");
        writer.Write(string.Join("\n", Scripts.Select(Resource)).TrimEnd('\n'));
        writer.Write(rest);

        void Before(string mark)
        {
            int place = rest.IndexOf(mark, StringComparison.Ordinal);
            writer.Write(rest.AsSpan(0, place));
            rest = rest[(place + mark.Length)..];
        }
    }

    // A script element with the type of a data format is a data block: the browser reads it as text up to "</script". The default JSON
    // encoder escapes <, >, &, quotes and all characters beyond ASCII as \uXXXX. Base64 contains none of them.
    private static void WriteData(TextWriter writer, TraceRecord trace)
    {
        writer.Write("<script type=\"application/json\" id=\"trace\">");
        writer.Write(JsonSerializer.Serialize(Description(trace)));
        writer.Write("</script>");
        foreach (TraceArray array in TraceArray.Of(trace))
        {
            writer.Write($"\n<script type=\"text/plain\" id=\"data-{array.Name}\">");
            array.WriteBase64(writer);
            writer.Write("</script>");
        }
    }

    /// <summary>Returns everything except the arrays.</summary>
    private static object Description(TraceRecord trace) => new
    {
        title = trace.Title,
        declaration = trace.Declaration,
        sourceFile = trace.SourceFile,
        steps = trace.Steps,
        inputSize = trace.InputSize,
        outputSize = trace.OutputSize,
        layers = trace.Layers.Select(static (layer, index) => new
        {
            name = layer.Name,
            cell = CellType.Of(layer.Cell.Kind).Name,
            hiddenSize = layer.Cell.Hidden,
            hiddenStateSize = layer.Cell.Width,
            vectors = layer.Vectors.Select(vector => new
            {
                name = vector.Vector.Key,
                title = vector.Title,
                role = RoleOf(vector.Vector),
                array = TraceArray.NameOf(index, vector),
            }),
            units = layer.Units.Select(static unit => unit.ToDictionary(static gate => gate.Key, static gate => Numbers(gate.Value))),
        }),
    };

    /// <summary>Returns what the page draws a vector as. The hidden state is the layer's output.</summary>
    private static string RoleOf(TraceVector vector) =>
        vector.IsCandidate ? "candidate" :
        !vector.IsState ? "gate" :
        vector.Letter == CellBuilder.HiddenLetter ? "output" :
        "state";

    // JSON has no NaN, so null stands for a mean that is not finite.
    private static double?[] Numbers(GateSummary summary) =>
        [double.IsFinite(summary.Mean) ? summary.Mean : null, summary.LeftSaturated, summary.RightSaturated];

    private static void Check(TraceRecord trace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trace.Steps, 1, nameof(trace));
        foreach (TraceArray array in TraceArray.Of(trace))
        {
            if (array.Values.Length != (long)trace.Steps * array.Width)
            {
                string message = FormattableString.Invariant(
                    $"{array.Name}: expected [{trace.Steps}, {array.Width}], found {array.Values.Length} values.");
                throw new ArgumentException(message, nameof(trace));
            }
        }

        foreach (LayerTrace layer in trace.Layers)
        {
            if (layer.Units.Count != layer.Cell.Hidden)
            {
                string message = FormattableString.Invariant(
                    $"{layer.Name}: expected summaries of {layer.Cell.Hidden} units, found {layer.Units.Count}.");
                throw new ArgumentException(message, nameof(trace));
            }
        }
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(TracePage).Assembly.GetManifestResourceStream($"TracePage/{name}")
            ?? throw new InvalidOperationException($"The resource TracePage/{name} is not in this assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A checkout may convert line endings. The page always has LF.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lstm.Tool.Tracing;

/// <summary>
/// Writes a trace as one HTML page that shows it in any browser: the template, style and scripts of Tracing/Page, and the data in text. The page fetches nothing,
/// and forbids itself to. The same trace gives the same bytes.
/// </summary>
internal static class TracePage
{
    // In the order in which they need each other.
    private static readonly string[] Scripts =
    [
        "numbers.js", "series.js", "colours.js", "view.js", "axis.js", "panel.js", "heatmap.js", "bands.js", "lines.js",
        "table.js", "pointer.js", "keyboard.js", "trace.js",
    ];

    /// <summary>Writes the page in UTF-8, and leaves the stream open.</summary>
    /// <exception cref="ArgumentException">An array has not the length that the sizes say.</exception>
    public static void Write(Stream stream, TraceRecord trace)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true);
        Write(writer, trace);
    }

    /// <summary>Writes the page; what the writer writes must be UTF-8, since the page says so.</summary>
    /// <exception cref="ArgumentException">An array has not the length that the sizes say.</exception>
    public static void Write(TextWriter writer, TraceRecord trace)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(trace);
        Check(trace);

        // What is put in is never searched for marks: a file may be called "{{data}}".
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

    // A script element whose type is not a script's is data: the browser reads it as text up to "</script". The default encoder of JSON writes every character that
    // could end or open something, quotes and all beyond ASCII as \uXXXX, and base64 has none.
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

    /// <summary>Everything but the arrays.</summary>
    private static object Description(TraceRecord trace) => new
    {
        title = trace.Title,
        declaration = trace.Declaration,
        sourceFile = trace.SourceFile,
        steps = trace.Steps,
        inputSize = trace.InputSize,
        outputSize = trace.OutputSize,
        layers = trace.Layers.Select(static layer => new
        {
            name = layer.Name,
            hiddenSize = layer.HiddenSize,
            hiddenStateSize = layer.HiddenStateSize,
            units = layer.Units.Select(static unit => new
            {
                inputGate = Numbers(unit.InputGate),
                forgetGate = Numbers(unit.ForgetGate),
                candidate = Numbers(unit.Candidate),
                outputGate = Numbers(unit.OutputGate),
            }),
        }),
    };

    // JSON has no NaN: null is a mean of values that are not all numbers.
    private static double?[] Numbers(GateSummary summary) =>
        [double.IsFinite(summary.Mean) ? summary.Mean : null, summary.LeftSaturated, summary.RightSaturated];

    private static void Check(TraceRecord trace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trace.Steps, 1, nameof(trace));
        foreach (TraceArray array in TraceArray.Of(trace))
        {
            if (array.Values.Length != (long)trace.Steps * array.Width)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"{array.Name}: expected [{trace.Steps}, {array.Width}], found {array.Values.Length} values."), nameof(trace));
            }
        }

        foreach (LayerTrace layer in trace.Layers)
        {
            if (layer.Units.Count != layer.HiddenSize)
            {
                throw new ArgumentException(FormattableString.Invariant($"{layer.Name}: expected summaries of {layer.HiddenSize} units, found {layer.Units.Count}."), nameof(trace));
            }
        }
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(TracePage).Assembly.GetManifestResourceStream($"TracePage/{name}")
            ?? throw new InvalidOperationException($"The resource TracePage/{name} is not in this assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A checkout may have written other line ends; the page has one kind.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

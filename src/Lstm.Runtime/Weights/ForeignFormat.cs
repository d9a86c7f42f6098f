using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace Lstm;

/// <summary>Files that are often given in place of a safetensors file, recognised by their first bytes.</summary>
/// <param name="Name">The format, with an article: the words that follow "this is".</param>
/// <param name="Remedy">What to do: a sentence without its full stop, with {0} for the file and {1} for the canonical file.</param>
/// <param name="Matches">Whether the first bytes of a file belong to this format.</param>
internal sealed record ForeignFormat(string Name, string Remedy, ForeignFormat.Test Matches)
{
    /// <summary>The number of first bytes that the tests look at.</summary>
    public const int HeadBytes = 4096;

    private const string Convert = "Convert it with 'lstmgen import {0} -o {1}'";
    private const string Unpack = "Unpack it first";
    private const string Download = "Download the file itself: its address probably led to a page about it, or to an error";
    private const string SaveWeights = "Save the weights of the network as safetensors, or its model file";

    // Where two rows match, the first one counts. Files of the formats that the import library reads have the remedy Convert.
    private static readonly ForeignFormat[] Table =
    [
        new("a Git LFS pointer, not the file itself", "Fetch the file with 'git lfs pull'", Text("version https://git-lfs")),
        new("an HTML page", Download, Text("<!doctype html")),
        new("an HTML page", Download, Text("<html")),
        new("an XML document", Download, Text("<?xml")),
        new("a gzip file", Unpack, Magic(0, 0x1F, 0x8B)),
        new("a Keras model or another HDF5 file", Convert, Magic(0, 0x89, (byte)'H', (byte)'D', (byte)'F')),
        new("a PyTorch checkpoint", Convert, Zip("data.pkl")),
        new("a Keras model (.keras)", Convert, Zip("config.json")),
        new("a Keras model (.keras)", Convert, Zip("metadata.json")),
        new("a zip archive of NumPy arrays (.npz)", SaveWeights, Zip(".npy")),
        new("a zip archive, perhaps a PyTorch checkpoint", Convert, Zip("")),
        new("a PyTorch checkpoint or another Python pickle", Convert, Pickle),
        new("a NumPy array (.npy)", SaveWeights, Magic(0, 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y')),
        new("a TensorFlow Lite model", Convert, Magic(4, (byte)'T', (byte)'F', (byte)'L', (byte)'3')),
        new("a GGUF model", SaveWeights, Magic(0, (byte)'G', (byte)'G', (byte)'U', (byte)'F')),
        new("a wave file", SaveWeights, Magic(0, (byte)'R', (byte)'I', (byte)'F', (byte)'F')),
        new("a TensorFlow.js model", Convert, Json("\"modelTopology\"")),
        new("a NAM model", Convert, Json("\"architecture\"")),
        new("a GuitarML model", Convert, Json("\"model_data\"")),
        new("a PyTorch state dict as JSON", Convert, Json("\"state_dict\"")),
        new("an AIDA-X model", Convert, Json("\"in_skip\"")),
        new("an RTNeural or AIDA-X model", Convert, Json("\"in_shape\"")),
        new("an RTNeural or AIDA-X model", Convert, Json("\"layers\"")),
        new("a PyTorch state dict as JSON", Convert, Json("weight_ih")),
        new("a JSON file", "If it is a model, convert it with 'lstmgen import {0} -o {1}'", Json("")),
        new("an ONNX model", Convert, Onnx),
    ];

    /// <summary>A test of the first bytes of a file.</summary>
    public delegate bool Test(ReadOnlySpan<byte> head);

    /// <summary>Returns the format of a file that is not safetensors, or null if it is unknown.</summary>
    /// <param name="head">The first bytes, at most <see cref="HeadBytes"/>.</param>
    public static ForeignFormat? Of(ReadOnlySpan<byte> head)
    {
        foreach (ForeignFormat format in Table)
        {
            if (format.Matches(head))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>Returns the exception for a file of this format.</summary>
    /// <param name="file">The file's path or name.</param>
    /// <param name="wanted">The expected format, with an article.</param>
    public WeightFormatException Refusal(string file, string wanted)
    {
        // The name of a stream is no path.
        bool isPath = Path.GetExtension(file).Length > 1;
        string name = isPath ? Path.GetFileNameWithoutExtension(file) : "model";

        // The tool refuses an output that is its input.
        string converted = Path.GetExtension(file) == ".safetensors" ? $"{name}-converted" : name;
        string remedy = string.Format(
            CultureInfo.InvariantCulture,
            Remedy,
            isPath ? CommandText.Quoted(file) : "FILE",
            CommandText.Quoted($"{converted}.safetensors"));
        return WeightFormatException.Refused(file, null, $"this is {Name}, not {wanted}", advice: remedy);
    }

    private static Test Magic(int offset, params byte[] bytes) =>
        head => head.Length >= offset + bytes.Length && head[offset..].StartsWith(bytes);

    private static Test Zip(string entry) => head => head.StartsWith("PK\x03\x04"u8) && Contains(head, entry);

    private static Test Text(string start) => head =>
    {
        ReadOnlySpan<byte> text = Trimmed(head);
        return text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
    };

    private static Test Json(string content) => head => Trimmed(head).StartsWith("{"u8) && Contains(head, content);

    // Protocol 2 and later start with their number.
    private static bool Pickle(ReadOnlySpan<byte> head) => head.Length > 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5;

    // Protobuf has no signature. Exporters start with the IR version (field 1, a small number) and continue with another field of a model.
    private static bool Onnx(ReadOnlySpan<byte> head)
    {
        const int fields = 26;
        const int lastIrVersion = 40;
        return head.Length > 3
            && head[0] == 1 << 3
            && head[1] is >= 1 and <= lastIrVersion
            && head[2] >> 3 is >= 2 and <= fields
            && (head[2] & 7) is 0 or 2;
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> head) =>
        (head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart(" \t\r\n"u8);

    private static bool Contains(ReadOnlySpan<byte> head, string text) => head.IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;
}

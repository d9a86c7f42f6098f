using System;
using System.Linq;

namespace Lstm.Import.Input;

/// <summary>The error for files of unknown format. It describes the start of the file.</summary>
internal static class UnknownFormat
{
    private const string Known =
        "safetensors, ONNX, Keras (.h5, .keras), PyTorch (.pt, .pth, or a state dict as JSON), RTNeural, AIDA-X, NAM, GuitarML, "
        + "TensorFlow Lite or TensorFlow.js";

    private const int ShownBytes = 8;
    private const int ShownNames = 8;

    /// <summary>Returns the exception for a file of unknown format.</summary>
    public static WeightFormatException Of(SourceFile file)
    {
        if (file.Bytes.Length == 0)
        {
            return file.Error(null, Known, "an empty file");
        }

        if (file.TryGetJson(out JsonObject? json))
        {
            return file.Error(null, Known, $"JSON with the members '{string.Join("', '", json.Names.Take(ShownNames))}'");
        }

        string start = BitConverter.ToString(file.Bytes, 0, Math.Min(ShownBytes, file.Bytes.Length)).Replace('-', ' ');
        string found = ZipContainer.Recognises(file) ? "a zip archive with other content" : $"a file that starts with {start}";
        return file.Error(null, Known, found);
    }
}

using System;
using System.Linq;

namespace Lstm.Import.Input;

/// <summary>Says what a file is not, and what it looks like.</summary>
internal static class UnknownFormat
{
    private const string Known =
        "safetensors, ONNX, Keras (.h5, .keras), PyTorch (.pt, .pth, or a state dict as JSON), RTNeural, AIDA-X, NAM, GuitarML, TensorFlow Lite or TensorFlow.js";

    private const int ShownBytes = 8;
    private const int ShownNames = 8;

    /// <summary>The error for a file of no known format.</summary>
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
        return file.Error(null, Known, ZipContainer.Recognises(file) ? "a zip archive of something else" : $"a file that starts with {start}");
    }
}

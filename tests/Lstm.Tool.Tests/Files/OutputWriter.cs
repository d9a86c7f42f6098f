using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.Tool.Tests.Files;

/// <summary>An option of the tool that writes a file, and a command line that uses it.</summary>
/// <param name="Name">The name, for messages.</param>
/// <param name="Extension">The extension of the file.</param>
/// <param name="BeforePath">The command line up to the path.</param>
internal sealed record OutputWriter(string Name, string Extension, string[] BeforePath)
{
    /// <summary>The names of all of them.</summary>
    public static readonly string[] Names =
        ["import -o", "import --cs", "run csv", "run npy", "run wav", "run --record", "trace", "sample", "export"];

    /// <summary>Creates a writer. Its inputs, and its other outputs, are files in the folder.</summary>
    public static OutputWriter Of(string name, TemporaryFolder folder)
    {
        string input = folder.File("input.csv");
        if (!File.Exists(input))
        {
            File.WriteAllText(input, string.Concat(Enumerable.Range(0, 20).Select(static step => $"0.{step}\n")));
        }

        string[] run = ["run", Models.Plain, "--input", input];
        string[] withOther = ["-o", folder.File("other.csv"), "--force"];
        return name switch
        {
            "import -o" => new(name, ".safetensors", ["import", Models.Plain, "--class", "Amp", "-o"]),
            "import --cs" => new(
                name, ".cs", ["import", Models.Plain, "--class", "Amp", "-o", folder.File("other.safetensors"), "--force", "--cs"]),
            "run csv" => new(name, ".csv", [.. run, "-o"]),
            "run npy" => new(name, ".npy", [.. run, "--format", "npy", "-o"]),
            "run wav" => new(name, ".wav", [.. run, "--format", "wav", "--sample-rate", "48000", "-o"]),
            "run --record" => new(name, ".lstmrec", [.. run, .. withOther, "--record"]),
            "trace" => new(name, ".html", ["trace", Models.Plain, "--input", input, "-o"]),
            "export" => new(name, ".onnx", ["export", Models.Plain, "--to", "onnx", "-o"]),
            "sample" => new(name, ".safetensors", ["sample", "--class", "Amp"]),
            _ => throw new KeyNotFoundException(name),
        };
    }

    /// <summary>Writes a file without --force, except for the other output.</summary>
    public ToolResult Write(string path) => Tool.Run([.. BeforePath, path]);

    /// <summary>Writes a file with --force.</summary>
    public ToolResult Replace(string path) => Tool.Run([.. BeforePath.Where(static word => word != "--force"), path, "--force"]);

    /// <summary>Returns the content that the file must have.</summary>
    public byte[] Content(TemporaryFolder folder)
    {
        string path = folder.File("fresh" + Extension);
        Write(path);
        byte[] content = File.ReadAllBytes(path);
        File.Delete(path);
        return content;
    }
}

using System;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests.Files;

/// <summary>No output is written onto an input or onto another output, whatever the name of the file is.</summary>
public sealed class InputIdentityTests
{
    private const string Model = "model.safetensors";
    private const string Inputs = "x.csv";
    private const string Outputs = "y.csv";

    // Command lines in which OUT is the output, and the inputs that it may not be.
    private static readonly (string[] Line, string[] Inputs)[] s_lines =
    [
        (["import", Model, "-o", "OUT"], [Model]),
        (["import", Model, "-o", "free.safetensors", "--cs", "OUT"], [Model]),
        (["import", Model, "-o", "OUT", "--input", Inputs, "--output", Outputs], [Model, Inputs, Outputs]),
        (["run", Model, "--input", Inputs, "-o", "OUT", "--format", "csv"], [Model, Inputs]),
        (["run", Model, "--input", Inputs, "-o", "free.csv", "--record", "OUT"], [Model, Inputs]),
        (["trace", Model, "--input", Inputs, "-o", "OUT"], [Model, Inputs]),
    ];

    [UnixTheory]
    [InlineData("same")]
    [InlineData("spelling")]
    [InlineData("link")]
    [InlineData("link to a link")]
    [InlineData("linked folder")]
    [InlineData("hard link")]
    public void An_input_is_never_replaced(string kind)
    {
        using var folder = new TemporaryFolder();
        foreach ((string[] line, string[] inputs) in s_lines)
        {
            foreach (string input in inputs)
            {
                byte[] before = Prepare(folder, input);
                string output = OtherName(folder, input, kind);
                string[] arguments = [.. line.Select(word => word == "OUT" ? output : word.Contains('.') ? folder.File(word) : word)];
                foreach (string[] force in new string[][] { [], ["--force"] })
                {
                    ToolResult result = Tool.Run([.. arguments, .. force]);

                    Assert.Equal(2, result.Code);
                    Assert.Contains(
                        "An input is never replaced: give another path.", result.Error, StringComparison.Ordinal);
                    Assert.DoesNotContain("--force", result.Error, StringComparison.Ordinal);
                    Assert.Equal(before, File.ReadAllBytes(folder.File(input)));
                }
            }
        }

        Assert.Empty(Directory.EnumerateFiles(folder.Path, "free*"));
    }

    [Fact]
    public void A_file_that_a_model_refers_to_is_never_replaced()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "store-external.onnx", "store-external.bin" })
        {
            File.Copy(Repository.File("tests", "Lstm.Import.Tests", "fixtures", "onnx", name), folder.File(name));
        }

        byte[] before = File.ReadAllBytes(folder.File("store-external.bin"));

        ToolResult result = Tool.Run(
            "import", folder.File("store-external.onnx"), "-o", folder.File("store-external.bin"), "--force");

        Assert.Equal(2, result.Code);
        Assert.Contains("An input is never replaced: give another path.", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder.File("store-external.bin")));
    }

    [UnixTheory]
    [InlineData("out.csv", "out.csv")]
    [InlineData("out.csv", "./out.csv")]
    [InlineData("out.csv", "here/out.csv")]
    [InlineData("out.csv", "link.csv")]
    public void Two_outputs_are_never_one_file(string first, string second)
    {
        using var folder = new TemporaryFolder();
        Prepare(folder, Model);
        File.CreateSymbolicLink(folder.File("here"), ".");
        File.CreateSymbolicLink(folder.File("link.csv"), "out.csv");
        foreach (bool exists in new[] { false, true })
        {
            if (exists)
            {
                folder.Write("out.csv", "as it was");
            }

            ToolResult result = Tool.Run(
                "run", folder.File(Model), "--input", folder.File(Inputs), "-o", folder.File(first), "--record",
                Path.Join(folder.Path, second), "--force");

            Assert.Equal(2, result.Code);
            Assert.Contains("--out and --record are the same file", result.Error, StringComparison.Ordinal);
            Assert.Equal(exists, File.Exists(folder.File("out.csv")));
        }
    }

    [Fact]
    public void Standard_streams_are_used_once()
    {
        ToolResult input = Tool.Run("run", "-", "--input", "-", "-o", "y.csv");
        ToolResult output = Tool.Run("import", Models.Plain, "-o", "-", "--cs", "-");

        Assert.Equal((2, 2), (input.Code, output.Code));
        Assert.Equal("error: FILE and --input: only one of them can be '-'. Standard input is one stream.\n", input.Error);
        Assert.Equal("error: --out and --cs: only one of them can be '-'. Standard output is one stream.\n", output.Error);
    }

    private static byte[] Prepare(TemporaryFolder folder, string input)
    {
        Directory.Delete(folder.Path, recursive: true);
        Directory.CreateDirectory(folder.Path);
        File.Copy(Models.Plain, folder.File(Model));
        folder.Write(Inputs, "1\n2\n");
        folder.Write(Outputs, "1\n2\n");
        return File.ReadAllBytes(folder.File(input));
    }

    private static string OtherName(TemporaryFolder folder, string input, string kind)
    {
        string name = folder.File("name");
        switch (kind)
        {
            case "spelling":
                return Path.Join(folder.Path, "..", Path.GetFileName(folder.Path), ".", input);
            case "link":
                File.CreateSymbolicLink(name, input);
                return name;
            case "link to a link":
                File.CreateSymbolicLink(folder.File("middle"), folder.File(input));
                File.CreateSymbolicLink(name, "middle");
                return name;
            case "linked folder":
                File.CreateSymbolicLink(name, folder.Path);
                return Path.Join(name, input);
            case "hard link":
                Shell.Run("ln", folder.File(input), name);
                return name;
            default:
                return folder.File(input);
        }
    }
}

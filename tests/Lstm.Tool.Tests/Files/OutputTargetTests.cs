using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests.Files;

/// <summary>Every writer of the tool, and everything that may be at its path.</summary>
public sealed class OutputTargetTests
{
    private const string Old = "as it was";

    public static TheoryData<string> Writers => [.. OutputWriter.Names];

    [UnsupportedOSPlatform("windows")]
    [UnixTheory]
    [MemberData(nameof(Writers))]
    public void A_file_is_replaced_only_with_force_and_keeps_its_permissions(string name)
    {
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherExecute;
        using var folder = new TemporaryFolder();
        OutputWriter writer = OutputWriter.Of(name, folder);
        byte[] content = writer.Content(folder);
        string path = folder.Write("out" + writer.Extension, Old);
        string hardLink = folder.File("hard-link");
        Shell.Run("ln", path, hardLink);
        File.SetUnixFileMode(path, mode);
        if (!writer.BeforePath.Contains("--force"))
        {
            ToolResult refused = writer.Write(path);
            Assert.Equal(2, refused.Code);
            Assert.Contains($"'{path}' exists. To replace it, add --force.", refused.Error, StringComparison.Ordinal);
            Assert.Equal(Old, File.ReadAllText(path));
        }

        Assert.Equal(0, writer.Replace(path).Code);

        Assert.Equal(content, File.ReadAllBytes(path));
        Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Equal(Old, File.ReadAllText(hardLink));
        AssertNothingTemporary(folder);
    }

    [Theory]
    [InlineData("import", "--cs", "Amp.cs")]
    [InlineData("run", "--record", "r.lstmrec")]
    public void A_second_output_is_replaced_only_with_force_and_then_nothing_else_is_written(string verb, string option, string name)
    {
        using var folder = new TemporaryFolder();
        string second = folder.Write(name, Old);
        string[] input = verb == "run" ? ["--input", folder.Write("x.csv", "1\n")] : [];
        string first = folder.File(verb == "run" ? "y.csv" : "amp.safetensors");

        ToolResult result = Tool.Run([verb, Models.Plain, .. input, "-o", first, option, second]);

        Assert.Equal(2, result.Code);
        Assert.Contains($"{option}: '{second}' exists. To replace it, add --force.", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(first));
    }

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public void A_link_stays_and_its_target_is_written(string name)
    {
        using var folder = new TemporaryFolder();
        OutputWriter writer = OutputWriter.Of(name, folder);
        byte[] content = writer.Content(folder);
        Directory.CreateDirectory(folder.File("elsewhere"));
        string target = folder.File(Path.Join("elsewhere", "target" + writer.Extension));
        string link = folder.File("link" + writer.Extension);
        File.CreateSymbolicLink(link, Path.Join("elsewhere", "target" + writer.Extension));

        // First the target is missing, then it exists.
        foreach (bool exists in new[] { false, true })
        {
            if (exists)
            {
                File.WriteAllText(target, Old);
            }

            ToolResult result = exists ? writer.Replace(link) : writer.Write(link);
            Assert.True(result.Code == 0, result.Error);
            Assert.NotNull(new FileInfo(link).LinkTarget);
            Assert.Equal(content, File.ReadAllBytes(target));
        }

        AssertNothingTemporary(folder);
    }

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public void A_device_is_written_and_stays(string name)
    {
        using var folder = new TemporaryFolder();

        ToolResult result = OutputWriter.Of(name, folder).Write("/dev/null");

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal(FileKind.Stream, FileTarget.Of("/dev/null").Kind);
        AssertNothingTemporary(folder);
    }

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public async Task A_pipe_receives_the_whole_content(string name)
    {
        using var folder = new TemporaryFolder();
        OutputWriter writer = OutputWriter.Of(name, folder);
        byte[] content = writer.Content(folder);
        string pipe = folder.File("pipe");
        Shell.Run("mkfifo", pipe);

        // Opening a pipe waits for its other end.
        Task<byte[]> reader = Task.Run(() => File.ReadAllBytes(pipe));
        ToolResult result = writer.Write(pipe);

        Assert.True(result.Code == 0, result.Error);
        Assert.Equal(content, await reader);
        Assert.Equal(FileKind.Stream, FileTarget.Of(pipe).Kind);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_read_only_file_is_refused_even_with_force(string name)
    {
        using var folder = new TemporaryFolder();
        OutputWriter writer = OutputWriter.Of(name, folder);
        string path = folder.Write("out" + writer.Extension, Old);
        File.SetAttributes(path, FileAttributes.ReadOnly);

        ToolResult result = writer.Replace(path);

        Assert.Equal((4, $"error: '{path}' cannot be written: it is read-only.\n"), (result.Code, result.Error));
        Assert.Equal(Old, File.ReadAllText(path));
        File.SetAttributes(path, FileAttributes.Normal);
        AssertNothingTemporary(folder);
    }

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public void A_folder_without_write_permission_is_refused_and_no_temporary_name_is_mentioned(string name)
    {
        using var folder = new TemporaryFolder();
        OutputWriter writer = OutputWriter.Of(name, folder);
        using var closed = new ClosedFolder(folder);
        string path = Path.Join(closed.Path, "out" + writer.Extension);

        ToolResult result = writer.Write(path);

        Assert.Equal(4, result.Code);
        Assert.StartsWith($"error: '{path}' cannot be written: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void A_missing_folder_and_a_folder_are_refused_before_the_work(string name)
    {
        using var folder = new TemporaryFolder();
        OutputWriter writer = OutputWriter.Of(name, folder);
        Directory.CreateDirectory(folder.File("folder"));
        string missing = folder.File(Path.Join("missing", "out" + writer.Extension));

        ToolResult none = writer.Write(missing);
        ToolResult taken = writer.Replace(folder.File("folder"));
        ToolResult empty = writer.Write("");

        Assert.Equal((4, 4, 2), (none.Code, taken.Code, empty.Code));
        Assert.Equal(
            $"error: '{missing}' cannot be written: the folder '{folder.File("missing")}' does not exist.\n", none.Error);
        Assert.Contains("it is a folder", taken.Error, StringComparison.Ordinal);
        Assert.Contains("expected the path of a file, found an empty text", empty.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("other.csv")));
        Assert.False(File.Exists(folder.File("other.safetensors")));
    }

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public void A_full_device_is_reported(string name)
    {
        using var folder = new TemporaryFolder();

        ToolResult result = OutputWriter.Of(name, folder).Write("/dev/full");

        Assert.Equal(4, result.Code);
        Assert.StartsWith("error: '/dev/full' cannot be written: No space left", result.Error, StringComparison.Ordinal);
        AssertNothingTemporary(folder);
    }

    [UnixTheory]
    [InlineData("import", "--cs")]
    [InlineData("run", "--record")]
    public void One_output_is_not_replaced_if_the_other_cannot_be_written(string verb, string option)
    {
        using var folder = new TemporaryFolder();
        string old = folder.Write(verb == "run" ? "y.csv" : "amp.safetensors", Old);
        string[] input = verb == "run" ? ["--input", folder.Write("x.csv", "1\n")] : [];

        ToolResult result = Tool.Run([verb, Models.Plain, .. input, "-o", old, "--force", option, "/dev/full"]);

        Assert.Equal(4, result.Code);
        Assert.Equal(Old, File.ReadAllText(old));
        AssertNothingTemporary(folder);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void Standard_output_receives_the_content_alone(string name)
    {
        using var folder = new TemporaryFolder();
        OutputWriter writer = OutputWriter.Of(name, folder);
        byte[] content = writer.Content(folder);

        ToolResult result = writer.Write("-");

        Assert.Equal((0, ""), (result.Code, result.Out));
        Assert.Equal(content, result.Bytes);
        Assert.Contains("Wrote ", result.Error, StringComparison.Ordinal);
        AssertNothingTemporary(folder);
    }

    private static void AssertNothingTemporary(TemporaryFolder folder) =>
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*.tmp", SearchOption.AllDirectories));
}

using System;
using System.IO;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using Lstm.Import.Sequences;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests.Files;

/// <summary>The writers of the libraries replace a file without asking, and otherwise respect what is at the path.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LibraryWriterTests : IDisposable
{
    private const string Old = "as it was";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Writers => ["weights", "csv", "npy"];

    public void Dispose() => _folder.Dispose();

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public void A_file_is_replaced_and_keeps_its_permissions(string writer)
    {
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite;
        string path = _folder.Write("out", Old);
        File.SetUnixFileMode(path, mode);

        Write(writer, path);

        Assert.Equal(Content(writer), File.ReadAllBytes(path));
        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public void A_link_in_a_linked_folder_stays_and_its_target_is_written(string writer)
    {
        // deep/link leads to target in the folder of the folder that deep means, not of the folder that contains deep.
        Directory.CreateDirectory(_folder.File("real", "inner"));
        File.CreateSymbolicLink(_folder.File("deep"), Path.Join("real", "inner"));
        File.CreateSymbolicLink(_folder.File("real", "inner", "link"), Path.Join("..", "target"));

        Write(writer, _folder.File("deep", "link"));

        Assert.Equal(Path.Join("..", "target"), new FileInfo(_folder.File("real", "inner", "link")).LinkTarget);
        Assert.Equal(Content(writer), File.ReadAllBytes(_folder.File("real", "target")));
        Assert.False(File.Exists(_folder.File("target")));
    }

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public async Task Devices_and_pipes_are_written_directly(string writer)
    {
        string pipe = _folder.File("pipe");
        Shell.Run("mkfifo", pipe);
        Task<byte[]> reader = Task.Run(() => File.ReadAllBytes(pipe));

        Write(writer, pipe);
        Write(writer, "/dev/null");
        IOException full = Assert.Throws<IOException>(() => Write(writer, "/dev/full"));

        Assert.Equal(Content(writer), await reader);
        Assert.Equal((FileKind.Stream, FileKind.Stream), (FileTarget.Of(pipe).Kind, FileTarget.Of("/dev/null").Kind));
        Assert.StartsWith("'/dev/full' cannot be written: No space left", full.Message, StringComparison.Ordinal);
    }

    [UnixTheory]
    [MemberData(nameof(Writers))]
    public void What_cannot_be_written_is_refused_and_no_temporary_name_is_mentioned(string writer)
    {
        string path = _folder.Write("read-only", Old);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        using var closed = new ClosedFolder(_folder);
        string loop = _folder.File("loop");
        File.CreateSymbolicLink(loop, "loop");
        string below = Path.Join(path, "below");
        foreach (string refused in new[] { path, Path.Join(closed.Path, "x"), _folder.File("none", "x"), _folder.Path, loop, below })
        {
            Exception? exception = Record.Exception(() => Write(writer, refused));

            Assert.True(exception is IOException or UnauthorizedAccessException, exception?.ToString());
            Assert.StartsWith($"'{refused}' ", exception!.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(".tmp", exception.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(Old, File.ReadAllText(path));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.tmp"));
    }

    [Fact]
    public void The_temporary_name_is_not_mentioned_if_the_last_step_fails()
    {
        string folder = _folder.File("folder");
        Directory.CreateDirectory(folder);
        string path = Path.Join(folder, "out");
        using var file = new OutputFile(path);
        file.Write([1]);
        Directory.Delete(folder, recursive: true);

        string message = Assert.Throws<IOException>(file.Complete).ToString();

        Assert.Contains($"'{path}' cannot be written: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("csv")]
    [InlineData("npy")]
    public void A_sequence_is_not_completed_after_a_failed_write(string format)
    {
        using var disk = new FullDisk(room: 1 << 16);
        var file = new OutputFile(disk, "disk");
        using SequenceWriter writer = format == "npy" ? new NpySequenceWriter(file, 1) : new CsvSequenceWriter(file, 1);
        Assert.Throws<IOException>(() => writer.Write(new float[1 << 18]));
        long written = disk.Length;
        disk.Room = long.MaxValue;

        IOException again = Assert.Throws<IOException>(() => writer.Write(new float[1 << 18]));
        Assert.Equal("'disk' cannot be written: There is no room.", again.Message);
        Assert.Throws<IOException>(writer.Complete);
        Assert.Equal(written, disk.Length);
    }

    [UnixTheory]
    [InlineData("/dev/null", (int)FileKind.Stream)]
    [InlineData("/dev/stdout", (int)FileKind.Stream)]
    [InlineData("/proc/self/status", (int)FileKind.Stream)]
    [InlineData("/", (int)FileKind.Folder)]
    [InlineData("/none/none", (int)FileKind.Missing)]
    public void The_kind_of_a_file_is_known(string path, int kind) => Assert.Equal((FileKind)kind, FileTarget.Of(path).Kind);

    private static void Write(string writer, string path)
    {
        if (writer == "weights")
        {
            LstmWeights.Load(Models.Plain).Save(path);
            return;
        }

        using SequenceWriter sequence = writer == "npy"
            ? new NpySequenceWriter(new OutputFile(path, seekable: true), 1)
            : SequenceFile.Create(path, 1);
        sequence.Write([1, 2, 3]);
        sequence.Complete();
    }

    private byte[] Content(string writer)
    {
        string path = _folder.File("content");
        Write(writer, path);
        return File.ReadAllBytes(path);
    }

    private sealed class FullDisk(long room) : MemoryStream
    {
        public long Room { get; set; } = room;

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Length + count > Room)
            {
                throw new IOException("There is no room.");
            }

            base.Write(buffer, offset, count);
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);
    }
}

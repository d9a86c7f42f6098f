using System;
using System.IO;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Saving to a path: the whole file or nothing.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_replaced_and_nothing_else_is_left()
    {
        string path = _folder.File("amp.safetensors");
        LstmWeights weights = RandomWeights.Create(1, 4);
        RandomWeights.Create(2, 5).Save(path);

        weights.Save(path);

        WeightsAssert.SameBits(weights, LstmWeights.Load(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_failed_save_leaves_existing_files_unchanged()
    {
        // A file cannot take the place of a folder: the very last step fails.
        string path = _folder.File("taken");
        Directory.CreateDirectory(path);

        Exception? exception = Record.Exception(() => RandomWeights.Create(1, 4).Save(path));

        Assert.True(exception is IOException or UnauthorizedAccessException, exception?.ToString());
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
        Assert.True(Directory.Exists(path));
    }

    [Fact]
    public void A_missing_folder_is_an_input_output_error() =>
        Assert.Throws<DirectoryNotFoundException>(() => RandomWeights.Create(1, 4).Save(_folder.File("none", "x")));

    [Fact]
    public void A_missing_file_is_an_input_output_error() =>
        Assert.Throws<FileNotFoundException>(() => LstmWeights.Load(_folder.File("none")));

    [Fact]
    public void Streams_that_cannot_do_it_are_arguments_at_fault()
    {
        using var closed = new MemoryStream();
        closed.Dispose();

        Assert.Throws<ArgumentException>(() => LstmWeights.Load(closed));
        Assert.Throws<ArgumentException>(() => RandomWeights.Create(1, 1).Save(closed));
    }

    [Fact]
    public void A_file_keeps_its_path_as_its_name()
    {
        string path = _folder.File("bad");
        File.WriteAllBytes(path, [1, 2, 3]);

        using FileStream stream = File.OpenRead(path);
        Assert.Equal(path, Assert.Throws<WeightFormatException>(() => LstmWeights.Load(path)).File);
        Assert.Equal(path, Assert.Throws<WeightFormatException>(() => LstmWeights.Load(stream)).File);
    }
}

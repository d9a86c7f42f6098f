using System;
using System.IO;
using System.Runtime.Loader;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Embedded;

/// <summary>
/// A large file in an assembly on disk is read from where the image is mapped: only its weights are allocated, not the file once more.
/// </summary>
public sealed class MappedResourceTests(ITestOutputHelper output)
{
    private const int Input = 64;
    private const int Hidden = 512;

    // The reader's buffer, names, a stream; about a hundredth of the file.
    private const long Slack = 1 << 16;

    [Fact]
    public void Loading_allocates_the_weights_and_not_the_file()
    {
        using TemporaryFolder folder = new();
        LstmWeights weights = RandomWeights.Create(Input, Hidden);
        string file = folder.File("large.safetensors");
        weights.Save(file);
        File.WriteAllBytes(folder.File("Large.dll"), ModelCompiler.Compile(
            "Large",
            $"""
            #pragma warning disable CS1591
            namespace Large;
            [Lstm.Lstm(input: {Input}, hidden: {Hidden}, Weights = "large.safetensors")]
            public sealed partial class Net;
            """,
            resources: [new ResourceDescription("Large.large.safetensors", () => File.OpenRead(file), isPublic: true)]));

        AssemblyLoadContext context = new("large", isCollectible: true);
        Type net = context.LoadFromAssemblyPath(folder.File("Large.dll")).GetType("Large.Net", throwOnError: true)!;
        Func<object> load = () => net.GetMethod("Load", [typeof(string)])!.Invoke(null, [file])!;
        Func<object> get = () => net.GetProperty("Default")!.GetValue(null)!;

        // Whatever is allocated once for all loads is not of interest.
        load();
        long fromFile = Allocated(load);
        long fromImage = Allocated(get);
        long weightsOfImage = Allocated(() => EmbeddedWeights.Load(net, "large.safetensors"));
        long bytes = new FileInfo(file).Length;
        output.WriteLine(
            $"file {bytes:N0}, loaded from it {fromFile:N0}, from the image {fromImage:N0}, of which weights {weightsOfImage:N0} bytes");

        Assert.True(bytes > 4_000_000);
        Assert.InRange(fromImage, bytes, fromFile + Slack);
        // As they are read, and as the canonical weights keep them. A copy of the file would be a third time.
        Assert.InRange(weightsOfImage, bytes, 2 * bytes + 4 * Slack);
        Assert.Same(get(), get());
        using Stream? stream = net.Assembly.GetManifestResourceStream("Large.large.safetensors");
        Assert.IsAssignableFrom<UnmanagedMemoryStream>(stream);
        context.Unload();
    }

    private static long Allocated(Func<object> load)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        object loaded = load();
        long after = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(loaded);
        return after - before;
    }
}

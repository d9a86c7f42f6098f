using System;
using System.IO;

namespace Lstm.Tool.Output;

/// <summary>Standard input and output as files of bytes.</summary>
/// <param name="OpenInput">Opens standard input.</param>
/// <param name="OpenOutput">Opens standard output.</param>
internal sealed record StandardStreams(Func<Stream> OpenInput, Func<Stream> OpenOutput)
{
    /// <summary>The path that stands for standard input or output.</summary>
    public const string Sign = "-";

    /// <summary>The name of standard input in messages.</summary>
    public const string InputName = "standard input";

    /// <summary>The name of standard output in messages.</summary>
    public const string OutputName = "standard output";

    /// <summary>Gets the streams of the process.</summary>
    public static StandardStreams OfProcess { get; } = new(Console.OpenStandardInput, Console.OpenStandardOutput);

    /// <summary>Returns whether a path stands for standard input or output: "-", or the names of Unix.</summary>
    public static bool IsMeant(string? path) => path is Sign or "/dev/stdin" or "/dev/stdout";

    /// <summary>Creates a file, or writes standard output.</summary>
    /// <param name="path">The path.</param>
    /// <param name="seekable">Whether the writer sets the position of the stream.</param>
    public OutputFile Create(string path, bool seekable = false) =>
        IsMeant(path) ? new OutputFile(OpenOutput(), OutputName, seekable) : new OutputFile(path, seekable);

    /// <summary>Returns the name of an input in messages.</summary>
    public static string NameOfInput(string path) => IsMeant(path) ? InputName : path;

    /// <summary>Returns the name of an output in messages.</summary>
    public static string NameOfOutput(string path) => IsMeant(path) ? OutputName : path;
}

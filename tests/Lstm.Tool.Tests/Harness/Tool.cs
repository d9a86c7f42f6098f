using System;
using System.Globalization;
using System.IO;
using Lstm.Tool.Commands;
using Lstm.Tool.Output;

namespace Lstm.Tool.Tests;

/// <summary>Calls the tool in this process, as nobody watches it.</summary>
internal static class Tool
{
    public static ToolResult Run(params string[] arguments) => RunWith([], arguments);

    /// <summary>Calls the tool with bytes on standard input.</summary>
    public static ToolResult RunWith(byte[] input, params string[] arguments) => Run(input, showsProgress: false, arguments);

    /// <summary>Calls the tool as if the error stream were a terminal.</summary>
    public static ToolResult RunWatched(params string[] arguments) => Run([], showsProgress: true, arguments);

    private static ToolResult Run(byte[] input, bool showsProgress, string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        using var bytes = new MemoryStream();
        var console = new ToolConsole(output, error, IsInteractive: false)
        {
            ShowsProgress = showsProgress,
            Standard = new StandardStreams(() => new Pipe(input), () => bytes),
        };
        int code = ToolCommandLine.Run(arguments, console);
        return new ToolResult(code, output.ToString(), error.ToString(), bytes.ToArray());
    }

    // As standard input is, it cannot be rewound.
    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
    }
}

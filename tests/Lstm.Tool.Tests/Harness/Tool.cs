using System.Globalization;
using System.IO;
using Lstm.Tool.Commands;
using Lstm.Tool.Output;

namespace Lstm.Tool.Tests;

/// <summary>Calls the tool in this process, as nobody watches it.</summary>
internal static class Tool
{
    public static ToolResult Run(params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        int code = ToolCommandLine.Run(arguments, new ToolConsole(output, error, IsInteractive: false));
        return new ToolResult(code, output.ToString(), error.ToString());
    }
}

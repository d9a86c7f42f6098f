using Lstm.Tool.Commands;
using Lstm.Tool.Output;

return ToolCommandLine.Run(args, ToolConsole.System());

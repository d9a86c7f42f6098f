using System;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>The result of a verb.</summary>
/// <param name="Code">The exit code of the tool.</param>
/// <param name="Document">The result that --json prints.</param>
/// <param name="Print">Writes the result as text.</param>
internal sealed record Answer(ExitCode Code, object Document, Action<TextOutput> Print);

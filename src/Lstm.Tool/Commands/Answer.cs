using System;
using Lstm.Tool.Output;

namespace Lstm.Tool.Commands;

/// <summary>What a verb found out.</summary>
/// <param name="Code">What the tool ends with.</param>
/// <param name="Document">The answer for machines.</param>
/// <param name="Print">Writes the answer for people.</param>
internal sealed record Answer(ExitCode Code, object Document, Action<TextOutput> Print);

namespace Lstm.TestKit;

/// <summary>The result of a program that has ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">The text of its standard output.</param>
/// <param name="Errors">The text of its standard error.</param>
public sealed record ProcessResult(int ExitCode, string Output, string Errors);

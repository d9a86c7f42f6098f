namespace Lstm.Tool.Commands;

/// <summary>The answer of verify.</summary>
/// <param name="File">The file.</param>
/// <param name="Passes">Whether the outputs are met.</param>
/// <param name="Against">"selfTest" for the file's own, "files" for those of the command line, "nothing" when there is nothing to compare with.</param>
/// <param name="Check">The comparison; null when there is nothing to compare with.</param>
internal sealed record VerifyDocument(string File, bool Passes, string Against, OutputCheck? Check);

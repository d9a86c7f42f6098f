namespace Lstm.Tool.Commands;

/// <summary>The result of verify.</summary>
/// <param name="File">The model file.</param>
/// <param name="Passes">Whether all outputs are correct.</param>
/// <param name="Against">
/// The source of the expected outputs: "selfTest" for the model file, "files" for the command line, "nothing" when there are none.
/// </param>
/// <param name="Check">The comparison; null when there is nothing to compare with.</param>
internal sealed record VerifyDocument(string File, bool Passes, string Against, OutputCheck? Check);

using System.Collections.Generic;
using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The result of verify.</summary>
/// <param name="File">The model file.</param>
/// <param name="Passes">Whether all outputs are correct.</param>
/// <param name="Against">
/// The source of the expected outputs: "selfTest" for the model file, "files" for the command line, "nothing" when there are none.
/// </param>
/// <param name="Check">The comparison; null when there is nothing to compare with.</param>
/// <param name="Gaps">What the comparison does not prove although all outputs are correct, one sentence each.</param>
/// <param name="Suspicions">What is suspicious about the network; a reason for the exit code 1 with --strict.</param>
internal sealed record VerifyDocument(
    string File, bool Passes, string Against, OutputCheck? Check, IReadOnlyList<string> Gaps, IReadOnlyList<Suspicion> Suspicions);

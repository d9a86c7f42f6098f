using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Lstm.Import;
using Lstm.Tool.Output;
using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The option --strict, which makes suspicious findings count as a "no".</summary>
internal sealed class StrictOption
{
    private readonly Option<bool> _strict;

    /// <param name="command">The command that gets the option.</param>
    /// <param name="description">What the option does.</param>
    public StrictOption(Command command, string description)
    {
        _strict = new Option<bool>("--strict") { Description = description };
        command.Options.Add(_strict);
    }

    /// <summary>Returns whether the option is given.</summary>
    public bool IsGiven(ParseResult line) => line.GetValue(_strict);

    /// <summary>Returns what is suspicious about a network.</summary>
    public static IReadOnlyList<Suspicion> Findings(ModelDescription model) => Suspicions.Of(model, CanonicalTensor.Of(model.Weights));

    /// <summary>Writes the findings, if there are any.</summary>
    public static void Print(TextOutput text, IReadOnlyList<Suspicion> findings)
    {
        foreach (Suspicion finding in findings)
        {
            text.Line("Suspicious: " + Text(finding));
        }
    }

    /// <summary>Returns the findings as one text.</summary>
    public static string Text(IEnumerable<Suspicion> findings) => string.Join(' ', findings.Select(Text));

    private static string Text(Suspicion finding) => $"{finding.Place}: {finding.Message.TrimEnd('.')}.";
}

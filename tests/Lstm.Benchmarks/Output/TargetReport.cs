using System.Collections.Generic;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Output;

/// <summary>The table of targets.</summary>
internal static class TargetReport
{
    /// <summary>Returns the table; empty without targets.</summary>
    public static string Of(IReadOnlyList<TargetResult> targets)
    {
        if (targets.Count == 0)
        {
            return "";
        }

        MarkdownTable table = new(" what", " target", " measured", " met");
        foreach (TargetResult target in targets)
        {
            table.Row(target.What, target.Target, target.Measured, target.Met switch { true => "yes", false => "no", null => "" });
        }

        return $"## Targets\n\n{table}";
    }
}

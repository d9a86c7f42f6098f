using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;

namespace Lstm.Generator.Model;

/// <summary>
/// The file names that several classes would share, such as those of <c>Amp</c> and <c>AMP</c>. C# allows both classes, but the compiler
/// rejects both file names. Almost always empty; compares by content.
/// </summary>
/// <param name="Names">The names, sorted, one on each line.</param>
internal sealed record HintNameClashes(string Names)
{
    public static HintNameClashes Find(
        (ImmutableArray<LstmModel> Lstms, ImmutableArray<LstmModel> Grus) models,
        CancellationToken cancellation)
    {
        IEnumerable<string> clashing = models.Lstms.Concat(models.Grus)
            .Select(static model => model.Type.HintName)
            .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .Where(static group => group.Count() > 1)
            .SelectMany(static group => group)
            .OrderBy(static name => name, StringComparer.Ordinal);
        return new HintNameClashes(string.Concat(clashing.Select(static name => name + "\n")));
    }

    public string HintNameOf(ModelType type) =>
        Names.Length > 0 && Names.Split('\n').Contains(type.HintName, StringComparer.Ordinal) ? type.DistinctHintName : type.HintName;
}

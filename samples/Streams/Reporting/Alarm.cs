using System.Collections.Generic;
using Streams.Scoring;

namespace Streams.Reporting;

/// <summary>Unusual minutes of one stream that belong together.</summary>
/// <param name="Peak">The most unusual of them.</param>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
internal sealed record Alarm(Score Peak, int First, int Last)
{
    // Unusual minutes that are no further apart are one alarm.
    private const int Gap = 15;

    /// <summary>Puts unusual minutes together.</summary>
    /// <param name="scores">The minutes, stream by stream.</param>
    public static List<Alarm> Group(IEnumerable<Score> scores)
    {
        var alarms = new List<Alarm>();
        foreach (Score score in scores)
        {
            if (alarms.Count > 0 && alarms[^1] is var last && last.Peak.Stream == score.Stream && score.Minute - last.Last <= Gap)
            {
                alarms[^1] = last with { Last = score.Minute, Peak = score.Anomaly > last.Peak.Anomaly ? score : last.Peak };
            }
            else
            {
                alarms.Add(new Alarm(score, score.Minute, score.Minute));
            }
        }

        return alarms;
    }
}

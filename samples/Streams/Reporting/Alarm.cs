using System.Collections.Generic;
using Streams.Scoring;

namespace Streams.Reporting;

/// <summary>A group of neighbouring unusual minutes of one stream.</summary>
/// <param name="Peak">The most unusual minute.</param>
/// <param name="First">The first minute.</param>
/// <param name="Last">The last minute.</param>
internal sealed record Alarm(Score Peak, int First, int Last)
{
    // Unusual minutes with at most this distance belong to one alarm.
    private const int Gap = 15;

    /// <summary>Groups unusual minutes into alarms.</summary>
    /// <param name="scores">The unusual minutes, ordered by stream and minute.</param>
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

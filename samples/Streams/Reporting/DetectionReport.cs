using System;
using System.Collections.Generic;
using System.Linq;
using Streams.Metrics;
using Streams.Storage;

namespace Streams.Reporting;

/// <summary>What the scores found, next to what was put into the streams.</summary>
internal sealed class DetectionReport
{
    private const double Threshold = 6;

    // The scale of the errors has to settle first.
    private const int FirstJudgedMinute = 120;

    // A forecast takes some minutes to settle after an incident: an alarm then is still about it.
    private const int Aftermath = 5;

    private const int Rows = 12;

    private readonly IReadOnlyList<MetricStream> _streams;
    private readonly List<Alarm> _alarms;
    private readonly List<(int Stream, Incident Incident)> _incidents;

    private DetectionReport(IReadOnlyList<MetricStream> streams, List<Alarm> alarms, List<(int Stream, Incident Incident)> incidents) =>
        (_streams, _alarms, _incidents) = (streams, alarms, incidents);

    /// <summary>Judges the scores of the first minutes.</summary>
    public static DetectionReport Of(ScoreDatabase database, IReadOnlyList<MetricStream> streams, int minutes) => new(
        streams,
        Alarm.Group(database.ScoresFrom(Threshold).Where(score => score.Minute >= FirstJudgedMinute)),
        [.. streams.SelectMany((stream, index) => stream.Incidents(minutes).Where(incident => incident.Start >= FirstJudgedMinute).Select(incident => (index, incident)))]);

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{"stream",-14}{"minute",7}{"value",10}{"forecast",10}{"score",8}  what was put in");
        foreach (Alarm alarm in _alarms.OrderByDescending(alarm => alarm.Peak.Anomaly).Take(Rows))
        {
            Incident? cause = CauseOf(alarm);
            Console.WriteLine(
                $"{_streams[alarm.Peak.Stream].Name,-14}{alarm.Peak.Minute,7}{alarm.Peak.Value,10:F1}{alarm.Peak.Forecast,10:F1}{alarm.Peak.Anomaly,8:F1}  " +
                (cause is null ? "nothing" : $"{Name(cause.Kind)}, minutes {cause.Start} to {cause.End - 1}"));
        }

        Console.WriteLine();
        int right = _alarms.Count(alarm => CauseOf(alarm) is not null);
        Console.WriteLine($"From a score of {Threshold} on, and from minute {FirstJudgedMinute} on:");
        Console.WriteLine($"    precision  {Share(right, _alarms.Count),-5} {right} of {_alarms.Count} alarms are about something that was put in");
        Console.WriteLine($"    recall     {Share(_incidents.Count(Found), _incidents.Count),-5} {_incidents.Count(Found)} of {_incidents.Count} incidents raised an alarm");
        foreach (IGrouping<IncidentKind, (int Stream, Incident Incident)> kind in _incidents.GroupBy(put => put.Incident.Kind).OrderBy(kind => kind.Key))
        {
            Console.WriteLine($"               {Share(kind.Count(Found), kind.Count()),-5} {kind.Count(Found)} of {kind.Count()}: {Name(kind.Key)}");
        }
    }

    private Incident? CauseOf(Alarm alarm) =>
        _incidents.Where(put => IsAbout(alarm, put)).Select(put => put.Incident).FirstOrDefault();

    private bool Found((int Stream, Incident Incident) put) => _alarms.Any(alarm => IsAbout(alarm, put));

    private static bool IsAbout(Alarm alarm, (int Stream, Incident Incident) put) =>
        alarm.Peak.Stream == put.Stream && alarm.Peak.Minute >= put.Incident.Start && alarm.Peak.Minute < put.Incident.End + Aftermath;

    private static string Share(int part, int whole) => whole == 0 ? "-" : $"{(double)part / whole:P0}";

    private static string Name(IncidentKind kind) => kind switch
    {
        IncidentKind.Spike => "spike",
        IncidentKind.Dip => "dip",
        _ => "shift of the level",
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using Streams.Metrics;
using Streams.Scoring;
using Streams.Storage;

namespace Streams.Reporting;

/// <summary>A comparison of the alarms with the incidents that were added to the streams.</summary>
internal sealed class DetectionReport
{
    private const double Threshold = 6;

    // The scale of the errors must converge first.
    private const int FirstJudgedMinute = 120;

    // A forecast needs some minutes to recover after an incident. An alarm in these minutes belongs to the incident.
    private const int Aftermath = 5;

    private const int Rows = 12;

    private readonly IReadOnlyList<MetricStream> _streams;
    private readonly List<Alarm> _alarms;
    private readonly List<(int Stream, Incident Incident)> _incidents;

    private DetectionReport(IReadOnlyList<MetricStream> streams, List<Alarm> alarms, List<(int Stream, Incident Incident)> incidents) =>
        (_streams, _alarms, _incidents) = (streams, alarms, incidents);

    /// <summary>Evaluates the scores of the first minutes.</summary>
    public static DetectionReport Of(ScoreDatabase database, IReadOnlyList<MetricStream> streams, int minutes) => new(
        streams,
        Alarm.Group(database.ScoresFrom(Threshold).Where(score => score.Minute >= FirstJudgedMinute)),
        [.. streams.SelectMany((stream, index) => JudgedIncidents(stream, minutes).Select(incident => (index, incident)))]);

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{"stream",-14}{"minute",7}{"value",10}{"forecast",10}{"score",8}  incident");
        foreach (Alarm alarm in _alarms.OrderByDescending(alarm => alarm.Peak.Anomaly).Take(Rows))
        {
            Incident? cause = CauseOf(alarm);
            Score peak = alarm.Peak;
            string incident = cause is null ? "none" : $"{Name(cause.Kind)}, minutes {cause.Start} to {cause.End - 1}";
            Console.WriteLine(
                $"{_streams[peak.Stream].Name,-14}{peak.Minute,7}{peak.Value,10:F1}{peak.Forecast,10:F1}{peak.Anomaly,8:F1}  {incident}");
        }

        Console.WriteLine();
        int right = _alarms.Count(alarm => CauseOf(alarm) is not null);
        int found = _incidents.Count(Found);
        Console.WriteLine($"With a threshold of {Threshold}, from minute {FirstJudgedMinute}:");
        Console.WriteLine($"    precision  {Share(right, _alarms.Count),-5} {right} of {_alarms.Count} alarms are caused by an incident");
        Console.WriteLine($"    recall     {Share(found, _incidents.Count),-5} {found} of {_incidents.Count} incidents raised an alarm");
        foreach (var kind in _incidents.GroupBy(entry => entry.Incident.Kind).OrderBy(kind => kind.Key))
        {
            int detected = kind.Count(Found);
            Console.WriteLine($"               {Share(detected, kind.Count()),-5} {detected} of {kind.Count()}: {Name(kind.Key)}");
        }
    }

    private static IEnumerable<Incident> JudgedIncidents(MetricStream stream, int minutes) =>
        stream.Incidents(minutes).Where(incident => incident.Start >= FirstJudgedMinute);

    private Incident? CauseOf(Alarm alarm) =>
        _incidents.Where(entry => IsAbout(alarm, entry)).Select(entry => entry.Incident).FirstOrDefault();

    private bool Found((int Stream, Incident Incident) entry) => _alarms.Any(alarm => IsAbout(alarm, entry));

    private static bool IsAbout(Alarm alarm, (int Stream, Incident Incident) entry) =>
        alarm.Peak.Stream == entry.Stream
        && alarm.Peak.Minute >= entry.Incident.Start
        && alarm.Peak.Minute < entry.Incident.End + Aftermath;

    private static string Share(int part, int whole) => whole == 0 ? "-" : $"{(double)part / whole:P0}";

    private static string Name(IncidentKind kind) => kind switch
    {
        IncidentKind.Spike => "spike",
        IncidentKind.Dip => "dip",
        _ => "shift of the level",
    };
}

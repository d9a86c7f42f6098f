using System.Collections.Generic;
using System.Linq;
using Lstm;
using Streams.Metrics;

namespace Streams.Scoring;

/// <summary>Scores all streams minute by minute, with one call of one network for all streams.</summary>
internal sealed class FleetScorer
{
    private readonly MetricModel _model;
    private readonly IReadOnlyList<MetricStream> _streams;
    private readonly StateBlock<MetricModel.State> _states;
    private readonly ErrorScale[] _errors;
    private readonly float[] _forecasts;
    private readonly float[] _inputs;
    private readonly float[] _changes;
    private readonly Score[] _scores;

    /// <summary>Continues from the saved streams.</summary>
    public FleetScorer(MetricModel model, IReadOnlyList<MetricStream> streams, IReadOnlyList<SavedStream> saved)
    {
        _model = model;
        _streams = streams;
        _states = new StateBlock<MetricModel.State>(streams.Count);
        _states.CopyFrom([.. saved.Select(stream => stream.State)]);
        _errors = [.. saved.Select(stream => stream.Errors)];
        _forecasts = [.. saved.Select(stream => stream.Forecast)];
        _inputs = new float[streams.Count * MetricModel.InputSize];
        _changes = new float[streams.Count * MetricModel.OutputSize];
        _scores = new Score[streams.Count];
        NextMinute = saved[0].NextMinute;
    }

    /// <summary>Gets the next minute to score.</summary>
    public int NextMinute { get; private set; }

    /// <summary>Compares the next minute's values with their forecasts, and forecasts the following minute.</summary>
    /// <returns>A score for each stream, valid until the next call.</returns>
    public IReadOnlyList<Score> ScoreNextMinute()
    {
        for (int index = 0; index < _streams.Count; index++)
        {
            MetricStream stream = _streams[index];
            double value = stream.Value(NextMinute);
            float x = (float)((value - stream.Level) / stream.Spread);

            double error = (double)x - _forecasts[index];
            double forecast = stream.Level + stream.Spread * _forecasts[index];
            _scores[index] = new Score(index, NextMinute, value, forecast, _errors[index].Score(error));
            _errors[index] = _errors[index].With(error);

            _forecasts[index] = x;
            _inputs[index * MetricModel.InputSize] = x;
            _inputs[index * MetricModel.InputSize + 1] = (float)Cycle.Wave(NextMinute, Cycle.Day);
            _inputs[index * MetricModel.InputSize + 2] = (float)Cycle.Wave(NextMinute + Cycle.Day / 4, Cycle.Day);
        }

        _model.StepMany(_states, _inputs, _changes);
        for (int index = 0; index < _streams.Count; index++)
        {
            _forecasts[index] += _changes[index];
        }

        NextMinute++;
        return _scores;
    }

    /// <summary>Returns the saved form of each stream.</summary>
    public IEnumerable<SavedStream> Save() =>
        _streams.Select((_, stream) => new SavedStream(NextMinute, _states[stream], _forecasts[stream], _errors[stream]));
}

using System.Collections.Generic;

namespace Lstm.EndToEnd.Tests.Slots;

/// <summary>What a stream must do, written down the long way: a list of publications, each waiting for the fade before it.</summary>
internal sealed class HandFade<TModel, TState>(TModel model, TState state)
    where TModel : class, ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private readonly List<(TModel Model, int FadeSteps)> _waiting = [];
    private TModel _model = model;
    private TModel? _old;
    private TState _oldState;
    private TState _state = state;
    private int _step;
    private int _steps;

    public TState State => _state;

    public bool IsFading => _old is not null;

    public void Publish(TModel next, int fadeSteps) => _waiting.Add((next, fadeSteps));

    public float[] Step(float[] input)
    {
        TakeUp();
        float[] output = new float[TModel.OutputSize];
        _model.Step(ref _state, input, output);
        if (_old is null)
        {
            return output;
        }

        float[] old = new float[TModel.OutputSize];
        _old.Step(ref _oldState, input, old);
        _step++;
        float share = (float)((double)_step / (_steps + 1.0));
        for (int n = 0; n < output.Length; n++)
        {
            output[n] = old[n] + (output[n] - old[n]) * share;
        }

        if (_step == _steps)
        {
            _old = null;
        }

        return output;
    }

    private void TakeUp()
    {
        if (_old is not null || _waiting.Count == 0)
        {
            return;
        }

        (TModel next, int fadeSteps) = _waiting[^1];
        bool cut = _waiting.Exists(static publication => publication.FadeSteps == 0);
        _waiting.Clear();
        if (!cut)
        {
            (_old, _oldState, _step, _steps) = (_model, _state, 0, fadeSteps);
        }

        _model = next;
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using Lstm.CompilerServices;
using Lstm.Testing;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>The calls of a network that can step. States are on the heap, so that their stack is that of the library alone.</summary>
internal sealed class StepCalls<TModel, TState>
    where TModel : class, ILstm<TState>
    where TState : unmanaged, ILstmState
{
    // A whole group of lanes and a part of one, three groups of shared loads and a rest.
    private const int Streams = 11;

    // A run that looks ahead takes three steps at once, and the last of four alone.
    private const int Steps = 4;

    private readonly TModel _model;
    private readonly StateMemory<TState> _states = new(Streams);
    private readonly StateBlock<TState> _block = new(Streams);
    private readonly float[] _x = RandomWeights.Inputs(Streams, TModel.InputSize);
    private readonly float[] _y = new float[Streams * TModel.OutputSize];
    private readonly float[] _inPlace = RandomWeights.Inputs(1, Math.Max(TModel.InputSize, TModel.OutputSize));
    private readonly byte[] _stored = new byte[StateFormat.ByteCount<TState>()];
    private readonly LstmSlot<TModel> _slot;
    private readonly StreamRecorder<TModel, TState> _recorder;
    private readonly MemoryStream _recording = new();
    private LstmStream<TModel, TState> _stream;
    private readonly bool _settles;
    private string _json = "";

    public StepCalls(TModel model, bool settles)
    {
        _settles = settles;
        _model = model;
        _slot = new LstmSlot<TModel>(model);
        _recorder = new StreamRecorder<TModel, TState>(model, in _states[1], _recording);
    }

    /// <summary>The verbs, and everything else that takes a model or a state.</summary>
    public IEnumerable<StackCall> All =>
    [
        .. Verbs,
        .. StatesOf,
        new("RestStates.Find", () => RestStates.Find(_model, X(1), out _states[2], maxSteps: 3)),
        .. Rest,
    ];

    private StackCall[] Rest => _settles ? [new("RestState", () => _states[2] = _model.RestState(X(1)), ByValue: true)] : [];

    private IEnumerable<StackCall> Verbs =>
    [
        new("Step", () => _model.Step(ref _states[0], X(1), Y(1))),
        new("Run", () => _model.Run(ref _states[0], X(Steps), Y(Steps))),
        new("StepMany", () => _model.StepMany(_states.Span, X(Streams), Y(Streams))),
        new("StepMany of a block", () => _model.StepMany(_block, X(Streams), Y(Streams))),
        new("StepMany of a range", () => _model.StepMany(_block, 8, Streams - 8, X(Streams - 8), Y(Streams - 8))),
        new("LstmStream.Start", () => _stream.Start(_slot)),
        new("LstmStream.Step", () => _stream.Step(X(1), Y(1))),
        new("LstmStream.Run", () => _stream.Run(X(Steps), Y(Steps))),
        new("a step of a fade", () =>
        {
            _slot.Publish(_model, fadeSteps: 1);
            _stream.Step(_inPlace.AsSpan(0, TModel.InputSize), _inPlace.AsSpan(0, TModel.OutputSize));
        }),
        new("a run of a fade", () =>
        {
            _slot.Publish(_model, fadeSteps: 2);
            _stream.Run(X(Steps), Y(Steps));
        }),
        new("StreamRecorder.Step", () => _recorder.Step(ref _states[1], X(1), Y(1))),
        new("StreamRecorder.Flush", _recorder.Flush),
        new("StreamRecording.Replay", () =>
        {
            _recording.Position = 0;
            StreamRecording.Open(_recording).Replay<TModel, TState>(_model);
            _recording.Position = _recording.Length;
        }),
    ];

    private IEnumerable<StackCall> StatesOf =>
    [
        new("InitialState", () =>
        {
            // An assignment to an element would copy the state to the stack as long as this code is not optimised.
            ref TState target = ref _states[3];
            target = _model.InitialState;
        }),
        new("StateAccess.Equal", () => StateAccess.Equal(in _states[0], in _states[1])),
        new("State.IsFinite", () => _states[0].IsFinite()),
        new("State.Reset", () => _states[4].Reset()),
        new("StateFormat.Write", () => StateFormat.Write(in _states[0], _stored)),
        new("StateFormat.TryRead", () => StateFormat.TryRead(_stored, out _states[4])),
        new("StateFormat.Read", () => _states[4] = StateFormat.Read<TState>(_stored), ByValue: true),
        new("StateFormat.ToJson", () => _json = StateFormat.ToJson(in _states[0])),
        new("StateFormat.FromJson to memory", () => StateFormat.FromJson(_json, out _states[4])),
        new("StateFormat.FromJson", () => _states[4] = StateFormat.FromJson<TState>(_json), ByValue: true),
        new("StateBlock.Fill", () => _block.Fill(in _model.InitialState)),
        new("StateBlock.CopyFrom", () => _block.CopyFrom(_states.Span)),
        new("StateBlock.CopyTo", () => _block.CopyTo(_states.Span)),
        new("a state of a block", () => _states[4] = _block[5], ByValue: true),
        new("StateBlock.CopyFrom of one state", () => _block.CopyFrom(5, in _states[4])),
        new("StateBlock.CopyTo of one state", () => _block.CopyTo(5, out _states[4])),
    ];

    private ReadOnlySpan<float> X(int rows) => _x.AsSpan(0, rows * TModel.InputSize);

    private Span<float> Y(int rows) => _y.AsSpan(0, rows * TModel.OutputSize);
}

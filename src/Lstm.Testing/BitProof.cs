using System;
using System.Globalization;

namespace Lstm.Testing;

/// <summary>Checks that all methods of a network give bit-identical results for the same sequences.</summary>
internal sealed class BitProof<TModel, TState>
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private const int Streams = 2 * StateBlock.GroupSize + 3;
    private const string Reference = "Step alone";

    // One stream, a partial group, a whole group, and whole groups with a partial group.
    private static readonly int[] s_counts = [1, 3, StateBlock.GroupSize, Streams];

    private readonly TModel _model;
    private readonly int _steps;
    private readonly float[] _inputs;
    private readonly SequenceBits<TState> _expected;

    public BitProof(TModel model, int steps, int seed)
    {
        _model = model;
        _steps = steps;
        _inputs = ProofInputs.Create(Streams * steps, TModel.InputSize, seed);
        _expected = Steps();
    }

    private static string Name => typeof(TModel).Name;

    public void Run(int threads)
    {
        _expected.Check(Steps(), $"{Name}: Step, called again,", "the first call");
        _expected.Check(Runs(_steps), $"{Name}: Run", Reference);
        for (int piece = 2; piece <= 7; piece++)
        {
            _expected.Check(Runs(piece), $"{Name}: Run, in pieces of {Text(piece)} steps,", Reference);
        }

        foreach (int count in s_counts)
        {
            _expected.Check(ManyStates(count), $"{Name}: StepMany over states, {Text(count)} at a time,", Reference);
            _expected.Check(ManyInBlock(count), $"{Name}: StepMany over a block, {Text(count)} at a time,", Reference);
        }

        _expected.Check(ManyInRanges(), $"{Name}: StepMany over ranges of a block", Reference);
        ThreadsProof.Run(threads, CheckRound);
    }

    private void CheckRound(int round, string where)
    {
        switch (round % 4)
        {
            case 0:
                _expected.Check(Steps(), $"{Name}: Step {where}", Reference);
                break;
            case 1:
                _expected.Check(Runs(_steps), $"{Name}: Run {where}", Reference);
                break;
            case 2:
                _expected.Check(ManyStates(Streams), $"{Name}: StepMany over states {where}", Reference);
                break;
            default:
                _expected.Check(ManyInBlock(Streams), $"{Name}: StepMany over a block {where}", Reference);
                break;
        }
    }

    private SequenceBits<TState> Steps()
    {
        StateMemory<TState> states = Begin(Streams);
        float[] outputs = new float[Streams * _steps * TModel.OutputSize];
        for (int row = 0; row < Streams * _steps; row++)
        {
            _model.Step(ref states[row / _steps], Inputs(row, 1), Outputs(outputs, row, 1));
        }

        return Bits(outputs, states);
    }

    private SequenceBits<TState> Runs(int piece)
    {
        StateMemory<TState> states = Begin(Streams);
        float[] outputs = new float[Streams * _steps * TModel.OutputSize];
        for (int stream = 0; stream < Streams; stream++)
        {
            for (int step = 0; step < _steps; step += piece)
            {
                int row = stream * _steps + step;
                int count = Math.Min(piece, _steps - step);
                _model.Run(ref states[stream], Inputs(row, count), Outputs(outputs, row, count));
            }
        }

        return Bits(outputs, states);
    }

    private SequenceBits<TState> ManyStates(int streams)
    {
        StateMemory<TState> states = Begin(streams);
        float[] outputs = Many(streams, (x, y) => _model.StepMany(states.Span, x, y));
        return Bits(outputs, states);
    }

    private SequenceBits<TState> ManyInBlock(int streams)
    {
        StateBlock<TState> block = new(streams);
        block.Fill(in _model.InitialState);
        float[] outputs = Many(streams, (x, y) => _model.StepMany(block, x, y));
        return Bits(outputs, block);
    }

    private SequenceBits<TState> ManyInRanges()
    {
        const int first = StateBlock.GroupSize;
        StateBlock<TState> block = new(Streams);
        block.Fill(in _model.InitialState);
        float[] outputs = Many(Streams, (x, y) =>
        {
            _model.StepMany(block, 0, first, x.AsSpan(0, first * TModel.InputSize), y.AsSpan(0, first * TModel.OutputSize));
            _model.StepMany(block, first, Streams - first, x.AsSpan(first * TModel.InputSize), y.AsSpan(first * TModel.OutputSize));
        });
        return Bits(outputs, block);
    }

    /// <summary>
    /// Makes one call for each step with the inputs of all streams, and returns the outputs in the order of the sequences, [streams, steps,
    /// output].
    /// </summary>
    private float[] Many(int streams, Action<float[], float[]> call)
    {
        float[] outputs = new float[streams * _steps * TModel.OutputSize];
        float[] x = new float[streams * TModel.InputSize];
        float[] y = new float[streams * TModel.OutputSize];
        for (int step = 0; step < _steps; step++)
        {
            for (int stream = 0; stream < streams; stream++)
            {
                Inputs(stream * _steps + step, 1).CopyTo(x.AsSpan(stream * TModel.InputSize));
            }

            call(x, y);
            for (int stream = 0; stream < streams; stream++)
            {
                y.AsSpan(stream * TModel.OutputSize, TModel.OutputSize).CopyTo(Outputs(outputs, stream * _steps + step, 1));
            }
        }

        return outputs;
    }

    private StateMemory<TState> Begin(int streams) => StateMemory<TState>.Of(streams, in _model.InitialState);

    private SequenceBits<TState> Bits(float[] outputs, StateBlock<TState> block)
    {
        StateMemory<TState> states = new(block.Count);
        block.CopyTo(states.Span);
        return Bits(outputs, states);
    }

    private SequenceBits<TState> Bits(float[] outputs, StateMemory<TState> states) => new(outputs, states, _steps, TModel.OutputSize);

    private ReadOnlySpan<float> Inputs(int row, int rows) => _inputs.AsSpan(row * TModel.InputSize, rows * TModel.InputSize);

    private static Span<float> Outputs(float[] outputs, int row, int rows) =>
        outputs.AsSpan(row * TModel.OutputSize, rows * TModel.OutputSize);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

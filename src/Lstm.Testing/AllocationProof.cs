using System;

namespace Lstm.Testing;

/// <summary>Checks that no method of a network allocates. All memory for the calls is allocated before the measurement.</summary>
internal sealed class AllocationProof<TModel, TState>(TModel model)
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private const int Steps = 19;
    private const int First = StateBlock.GroupSize;

    // Two whole groups of a block and a partial group.
    private const int Streams = 2 * StateBlock.GroupSize + 3;
    private const int Count = Streams - First;

    private readonly StateMemory<TState> _states = StateMemory<TState>.Of(Streams, in model.InitialState);
    private readonly StateBlock<TState> _block = new(Streams);
    private readonly float[] _inputs = ProofInputs.Create(Math.Max(Steps, Streams), TModel.InputSize, seed: 1);
    private readonly float[] _outputs = new float[Math.Max(Steps, Streams) * TModel.OutputSize];

    public void Run(int calls)
    {
        _block.Fill(in model.InitialState);
        Check("Step", () => model.Step(ref _states[0], Inputs(1), Outputs(1)), calls);
        Check("Run", () => model.Run(ref _states[0], Inputs(Steps), Outputs(Steps)), calls);
        Check("StepMany over states", () => model.StepMany(_states.Span, Inputs(Streams), Outputs(Streams)), calls);
        Check("StepMany over a block", () => model.StepMany(_block, Inputs(Streams), Outputs(Streams)), calls);
        Check("StepMany over a range of a block", () => model.StepMany(_block, First, Count, Inputs(Count), Outputs(Count)), calls);
    }

    private static void Check(string verb, Action call, int calls) =>
        AllocationMeter.Check(typeof(TModel).Name, verb, call, calls);

    private ReadOnlySpan<float> Inputs(int rows) => _inputs.AsSpan(0, rows * TModel.InputSize);

    private Span<float> Outputs(int rows) => _outputs.AsSpan(0, rows * TModel.OutputSize);
}

using System;
using Lstm.EndToEnd.Tests.Golden;

namespace Lstm.EndToEnd.Tests.Proofs;

/// <summary>A model that does what another one does. What breaks a promise overrides a verb.</summary>
internal abstract class WrappedModel : ILstm<Torch3x3.State>
{
    protected Torch3x3 Model { get; } = Slots.SlotModels.Square(1);

    static int INetwork<Torch3x3.State>.InputSize => Torch3x3.InputSize;

    static int INetwork<Torch3x3.State>.HiddenSize => Torch3x3.HiddenSize;

    static int INetwork<Torch3x3.State>.OutputSize => Torch3x3.OutputSize;

    static int INetwork<Torch3x3.State>.LayerCount => Torch3x3.LayerCount;

    public ref readonly Torch3x3.State InitialState => ref Model.InitialState;

    public uint WeightsChecksum => Model.WeightsChecksum;

    public Torch3x3.State RestState(ReadOnlySpan<float> input) => Model.RestState(input);

    public virtual void Step(ref Torch3x3.State state, ReadOnlySpan<float> input, Span<float> output) =>
        Model.Step(ref state, input, output);

    public virtual void Run(ref Torch3x3.State state, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        Model.Run(ref state, inputs, outputs);

    public virtual void StepMany(Span<Torch3x3.State> states, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        Model.StepMany(states, inputs, outputs);

    public virtual void StepMany(StateBlock<Torch3x3.State> states, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        Model.StepMany(states, inputs, outputs);

    public virtual void StepMany(
        StateBlock<Torch3x3.State> states, int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        Model.StepMany(states, first, count, inputs, outputs);

    /// <summary>The next float: the smallest error there is.</summary>
    protected static void Spoil(ref float value) => value = MathF.BitIncrement(value);
}

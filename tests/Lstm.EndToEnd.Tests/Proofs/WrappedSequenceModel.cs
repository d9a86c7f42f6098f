using System;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Proofs;

/// <summary>
/// A model of whole sequences that does what another one does. What breaks a promise overrides the run in scratch memory.
/// </summary>
internal abstract class WrappedSequenceModel : ISequenceLstm<Torch4x12Bidirectional.State>
{
    private readonly Torch4x12Bidirectional _model = Torch4x12Bidirectional.Load(TestFiles.Golden("torch-4x12-bidirectional"));

    static int INetwork<Torch4x12Bidirectional.State>.InputSize => Torch4x12Bidirectional.InputSize;

    static int INetwork<Torch4x12Bidirectional.State>.HiddenSize => Torch4x12Bidirectional.HiddenSize;

    static int INetwork<Torch4x12Bidirectional.State>.OutputSize => Torch4x12Bidirectional.OutputSize;

    static int INetwork<Torch4x12Bidirectional.State>.LayerCount => Torch4x12Bidirectional.LayerCount;

    // This network needs none: there must be something to be spoiled.
    static int ISequenceLstm<Torch4x12Bidirectional.State>.ScratchLength(int steps) => Torch4x12Bidirectional.ScratchLength(steps) + 1;

    public ref readonly Torch4x12Bidirectional.State InitialState => ref _model.InitialState;

    public uint WeightsChecksum => _model.WeightsChecksum;

    public void Run(ReadOnlySpan<float> inputs, Span<float> outputs) => _model.Run(inputs, outputs);

    public void Run(ref Torch4x12Bidirectional.State state, ReadOnlySpan<float> inputs, Span<float> outputs) =>
        _model.Run(ref state, inputs, outputs);

    public virtual void Run(ref Torch4x12Bidirectional.State state, ReadOnlySpan<float> inputs, Span<float> outputs, Span<float> scratch) =>
        _model.Run(ref state, inputs, outputs, scratch);
}

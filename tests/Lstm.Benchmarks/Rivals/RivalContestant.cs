using System;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Rivals;

/// <summary>A network of another library. Its inputs and outputs are pinned.</summary>
internal abstract unsafe class RivalContestant : NetworkContestant, IDisposable
{
    private readonly AlignedBuffer _inputs;
    private readonly AlignedBuffer _outputs;

    /// <exception cref="NotSupportedException">The library has no network of this size.</exception>
    protected RivalContestant(string verb, RivalLibrary library, LstmWeights weights, NetworkSize size, float[] inputs)
        : base($"{library.Name}, {verb}", size, inputs)
    {
        Library = library;
        Handle = library.Create(weights);
        if (Handle == 0)
        {
            throw new NotSupportedException($"{library.Name} has no {size}.");
        }

        _inputs = new AlignedBuffer(inputs.Length);
        inputs.CopyTo(_inputs.Values);
        _outputs = new AlignedBuffer(UnitsPerCall * size.Hidden);
    }

    protected RivalLibrary Library { get; }

    protected nint Handle { get; }

    /// <summary>The inputs, pinned.</summary>
    protected float* NativeInputs => _inputs.Address;

    /// <summary>Room for the outputs of all steps, pinned.</summary>
    protected float* NativeOutputs => _outputs.Address;

    public sealed override float Call()
    {
        Advance();
        return _outputs.Values[^1];
    }

    public sealed override float[] Outputs()
    {
        Library.Reset(Handle);
        Advance();
        return _outputs.Values.ToArray();
    }

    public void Dispose() => Library.Destroy(Handle);

    /// <summary>Computes the sequence once.</summary>
    protected abstract void Advance();
}

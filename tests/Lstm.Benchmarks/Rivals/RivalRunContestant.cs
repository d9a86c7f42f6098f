using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Rivals;

/// <summary>A rival, called once for the whole sequence: its own compiler compiled the loop over the steps.</summary>
internal sealed unsafe class RivalRunContestant(RivalLibrary library, LstmWeights weights, NetworkSize size, float[] inputs)
    : RivalContestant("run", library, weights, size, inputs)
{
    protected override void Advance() => Library.Run(Handle, NativeInputs, NativeOutputs, UnitsPerCall);
}

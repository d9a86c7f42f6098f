using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Rivals;

/// <summary>A rival, called once for every step: a bare call of a C function, without the runtime's transition.</summary>
internal sealed unsafe class RivalStepContestant(RivalLibrary library, LstmWeights weights, NetworkSize size, float[] inputs)
    : RivalContestant("step", library, weights, size, inputs)
{
    protected override void Advance()
    {
        float* input = NativeInputs;
        float* output = NativeOutputs;
        nint handle = Handle;
        delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, float*, float*, void> step = Library.Step;
        for (int i = 0; i < UnitsPerCall; i++)
        {
            step(handle, input, output);
            input += Size.Input;
            output += Size.Hidden;
        }
    }
}

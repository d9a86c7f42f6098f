using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks.Machine;

/// <summary>
/// A state on a 64-byte boundary. Where in memory a state of a user's lies is chance, and mostly makes no difference; but one with a vector across the end of a
/// page costs a small network a third more, and of many contestants in one process one has that bad luck each time.
/// </summary>
internal sealed class AlignedState<TState>
    where TState : unmanaged
{
    private readonly AlignedBuffer _memory = new((Unsafe.SizeOf<TState>() + sizeof(float) - 1) / sizeof(float));

    public ref TState Value => ref Unsafe.As<float, TState>(ref MemoryMarshal.GetReference(_memory.Values));
}

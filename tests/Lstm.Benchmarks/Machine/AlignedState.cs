using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks.Machine;

/// <summary>
/// A state on a 64-byte boundary. The address of a user's state is arbitrary and rarely matters. But a vector that crosses the end of a
/// page costs a small network a third more, and with many contestants in one process this would happen to one of them in every run.
/// </summary>
internal sealed class AlignedState<TState>
    where TState : unmanaged
{
    private readonly AlignedBuffer _memory = new((Unsafe.SizeOf<TState>() + sizeof(float) - 1) / sizeof(float));

    public ref TState Value => ref Unsafe.As<float, TState>(ref MemoryMarshal.GetReference(_memory.Values));
}

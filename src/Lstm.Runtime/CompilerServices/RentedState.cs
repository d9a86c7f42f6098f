using System.Runtime.CompilerServices;

namespace Lstm.CompilerServices;

/// <summary>A state that is too large for the stack. It stands in a buffer of the model until it is disposed.</summary>
internal readonly ref struct RentedState<TState>
    where TState : unmanaged, ILstmState
{
    private readonly ScratchPool _pool;
    private readonly ref float _first;

    public RentedState(PackedWeights weights, ref readonly TState start)
    {
        _pool = weights.Scratch;
        _first = ref _pool.Rent();
        Value = start;
    }

    /// <summary>The state.</summary>
    public ref TState Value => ref Unsafe.As<float, TState>(ref _first);

    public void Dispose() => _pool.Return(ref _first);
}

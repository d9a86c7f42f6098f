using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>
/// The packed weights of one model, in one buffer aligned to 64 bytes, in the order its kernel reads them. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PackedWeights
{
    private readonly float[] _buffer;
    private readonly int _start;
    private readonly NetworkShape _shape;
    private readonly IReadOnlyDictionary<string, string> _notes;
    private readonly ScratchPool? _scratch;

    // What the buffer lacks of the cells of a GRU with reset before; null for other cells.
    private float[]?[] _twoBiases = [];

    // The layers of which the buffer has only products: those that others are folded into, and the others.
    private IReadOnlyList<OriginalLayer> _originals = [];

    // The original weights if the buffer does not determine them, as in a quantized network, and otherwise null.
    private LstmWeights? _original;
    private QuantizationReport? _report;
    private WeakReference<LstmWeights>? _unpacked;

    // A StrongBox of the state, which is made on first use. The largest states are too large for an array.
    private object? _initialState;

    private PackedWeights(int length, LstmWeights source, NetworkShape shape, int scratchLength)
    {
        _buffer = AlignedFloats.Allocate(length, out _start);
        _shape = shape;
        _notes = source.Notes;
        Length = length;
        Source = source.Source;
        InitialHidden = source.InitialHidden.ToArray();
        InitialCell = source.InitialCell.ToArray();
        Checksum = source.Checksum;
        _scratch = scratchLength > 0 ? new ScratchPool(scratchLength) : null;
    }

    /// <summary>The number of floats in the buffer.</summary>
    public int Length { get; }

    /// <summary>The checksum of the packed weights.</summary>
    public uint Checksum { get; }

    /// <summary>The first float of the buffer.</summary>
    public ref float First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start);
    }

    /// <summary>The error that quantized weights cause, measured on first use.</summary>
    /// <exception cref="InvalidOperationException">The network has no quantized weights.</exception>
    public QuantizationReport QuantizationReport
    {
        get
        {
            lock (_buffer)
            {
                return _report ??= _shape.IsQuantized
                    ? QuantizationMeasurement.Of(_original!, _shape)
                    : throw new InvalidOperationException(
                        "There is no quantization report: the weights of this network are floats and not quantized.");
            }
        }
    }

    /// <summary>The initial hidden states of all cells; empty for zeros.</summary>
    internal float[] InitialHidden { get; }

    /// <summary>The initial cell states of all cells that have one; empty for zeros.</summary>
    internal float[] InitialCell { get; }

    /// <summary>The scratch buffers of calls that need more memory than they may take from the stack.</summary>
    internal ScratchPool Scratch => _scratch!;

    /// <summary>The weights in canonical form: see <see cref="ILstmModel.Weights"/>.</summary>
    public LstmWeights Weights
    {
        get
        {
            lock (_buffer)
            {
                if (_unpacked is { } reference && reference.TryGetTarget(out LstmWeights? unpacked))
                {
                    return unpacked;
                }

                unpacked = Restore();
                _unpacked = new WeakReference<LstmWeights>(unpacked);
                return unpacked;
            }
        }
    }

    /// <summary>The name of the weights in messages.</summary>
    internal string Source { get; }

    /// <summary>All floats of the buffer.</summary>
    internal Span<float> Values => _buffer.AsSpan(_start, Length);

    /// <summary>Returns the initial state of a stream: the one stored with the weights, or zero.</summary>
    /// <remarks>It is kept, because a reference to it takes no stack memory. A state has up to 128 KB.</remarks>
    internal ref readonly TState InitialState<TState>()
        where TState : unmanaged, ILstmState
    {
        StrongBox<TState> initial = _initialState as StrongBox<TState> ?? MakeInitialState<TState>();
        return ref initial.Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private StrongBox<TState> MakeInitialState<TState>()
        where TState : unmanaged, ILstmState
    {
        StrongBox<TState> initial = new();
        StateAccess.Fill(ref initial.Value, InitialHidden, InitialCell);
        return Interlocked.CompareExchange(ref _initialState, initial, null) as StrongBox<TState> ?? initial;
    }

    /// <summary>Packs canonical weights for a generated kernel.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="network">The network that the kernel was generated for.</param>
    /// <param name="layoutVersion">The layout version that the kernel was generated for.</param>
    /// <param name="layoutLength">The number of floats that the kernel reads.</param>
    /// <param name="scratchLength">
    /// The number of floats of scratch memory for a call that needs more than it may take from the stack; 0 if there is none.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="weights"/> or <paramref name="network"/> is null.</exception>
    /// <exception cref="WeightFormatException">The weights belong to a different network than the class.</exception>
    /// <exception cref="InvalidOperationException">
    /// The kernel was generated by a version of LstmGen that differs from this runtime.
    /// </exception>
    public static PackedWeights Pack(
        LstmWeights weights, NetworkDescription network, int layoutVersion, int layoutLength, int scratchLength = 0)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(network);
        PackedLayout layout = PackedLayout.For(network.Shape.Folded());
        if (layoutVersion != PackedLayout.Version || layoutLength != layout.Length)
        {
            throw new InvalidOperationException(
                $"This model was generated for version {layoutVersion} of the packed layout with {layoutLength} floats, but this LstmGen " +
                $"runtime packs version {PackedLayout.Version} with {layout.Length} floats. Rebuild the project that declares the model " +
                "with the version of the LstmGen package that it runs with.");
        }

        PackedWeights packed = new(layout.Length, weights, network.Shape, scratchLength);
        NetworkMatch.Require(weights, network.Shape);
        WeightPacker.Pack(WeightFolding.Fold(weights, network.Shape), layout, packed.Values);
        packed._original = WeightUnpacker.Restores(weights, network.Shape) ? null : weights;
        packed._twoBiases = WeightUnpacker.TwoBiasesOf(weights, network.Shape);
        packed._originals = WeightFolding.OriginalsOf(weights, network.Shape);
        return packed;
    }

    private LstmWeights Restore() => new(
        _original?.Sequence ?? WeightFolding.Unfold(
            WeightUnpacker.Unpack(PackedLayout.For(_shape.Folded()), Values, _twoBiases), _originals),
        InitialHidden,
        InitialCell,
        selfTest: null,
        Source)
    {
        Notes = _notes,
    };
}

using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>A vector of a state.</summary>
/// <param name="Cell">The number of its cell. The windows of convolutions have the numbers after those of all cells.</param>
/// <param name="Letter">Its letter in the cell's definition, or <see cref="StateMap.WindowLetter"/>.</param>
/// <param name="Start">Its offset in the state, in floats.</param>
/// <param name="Length">The number of its values.</param>
internal readonly record struct StateVector(int Cell, char Letter, int Start, int Length);

/// <summary>The places and the sizes of all values in the states of a network, which follow from its declaration.</summary>
internal sealed class StateMap
{
    /// <summary>The letter of the last inputs of a convolution.</summary>
    public const char WindowLetter = 'x';

    private readonly StateVector[] _vectors;

    private StateMap(NetworkShape network)
    {
        StatePlan plan = new(network);
        Description = new NetworkDescription(network);
        Cells = network.Cells.Count;
        _vectors =
        [
            .. from place in network.Cells
               from state in place.Shape.Definition.States
               select new StateVector(
                   place.Number,
                   state.Letter,
                   plan.StartOf(place.Number) + StatePlan.OffsetOf(place.Shape, state.Letter),
                   state.Width),
            .. network.Windows.Select((window, index) =>
                new StateVector(Cells + index, WindowLetter, plan.WindowOf(window.Layer), window.Length)),
        ];
        Windows = _vectors.Count(static vector => vector.Letter == WindowLetter);
        RandomStart = plan.Random;
        Length = plan.Length;
        IsRandom = network.IsRandom;
        FloatBytes = _vectors.Sum(static vector => vector.Length) * sizeof(float);
        ValueBytes = StoredState.ValueBytes(network);
    }

    /// <summary>The network.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The number of cells: of recurrent layers, times their directions.</summary>
    public int Cells { get; }

    /// <summary>The number of convolutions that keep inputs.</summary>
    public int Windows { get; }

    /// <summary>The vectors, in the order in which they are stored.</summary>
    public ReadOnlySpan<StateVector> Vectors => _vectors;

    /// <summary>Whether a random stream follows the vectors.</summary>
    public bool IsRandom { get; }

    /// <summary>The offset of the random stream in memory, in floats: after the padded vectors of all cells.</summary>
    public int RandomStart { get; }

    /// <summary>The length of a state in memory, in floats.</summary>
    public int Length { get; }

    /// <summary>The number of bytes of all stored floats.</summary>
    public int FloatBytes { get; }

    /// <summary>The number of bytes of all stored values, without padding.</summary>
    public int ValueBytes { get; }

    /// <summary>Returns the map of a type of states. It is made on the first call.</summary>
    public static StateMap Of<TState>()
        where TState : unmanaged, ILstmState => Known<TState>.Map ??= Make<TState>();

    private static StateMap Make<TState>()
        where TState : unmanaged, ILstmState
    {
        StateLayout layout = TState.Layout;
        string declaration = Encoding.UTF8.GetString(layout.Declaration);
        NetworkShape network = DeclarationParser.Parse(declaration) ?? throw OtherVersion(declaration);
        StateMap map = new(network with { Precision = layout.Precision, Arithmetic = layout.Arithmetic });

        // Values are read and written at their places, so the state must have all of them.
        return map.Length * sizeof(float) <= Unsafe.SizeOf<TState>() ? map : throw OtherVersion(declaration);
    }

    private static InvalidOperationException OtherVersion(string declaration) => new(
        $"The state of {ModelAccess.OneLine(declaration)} was generated for another version of LstmGen than this runtime. "
        + "Rebuild the project that declares the model with the version of the LstmGen package that it runs with.");

    private static class Known<TState>
        where TState : unmanaged, ILstmState
    {
        public static StateMap? Map;
    }
}

using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lstm.CompilerServices;

namespace Lstm.Import.Tests;

/// <summary>A state as generated code has it: two layers of two units, and a random stream.</summary>
internal struct FaultState : ILstmState
{
    private const int Cells = 2;
    private const int Units = 2;

    // A vector of eight floats for each hidden and cell state, then one for the key and the counter of the random stream.
    private const int Padded = 8;

    private Buffer _values;

    /// <summary>Options with the converter that generated states refer to.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Converters = { new StateJsonConverter<FaultState>() } };

    public static StateLayout Layout => new("[Lstm(input: 1, hidden: 2, Layers = 2, StochasticForget = true)]"u8);

    /// <summary>A state with different values everywhere.</summary>
    public static FaultState Example()
    {
        FaultState state = default;
        for (int index = 0; index < Cells; index++)
        {
            state.Hidden(index).Fill(0.5f + index);
            state.Cell(index).Fill(index == 0 ? float.NaN : -0.25f);
        }

        return state;
    }

    [UnscopedRef]
    public Span<float> Hidden(int layer = 0) => ((Span<float>)_values).Slice(2 * layer * Padded, Units);

    [UnscopedRef]
    public Span<float> Cell(int layer = 0) => ((Span<float>)_values).Slice((2 * layer + 1) * Padded, Units);

    public void Reset() => this = default;

    public readonly bool IsFinite() => true;

    [InlineArray(2 * Cells * Padded + Padded)]
    private struct Buffer
    {
        private float _first;
    }
}

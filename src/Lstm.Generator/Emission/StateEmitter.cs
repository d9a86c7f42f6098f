using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints the nested <c>State</c>: an unmanaged struct, for each layer the hidden state and then the cell state.</summary>
internal static class StateEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, string generated)
    {
        const string access = "global::Lstm.CompilerServices.StateAccess";
        const string unscoped = "[global::System.Diagnostics.CodeAnalysis.UnscopedRef]";

        writer.Lines($$"""
            /// <summary>
            /// The state of one stream: a plain value. Its default is the zero state; copy it to fork a stream, store it to resume one.
            /// </summary>
            {{generated}}
            public struct State : global::Lstm.ILstmState, global::System.IEquatable<State>
            {
                // For each layer h and then c, each padded with zeros to whole vectors.
                private Values _values;

                [global::System.Runtime.CompilerServices.InlineArray({{plan.Shape.Layers * plan.LayerState}})]
                private struct Values
                {
                    private float _first;
                }

                /// <inheritdoc/>
                {{unscoped}}
                public global::System.Span<float> Hidden(int layer = 0) => {{access}}.Hidden(ref _values, layer, LayerCount, HiddenSize);

                /// <inheritdoc/>
                {{unscoped}}
                public global::System.Span<float> Cell(int layer = 0) => {{access}}.Cell(ref _values, layer, LayerCount, HiddenSize);

                /// <summary>Whether two states are the same, bit for bit.</summary>
                public readonly bool Equals(State other) => {{access}}.Equal(in _values, in other._values);

                /// <inheritdoc/>
                public override readonly bool Equals(object? obj) => obj is State other && Equals(other);

                /// <inheritdoc/>
                public override readonly int GetHashCode() => {{access}}.Hash(in _values);

                /// <summary>Whether two states are the same, bit for bit.</summary>
                public static bool operator ==(State left, State right) => left.Equals(right);

                /// <summary>Whether two states differ in any bit.</summary>
                public static bool operator !=(State left, State right) => !left.Equals(right);
            }
            """);
    }
}

using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints the nested <c>State</c>: an unmanaged struct, for each layer the hidden state and then the cell state.</summary>
internal static class StateEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, string generated)
    {
        const string access = "global::Lstm.CompilerServices.StateAccess";
        StatePlan state = plan.State;
        string Vector(int offset, int length) =>
            $"{access}.Vector(ref _values, layer, count: {plan.Shape.Cells}, stride: {state.Cell}, offset: {offset}, length: {length})";
        bool plain = plan.Shape is { IsCausal: true, Cell: { IsLstm: true, Projection: 0 } };
        string hidden = plain ? $"{access}.Hidden(ref _values, layer, LayerCount, HiddenSize)" : Vector(0, plan.Shape.Cell.Width);
        string cell = plain ? $"{access}.Cell(ref _values, layer, LayerCount, HiddenSize)" : Vector(state.Hidden, plan.Shape.Cell.IsLstm ? plan.Shape.Hidden : 0);
        const string unscoped = "[global::System.Diagnostics.CodeAnalysis.UnscopedRef]";

        writer.Lines($$"""
            /// <summary>
            /// The state of one stream: a plain value. Its default is the zero state; copy it to fork a stream, store it to resume one.
            /// </summary>
            {{generated}}
            public struct State : global::Lstm.ILstmState, global::System.IEquatable<State>
            {
                // {{Describe(plan)}}
                private Values _values;

                [global::System.Runtime.CompilerServices.InlineArray({{state.Length}})]
                private struct Values
                {
                    private float _first;
                }

                /// <inheritdoc/>
                {{unscoped}}
                public global::System.Span<float> Hidden(int layer = 0) => {{hidden}};

                /// <inheritdoc/>
                {{unscoped}}
                public global::System.Span<float> Cell(int layer = 0) => {{cell}};

                static bool global::Lstm.ILstmState.StandsInLanes => {{(plan.Many is StreamsInLanes ? "true" : "false")}};

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

    private static string Describe(KernelPlan plan)
    {
        string each = plan.Shape.Bidirectional ? "layer and direction" : "layer";
        string vectors = plan.Shape.Cell.IsLstm ? "h and then c, each padded" : "h, padded";
        string random = plan.Shape.Cell.StochasticForget ? "; at the end the key and the counter of the random numbers" : "";
        return $"For each {each} {vectors} with zeros to whole vectors{random}.";
    }
}

using System.Text;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the nested <c>State</c>: an unmanaged struct, for each layer the hidden state and then the cell state.</summary>
internal static class StateEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, string generated)
    {
        const string format = "global::Lstm.StateFormat";
        const string access = "global::Lstm.CompilerServices.StateAccess";
        StatePlan state = plan.State;
        CellShape kind = plan.Shape.Cell;
        string declaration = DeclarationText.Of(plan.Shape);
        string precision = plan.Shape.IsQuantized ? $", precision: global::Lstm.LstmPrecision.{plan.Shape.Precision}" : "";
        int cellStates = kind.IsLstm ? plan.Shape.Hidden : 0;
        int bytes = StoredState.ByteCount(
            Encoding.UTF8.GetByteCount(declaration), StoredState.ValueBytes(plan.Shape.Cells, kind.Width, cellStates, kind.StochasticForget));
        string Vector(int offset, int length) =>
            $"{access}.Vector(ref _values, layer, count: {plan.Shape.Cells}, stride: {state.Cell}, offset: {offset}, length: {length})";
        bool plain = plan.Shape is { IsCausal: true, Cell: { IsLstm: true, Projection: 0 } };
        string hidden = plain ? $"{access}.Hidden(ref _values, layer, LayerCount, HiddenSize)" : Vector(0, kind.Width);
        string cell = plain ? $"{access}.Cell(ref _values, layer, LayerCount, HiddenSize)" : Vector(state.Hidden, cellStates);
        const string unscoped = "[global::System.Diagnostics.CodeAnalysis.UnscopedRef]";

        writer.Lines($$"""
            /// <summary>
            /// The state of one stream: a plain value. Its default is the zero state; copy it to fork a stream, store it to resume one.
            /// </summary>
            {{generated}}
            [global::System.Text.Json.Serialization.JsonConverter(typeof(global::Lstm.StateJsonConverter<State>))]
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

                /// <inheritdoc/>
                public void Reset() => this = default;

                /// <inheritdoc/>
                public readonly bool IsFinite() => {{access}}.IsFinite(in this);

                /// <summary>The bytes that <see cref="CopyTo"/> writes.</summary>
                public const int ByteCount = {{Text.Int(bytes)}};

                /// <summary>Stores the state in a form for years and for other machines: versioned, little-endian, with the network's declaration and a checksum.</summary>
                /// <param name="destination">Receives the first <see cref="ByteCount"/> bytes; what follows stays as it is.</param>
                /// <exception cref="global::System.ArgumentException">The destination is too short. Nothing has then been written.</exception>
                public readonly void CopyTo(global::System.Span<byte> destination) => {{format}}.Write(in this, destination);

                /// <summary>Reads what <see cref="CopyTo"/> wrote.</summary>
                /// <param name="source">The bytes of one state and no others.</param>
                /// <exception cref="global::Lstm.StateFormatException">They are torn, damaged, of another network or of a later version.</exception>
                public static State Read(global::System.ReadOnlySpan<byte> source) => {{format}}.Read<State>(source);

                /// <summary>Reads what <see cref="CopyTo"/> wrote, if it is whole and of this network: <see cref="Read"/> says what is wrong where it is not.</summary>
                /// <param name="source">The bytes of one state and no others.</param>
                /// <param name="state">The state; zero where there is none.</param>
                /// <returns>Whether it was read.</returns>
                public static bool TryRead(global::System.ReadOnlySpan<byte> source, out State state) => {{format}}.TryRead(source, out state);

                /// <summary>The state's own memory, unchecked, in this machine's byte order and with padding: for speed, within one version of one program.</summary>
                {{unscoped}}
                public global::System.Span<byte> AsBytes() => {{access}}.Raw(ref this);

                /// <summary>The state as JSON, for people: the same bits when it is read again.</summary>
                public readonly string ToJson() => {{format}}.ToJson(in this);

                /// <summary>Reads a state from JSON.</summary>
                /// <param name="json">What <see cref="ToJson"/> wrote, or a person changed.</param>
                /// <exception cref="global::System.ArgumentNullException">There is no text.</exception>
                /// <exception cref="global::Lstm.StateFormatException">It is no JSON, or not a state of this network.</exception>
                public static State FromJson(string json) => {{format}}.FromJson<State>(json);

                static bool global::Lstm.ILstmState.StandsInLanes => {{(plan.Many is StreamsInLanes ? "true" : "false")}};

                static global::Lstm.CompilerServices.StateLayout global::Lstm.ILstmState.Layout =>
                    new({{Text.Literal(declaration)}}u8, cells: {{Text.Int(plan.Shape.Cells)}}, hidden: {{Text.Int(kind.Width)}}, cell: {{Text.Int(cellStates)}}, random: {{(kind.StochasticForget ? "true" : "false")}}{{precision}});

                /// <summary>Whether two states are the same, bit for bit.</summary>
                public readonly bool Equals(State other) => {{access}}.Equal(in _values, in other._values);

                /// <inheritdoc/>
                public override readonly bool Equals(object? obj) => obj is State other && Equals(other);

                /// <inheritdoc/>
                public override readonly int GetHashCode() => {{access}}.Hash(in _values);

                /// <summary>Whether two states are the same, bit for bit.</summary>
                public static bool operator ==(in State left, in State right) => {{access}}.Equal(in left._values, in right._values);

                /// <summary>Whether two states differ in any bit.</summary>
                public static bool operator !=(in State left, in State right) => !(left == right);
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

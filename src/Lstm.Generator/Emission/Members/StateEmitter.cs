using System.Collections.Generic;
using System;
using System.Linq;
using System.Text;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the nested <c>State</c>: an unmanaged struct that holds the hidden state and then the cell state of each layer.
/// </summary>
internal static class StateEmitter
{
    private const string Access = Aliases.Services + "StateAccess";

    private const string Format = "global::Lstm.StateFormat";

    public static void Emit(SourceWriter writer, KernelPlan plan, OwnMembers own)
    {
        string keyword = own.HasFlag(OwnMembers.StatePart) ? "partial struct" : "struct";
        string converter = own.HasFlag(OwnMembers.StateConverter) ? "" :
            "[global::System.Text.Json.Serialization.JsonConverter(typeof(global::Lstm.StateJsonConverter<State>))]\n";
        using SourceWriter.Scope type = writer.Block($$"""
            /// <summary>The state of a stream, a plain value. The default is the zero state. Copy it to fork; store it to resume.</summary>
            {{Aliases.Generated(writer)}}
            {{converter}}[global::System.Diagnostics.DebuggerDisplay("{ToString(),nq}")]
            public {{keyword}} State : global::Lstm.ILstmState, global::System.IEquatable<State>
            """);
        string declaration = DeclarationText.Of(plan.Declared);
        EmitValues(writer, plan);
        EmitStorage(writer, StoredState.ByteCount(Encoding.UTF8.GetByteCount(declaration), StoredState.ValueBytes(plan.Declared)));
        EmitLayout(writer, plan, declaration);
        EmitEquality(writer);
    }

    private static void EmitValues(SourceWriter writer, KernelPlan plan) => writer.Lines($$"""
        // {{Describe(plan)}}
        private Values _values;

        {{Aliases.InlineArray(plan.State.Length)}}
        private struct Values
        {
            private float _first;
        }

        /// <inheritdoc/>
        {{Aliases.UnscopedRef}}
        public global::System.Span<float> Hidden(int layer = 0) =>
            {{Vector(plan, CellBuilder.HiddenLetter)}};

        /// <inheritdoc/>
        {{Aliases.UnscopedRef}}
        public global::System.Span<float> Cell(int layer = 0) =>
            {{Vector(plan, 'c')}};

        /// <inheritdoc/>
        public void Reset() => this = default;

        /// <inheritdoc/>
        public readonly bool IsFinite() => {{Access}}.IsFinite(in this);

        """);

    private static void EmitStorage(SourceWriter writer, int bytes) => writer.Lines($$"""
        /// <summary>The number of bytes that <see cref="CopyTo"/> writes.</summary>
        public const int ByteCount = {{Text.Int(bytes)}};

        /// <summary>Stores the state in a versioned, little-endian format with the network's declaration and a checksum.</summary>
        /// <param name="destination">Receives the first <see cref="ByteCount"/> bytes. Further bytes do not change.</param>
        /// <exception cref="global::System.ArgumentException">The destination is too short. Nothing was written.</exception>
        public readonly void CopyTo(global::System.Span<byte> destination) => {{Format}}.Write(in this, destination);

        /// <summary>Reads the bytes that <see cref="CopyTo"/> wrote.</summary>
        /// <param name="source">The bytes of exactly one state.</param>
        /// <exception cref="global::Lstm.StateFormatException">
        /// The bytes are truncated, corrupt, of another network or of a later version.
        /// </exception>
        public static State Read(global::System.ReadOnlySpan<byte> source) => {{Format}}.Read<State>(source);

        /// <summary>Reads the bytes that <see cref="CopyTo"/> wrote, unless <see cref="Read"/> would throw.</summary>
        /// <param name="source">The bytes of exactly one state.</param>
        /// <param name="state">The state, or the zero state if none could be read.</param>
        /// <returns>Whether a state was read.</returns>
        public static bool TryRead(global::System.ReadOnlySpan<byte> source, out State state) =>
            {{Format}}.TryRead(source, out state);

        /// <summary>Returns the memory of the state, unchecked, in this machine's byte order and with padding.</summary>
        /// <remarks>This is fast, but only for use within one version of one program.</remarks>
        {{Aliases.UnscopedRef}}
        public global::System.Span<byte> AsBytes() => {{Access}}.Raw(ref this);

        /// <summary>Returns the state as JSON that people can read. Reading it again gives the same bits.</summary>
        public readonly string ToJson() => {{Format}}.ToJson(in this);

        /// <summary>Reads a state from JSON.</summary>
        /// <param name="json">Text that <see cref="ToJson"/> returned, possibly edited.</param>
        /// <exception cref="global::System.ArgumentNullException">The text is null.</exception>
        /// <exception cref="global::Lstm.StateFormatException">The text is not JSON, or not a state of this network.</exception>
        public static State FromJson(string json) => {{Format}}.FromJson<State>(json);

        """);

    private static void EmitLayout(SourceWriter writer, KernelPlan plan, string declaration)
    {
        if (plan.Network.IsCausal)
        {
            // Networks that need whole sequences have no blocks.
            writer.Line("// Whether a StateBlock stores eight states interleaved, in the lanes of vectors.");
        }

        string inLanes = plan.Many is StreamsInLanes ? "true" : "false";
        NetworkShape network = plan.Network;
        string precision = network.IsQuantized ? $",\n        precision: global::Lstm.LstmPrecision.{network.Precision}" : "";
        string arithmetic = network.Arithmetic == LstmArithmetic.Exact
            ? ""
            : $",\n        arithmetic: global::Lstm.LstmArithmetic.{network.Arithmetic}";
        writer.Lines($$"""
            static bool global::Lstm.ILstmState.StandsInLanes => {{inLanes}};

            static {{Aliases.Services}}StateLayout global::Lstm.ILstmState.Layout => new(
                {{DeclarationOf(declaration)}}{{precision}}{{arithmetic}});

            """);
    }

    private static void EmitEquality(SourceWriter writer) => writer.Lines($$"""
        /// <summary>Returns whether two states are equal bit by bit.</summary>
        public readonly bool Equals(in State other) => {{Access}}.Equal(in _values, in other._values);

        readonly bool global::System.IEquatable<State>.Equals(State other) => this == other;

        /// <inheritdoc/>
        public override readonly bool Equals(object? obj) => {{Access}}.Equal(in this, obj);

        /// <inheritdoc/>
        public override readonly int GetHashCode() => {{Access}}.Hash(in _values);

        /// <summary>Returns the first values of the state, and whether some are not finite, for people and logs.</summary>
        public override readonly string ToString() => {{Access}}.Describe(in this);

        /// <summary>Returns whether two states are equal bit by bit.</summary>
        public static bool operator ==(in State left, in State right) => {{Access}}.Equal(in left._values, in right._values);

        /// <summary>Returns whether two states differ in any bit.</summary>
        public static bool operator !=(in State left, in State right) => !(left == right);
        """);

    /// <summary>The declaration as a literal, on several lines where it is long: one an attribute, or cut after a comma.</summary>
    private static string DeclarationOf(string declaration)
    {
        const int most = 100;
        StringBuilder text = new();
        int start = 0;
        while (start < declaration.Length)
        {
            int line = declaration.IndexOf('\n', start);
            int end = line < 0 ? declaration.Length : line + 1;
            if (end - start > most)
            {
                int comma = declaration.LastIndexOf(", ", start + most, most, StringComparison.Ordinal);
                end = comma > 0 ? comma + 2 : end;
            }

            text.Append(start == 0 ? "" : " +\n        ").Append(Text.Literal(declaration.Substring(start, end - start))).Append("u8");
            start = end;
        }

        return text.ToString();
    }

    /// <summary>Returns a state of each cell by its number. Cells of one size are at equal distances.</summary>
    private static string Vector(KernelPlan plan, char letter)
    {
        IReadOnlyList<CellPlace> cells = plan.Network.Cells;
        CellShape first = cells[0].Shape;
        if (cells.Any(cell =>
            StatePlan.LengthOf(cell.Shape) != StatePlan.LengthOf(first) || WidthOf(cell, letter) != WidthOf(cells[0], letter)))
        {
            IEnumerable<string> places = cells.Select(cell =>
                $"{Text.Int(plan.State.StartOf(cell.Number) + StatePlan.OffsetOf(cell.Shape, letter))}, {Text.Int(WidthOf(cell, letter))}");
            return $"{Access}.Vector(ref _values, layer, [{string.Join(", ", places)}])";
        }

        bool isPlain = plan.Network.IsCausal && first.Definition.States.Count == 2 && !first.Definition.IsProjected;
        return isPlain
            ? $"{Access}.{(letter == CellBuilder.HiddenLetter ? "Hidden" : "Cell")}(ref _values, layer, LayerCount, HiddenSize)"
            : $"{Access}.Vector(ref _values, layer, count: {Text.Int(cells.Count)}, stride: {Text.Int(StatePlan.LengthOf(first))}, " +
              $"offset: {Text.Int(StatePlan.OffsetOf(first, letter))}, length: {Text.Int(WidthOf(cells[0], letter))})";
    }

    private static int WidthOf(CellPlace cell, char letter) =>
        cell.Shape.Definition.States.FirstOrDefault(state => state.Letter == letter)?.Width ?? 0;

    private static string Describe(KernelPlan plan)
    {
        NetworkShape network = plan.Network;
        string each = network.Recurrent.Any(static layer => layer.Bidirectional) ? "layer and direction" : "layer";
        string[] cells = [.. network.Recurrent.Select(static layer => States(layer.Cell.Definition)).Distinct()];
        string windows = network.Windows.Any() ? " After them are the last inputs of each convolution, the oldest first." : "";
        string random = network.IsRandom ? " At the end are the key and the counter of the random numbers." : "";
        string states = string.Join(" or ", cells);
        return $"{Prose.Capital(states)} of each {each} in turn, " +
            $"each padded with zeros to whole vectors of eight floats.{windows}{random}";
    }

    private static string States(Cell cell) => string.Join(", then ", cell.States.Select(static state => state.Letter switch
    {
        CellBuilder.HiddenLetter => "the hidden state h",
        'c' => "the cell state c",
        _ => "the state " + state.Letter,
    })) + (cell.States.Count > 1 ? "," : "");
}

using System;
using System.Linq;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Packing loses nothing, adds nothing but zeros, and refuses what does not fit.</summary>
public sealed class WeightPackerTests
{
    // What every difference below is one from.
    private static readonly NetworkSpec Declared = new(3, 4);

    public static TheoryData<int> Cases => Variants.Cases;

    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 1, 1, 1, 0 }, { 3, 3, 1, 0 }, { 1, 8, 1, 1 }, { 8, 9, 2, 3 }, { 1, 16, 1, 4 }, { 5, 20, 1, 0 }, { 2, 25, 3, 9 },
        { 7, 33, 1, 8 }, { 64, 40, 2, 16 }, { 9, 57, 1, 1 }, { 1, 127, 1, 17 }, { 3, 129, 8, 5 }, { 1024, 2, 1, 1024 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Unpacking_gives_the_same_weights_back(int input, int hidden, int layers, int output) =>
        Unpacks(
            new NetworkSpec(input, hidden) { Layers = layers, Head = output > 0 ? [new DenseSpec(output, Activation.Linear)] : [] },
            seed: 1);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Unpacking_gives_the_weights_of_every_variant_back(int index) => Unpacks(Variants.All[index], seed: 2);

    [Fact]
    public void Unpacking_gives_the_weights_of_networks_by_chance_back()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Unpacks(Variants.ByChance(seed), seed);
        }
    }

    [Fact]
    public void Two_biases_past_the_range_of_float_are_refused_where_they_must_be_added()
    {
        float[] bias = [0, 0, float.MaxValue];
        LstmWeights weights = new([LstmLayerWeights.Gru(1, 1, new float[3], new float[3], bias, [float.MaxValue])]);

        Pack(weights, new NetworkSpec(1, 1) { Gru = true });
        Refused(weights, new NetworkSpec(1, 1) { Gru = true, ResetAfter = false }, "a finite sum", "at unit 0");
    }

    [Fact]
    public void Another_input_size_is_refused() => Refused(Declared with { Input = 2 }, Declared, "input size 3", "input size 2");

    [Fact]
    public void Another_hidden_size_is_refused() => Refused(Declared with { Hidden = 5 }, Declared, "hidden size 4", "hidden size 5");

    [Fact]
    public void Another_number_of_layers_is_refused() => Refused(Declared with { Layers = 2 }, Declared, "layers 1", "layers 2");

    [Fact]
    public void Another_number_of_directions_is_refused()
    {
        NetworkSpec both = Declared with { Bidirectional = true };

        Refused(both, Declared, "one direction", "two directions ('weight_ih_l0_reverse')");
        Refused(Declared, both, "two directions ('weight_ih_l0_reverse')", "one direction");
        Refused(Declared with { Layers = 2 }, both with { Layers = 2 }, "two directions", "one direction");
    }

    [Fact]
    public void Another_cell_is_refused()
    {
        NetworkSpec gru = Declared with { Gru = true };
        NetworkSpec coupled = Declared with { CoupledGates = true };

        Refused(gru, Declared, "an LSTM with four rows", "a GRU");
        Refused(Declared, gru, "a GRU", "an LSTM with four rows");
        Refused(coupled, Declared, "an LSTM with four rows", "an LSTM with coupled gates, three rows");
        Refused(Declared, coupled, "an LSTM with coupled gates, three rows", "an LSTM with four rows");
        Refused(coupled, gru, "a GRU", "an LSTM with coupled gates");
        Refused(
            gru,
            coupled,
            "an LSTM with coupled gates",
            "a GRU (or an LSTM in a file whose __metadata__ does not contain \"cell\": \"lstm\")");
    }

    [Fact]
    public void Another_projection_is_refused()
    {
        NetworkSpec projected = Declared with { Projection = 2 };

        Refused(projected, Declared, "no projection", "a projection to 2 ('weight_hr_l0')");
        Refused(Declared, projected, "a projection to 2 ('weight_hr_l0')", "no projection");
        Refused(projected with { Projection = 3 }, projected, "a projection to 2", "a projection to 3");
        Refused(Declared, Declared with { Projection = 4 }, "a projection to 4", "no projection");
    }

    [Fact]
    public void Peephole_weights_more_or_less_are_refused()
    {
        NetworkSpec peephole = Declared with { Peephole = true };

        Refused(peephole, Declared, "no peephole weights", "peephole weights ('weight_peephole_l0')");
        Refused(Declared, peephole, "peephole weights ('weight_peephole_l0')", "no peephole weights");
    }

    [Fact]
    public void A_normalisation_more_or_less_is_refused()
    {
        NetworkSpec norm = Declared with { LayerNorm = true };

        Refused(norm, Declared, "no layer normalisation", "layer normalisation ('weight_ln_gates_l0')");
        Refused(Declared, norm, "layer normalisation ('weight_ln_gates_l0')", "no layer normalisation");
    }

    [Fact]
    public void Another_head_is_refused()
    {
        NetworkSpec With(params int[] units) => Declared with { Head = Dense(units) };

        Refused(Declared, With(1), "a head of 1 unit ('head.weight')", "no head");
        Refused(With(3), Declared, "no head (no 'head.weight')", "a head of 3 units");
        Refused(With(2), With(1), "a head of 1 unit", "a head of 2 units");
        Refused(With(5, 1), With(1), "a head of 1 unit", "a head of 5 and then 1 units ('head.0.weight')");
        Refused(With(6, 1), With(5, 1), "a head of 5 and then 1 units", "a head of 6 and then 1 units");
    }

    [Fact]
    public void Another_stem_is_refused()
    {
        NetworkSpec With(params int[] units) => Declared with { Stem = Dense(units) };

        Refused(Declared, With(2), "a stem of 2 units ('stem.weight')", "no stem");
        Refused(With(2), Declared, "no stem (no 'stem.weight')", "a stem of 2 units");
        Refused(With(6), With(5), "a stem of 5 units", "a stem of 6 units");
        Refused(With(7, 5), With(8, 5), "a stem of 8 and then 5 units", "a stem of 7 and then 5 units");
    }

    [Fact]
    public void A_packed_buffer_starts_on_a_64_byte_boundary_and_ends_at_its_length()
    {
        LstmWeights weights = RandomWeights.Create(1, 20, 1, 1);
        NetworkDescription network = Variants.Describe(NetworkSpec.Plain(1, 20, output: 1));
        int length = PackedLayout.For(network.Shape).Length;
        for (int i = 0; i < 50; i++)
        {
            PackedWeights packed = PackedWeights.Pack(weights, network, PackedLayout.Version, length);
            Assert.Equal(length, packed.Values.Length);
            Assert.Equal(0, AddressOf(packed) % 64);
            Assert.True(Unsafe.AreSame(ref packed.First, ref packed.Values[0]));
        }
    }

    [Fact]
    public void Packed_weights_keep_the_states_to_start_from()
    {
        NetworkSpec spec = Declared with { Projection = 2, Layers = 2 };
        LstmWeights weights = RandomWeights.Create(spec, initialStates: true);
        NetworkDescription network = Variants.Describe(spec);

        PackedWeights packed = PackedWeights.Pack(weights, network, PackedLayout.Version, PackedLayout.For(network.Shape).Length);

        Assert.Equal((4, 8), (packed.InitialHidden.Length, packed.InitialCell.Length));
        WeightsAssert.SameBits(weights.InitialHidden, packed.InitialHidden);
        WeightsAssert.SameBits(weights.InitialCell, packed.InitialCell);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 8)]
    public void A_model_generated_for_another_layout_is_refused(int versionsAhead, int floatsMore)
    {
        LstmWeights weights = RandomWeights.Create(1, 4);
        NetworkDescription network = Variants.Describe(new(1, 4));
        int length = PackedLayout.For(network.Shape).Length;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => PackedWeights.Pack(weights, network, PackedLayout.Version + versionsAhead, length + floatsMore));
        Assert.Contains("Rebuild", error.Message, StringComparison.Ordinal);
    }

    private static void Unpacks(NetworkSpec spec, int seed)
    {
        LstmWeights weights = RandomWeights.Create(spec, seed);
        (PackedLayout layout, float[] packed) = Pack(weights, spec);

        LstmWeights unpacked = new Unpacker(spec, layout, packed).Unpack();

        LstmWeights expected = spec.ResetAfter
            ? weights
            : new LstmWeights([.. weights.Layers.Select(WithOneBias)], weights.Stem, weights.Head, spec.Bidirectional);
        WeightsAssert.SameBits(expected, unpacked);
        Assert.All(packed, static padding => Assert.Equal(0u, BitConverter.SingleToUInt32Bits(padding)));
    }

    // Where no reset gate stands between a candidate's biases, one is packed: their sum.
    private static LstmLayerWeights WithOneBias(LstmLayerWeights layer)
    {
        float[] bias = layer.Bias.ToArray();
        for (int unit = 0; unit < layer.HiddenSize; unit++)
        {
            bias[2 * layer.HiddenSize + unit] += layer.CandidateBias[unit];
        }

        return LstmLayerWeights.Gru(layer.InputSize, layer.HiddenSize, layer.Input, layer.Recurrent, bias, new float[layer.HiddenSize]);
    }

    private static DenseSpec[] Dense(int[] units) => [.. units.Select(static count => new DenseSpec(count, Activation.Linear))];

    private static (PackedLayout Layout, float[] Packed) Pack(LstmWeights weights, NetworkSpec spec)
    {
        PackedLayout layout = PackedLayout.For(Variants.Describe(spec).Shape);
        float[] packed = new float[layout.Length];
        WeightPacker.Pack(weights, layout, packed);
        return (layout, packed);
    }

    private static void Refused(NetworkSpec given, NetworkSpec declared, string expected, string found)
    {
        Pack(RandomWeights.Create(declared), declared);
        Refused(RandomWeights.Create(given), declared, expected, found);
    }

    private static void Refused(LstmWeights weights, NetworkSpec declared, string expected, string found)
    {
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => Pack(weights, declared));
        Assert.Equal("weights", error.File);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
    }

    // The buffer is pinned: an offset between references is an address difference that stays.
    private static nint AddressOf(PackedWeights packed) => Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref packed.First);
}

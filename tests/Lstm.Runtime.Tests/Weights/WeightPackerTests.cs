using System;
using System.Linq;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;
using Lstm.Shared;
using Xunit;

namespace Lstm.Tests;

/// <summary>Packing loses nothing, adds nothing but zeros, and refuses what does not fit.</summary>
public sealed class WeightPackerTests
{
    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 1, 1, 1, 0 }, { 3, 3, 1, 0 }, { 1, 8, 1, 1 }, { 8, 9, 2, 3 }, { 1, 16, 1, 4 }, { 5, 20, 1, 0 }, { 2, 25, 3, 9 },
        { 7, 33, 1, 8 }, { 64, 40, 2, 16 }, { 9, 57, 1, 1 }, { 1, 127, 1, 17 }, { 3, 129, 8, 5 }, { 1024, 2, 1, 1024 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Unpacking_gives_the_same_weights_back(int input, int hidden, int layers, int output)
    {
        LstmWeights weights = RandomWeights.Create(input, hidden, layers, output);
        PackedLayout layout = PackedLayout.For(NetworkShape.Plain(input, hidden, layers, output));
        float[] packed = new float[layout.Length];
        WeightPacker.Pack(weights, layout, packed);

        // What is read back is also cleared, so that what remains is padding and constants.
        foreach (PackedSection section in layout.Sections)
        {
            switch (section.Kind)
            {
                case PackedKind.Constants:
                    packed.AsSpan(section.Offset, section.Length).Clear();
                    break;
                case PackedKind.Input:
                    LstmLayerWeights layer = weights.Layers[section.Layer];
                    AssertRows(layer.Bias, 1, section, firstRow: 0, hidden, packed);
                    AssertRows(layer.Input, layer.InputSize, section, firstRow: 1, hidden, packed);
                    break;
                case PackedKind.Recurrent:
                    AssertRows(weights.Layers[section.Layer].Recurrent, hidden, section, firstRow: 0, hidden, packed);
                    break;
                case PackedKind.HeadWeight:
                    for (int row = 0; row < output; row++)
                    {
                        Span<float> values = packed.AsSpan(section.Offset + row * layout.Shape.PaddedHidden, hidden);
                        Assert.True(weights.Head!.Weight.Slice(row * hidden, hidden).SequenceEqual(values));
                        values.Clear();
                    }

                    break;
                default:
                    Span<float> bias = packed.AsSpan(section.Offset, output);
                    Assert.True(weights.Head!.Bias.SequenceEqual(bias));
                    bias.Clear();
                    break;
            }
        }

        Assert.All(packed, static padding => Assert.Equal(0u, BitConverter.SingleToUInt32Bits(padding)));
    }

    [Theory]
    [InlineData(2, 4, 1, 1, "input size")]
    [InlineData(1, 5, 1, 1, "hidden size")]
    [InlineData(1, 4, 2, 1, "layers")]
    [InlineData(1, 4, 1, 2, "outputs")]
    [InlineData(1, 4, 1, 0, "head.weight")]
    public void Weights_of_another_network_are_refused(int input, int hidden, int layers, int output, string what)
    {
        LstmWeights weights = RandomWeights.Create(input, hidden, layers, output);
        PackedLayout layout = PackedLayout.For(NetworkShape.Plain(1, 4, 1, 1));
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => WeightPacker.Pack(weights, layout, new float[layout.Length]));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_the_class_does_not_declare_is_refused()
    {
        PackedLayout layout = PackedLayout.For(NetworkShape.Plain(1, 4));
        WeightFormatException error = Assert.Throws<WeightFormatException>(
            () => WeightPacker.Pack(RandomWeights.Create(1, 4, 1, output: 3), layout, new float[layout.Length]));
        Assert.Contains("[3, 4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_buffer_starts_on_a_64_byte_boundary_and_ends_at_its_length()
    {
        LstmWeights weights = RandomWeights.Create(1, 20, 1, 1);
        int length = PackedLayout.For(NetworkShape.Plain(1, 20, 1, 1)).Length;
        for (int i = 0; i < 50; i++)
        {
            PackedWeights packed = PackedWeights.Pack(weights, 1, 20, 1, 1, PackedLayout.Version, length);
            Assert.Equal(length, packed.Values.Length);
            Assert.Equal(0, AddressOf(packed) % 64);
            Assert.True(Unsafe.AreSame(ref packed.First, ref packed.Values[0]));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 8)]
    public void A_model_generated_for_another_layout_is_refused(int versionsAhead, int floatsMore)
    {
        LstmWeights weights = RandomWeights.Create(1, 4);
        int length = PackedLayout.For(NetworkShape.Plain(1, 4)).Length;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => PackedWeights.Pack(weights, 1, 4, 1, 0, PackedLayout.Version + versionsAhead, length + floatsMore));
        Assert.Contains("Rebuild", error.Message, StringComparison.Ordinal);
    }

    // The buffer is pinned: an offset between references is an address difference that stays.
    private static nint AddressOf(PackedWeights packed) => Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref packed.First);

    private static void AssertRows(ReadOnlySpan<float> matrix, int columns, PackedSection section, int firstRow, int hidden, float[] packed)
    {
        TileGroup group = section.Group;
        foreach (int tile in Enumerable.Range(0, group.Tiles))
        {
            for (int lane = 0; lane < group.BlocksPerTile * 8; lane++)
            {
                int unit = (group.FirstBlock + tile * group.BlocksPerTile) * 8 + lane;
                for (int gate = 0; unit < hidden && gate < 4; gate++)
                {
                    for (int column = 0; column < columns; column++)
                    {
                        int at = section.Offset + (tile * section.Rows + firstRow + column) * section.RowLength + lane / 8 * 32 + gate * 8 + lane % 8;
                        float half = gate == 2 ? 1f : 0.5f;
                        Assert.Equal(matrix[(gate * hidden + unit) * columns + column], packed[at] / half);
                        packed[at] = 0f;
                    }
                }
            }
        }
    }
}

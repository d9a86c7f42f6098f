using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Integers stand in the packed buffer where the layout says, in pairs of rows, and everything else there is zero.</summary>
public sealed class QuantizedPackerTests
{
    public static TheoryData<int, int, int, bool, LstmPrecision> Cases
    {
        get
        {
            TheoryData<int, int, int, bool, LstmPrecision> cases = [];
            foreach (LstmPrecision precision in (LstmPrecision[])[LstmPrecision.Int16, LstmPrecision.Int8])
            {
                foreach ((int input, int hidden, int layers, bool coupled) in ((int, int, int, bool)[])
                    [
                        (1, 1, 1, false), (3, 7, 2, true), (2, 8, 1, false), (3, 9, 3, false), (1, 17, 2, true), (9, 41, 2, false),
                        (4, 64, 1, false), (1, 127, 2, false), (23, 9, 1, false), (24, 17, 1, true), (33, 20, 2, false),
                    ])
                {
                    cases.Add(input, hidden, layers, coupled, precision);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_integer_is_in_its_place(int input, int hidden, int layers, bool coupled, LstmPrecision precision)
    {
        LstmWeights weights = RandomWeights.Create(new NetworkSpec(input, hidden) { Layers = layers, CoupledGates = coupled });
        CellShape cell = new(CellKind.Lstm, hidden) { CoupledGates = coupled };
        NetworkShape shape = NetworkShape.Stack(input, new RecurrentShape(cell), layers) with { Precision = precision };
        PackedLayout layout = PackedLayout.For(shape);
        float[] packed = new float[layout.Length];
        WeightPacker.Pack(weights, layout, packed);

        for (int layer = 0; layer < layers; layer++)
        {
            AssertPart(
                layer,
                weights.Layers[layer].Recurrent.ToArray(),
                hidden,
                PackedKind.QuantizedRecurrentScale,
                PackedKind.QuantizedRecurrentRowScale,
                PackedKind.QuantizedRecurrent);
            bool areRounded = layer > 0 || input >= 24;
            if (areRounded)
            {
                AssertPart(
                    layer,
                    layer > 0 ? weights.Layers[layer].Input.ToArray() : Divided(weights.Layers[0].Input.ToArray()),
                    layer > 0 ? hidden : input,
                    PackedKind.QuantizedInputScale,
                    PackedKind.QuantizedInputRowScale,
                    PackedKind.QuantizedInput);
            }

            PackedSection[] floats = [.. layout.Sections.Where(section => section.Kind == PackedKind.Input && section.Cell == layer)];
            Assert.All(floats, section => Assert.Equal(areRounded ? 1 : 1 + input, section.Rows));
        }

        // The inputs of the network have factors, in whole vectors, before their scale.
        float[] Divided(float[] matrix)
        {
            PackedSection factors = layout.Sections.Single(static section => section.Kind == PackedKind.QuantizedInputFactor);
            Assert.Equal((input + 7) / 8 * 8, factors.Length);
            Assert.All(packed[(factors.Offset + input)..(factors.Offset + factors.Length)], static padding => Assert.Equal(0, padding));
            return [.. matrix.Select((weight, place) => weight / packed[factors.Offset + place % input])];
        }

        void AssertPart(int layer, float[] matrix, int columns, PackedKind scaleKind, PackedKind rowScaleKind, PackedKind kind)
        {
            QuantizedMatrix quantized = QuantizedMatrix.Of(matrix, columns, precision);
            PackedSection Only(PackedKind wanted) => layout.Sections.Single(section => section.Kind == wanted && section.Cell == layer);
            PackedSection scale = Only(scaleKind);
            PackedSection rowScale = Only(rowScaleKind);
            Assert.Equal(scale.Offset + scale.Length, rowScale.Offset);
            Assert.All(packed[scale.Offset..(scale.Offset + scale.Length)], value => Assert.Equal(quantized.Scale, value));

            // [blocks, sums, lanes], whatever the tiles: and so is the order in which tiles walk over their vectors.
            string sums = cell.Sums;
            Dictionary<(int Row, int Column), int> found = [];
            int block = 0;
            foreach (PackedSection section in layout.Sections.Where(section => section.Kind == kind && section.Cell == layer))
            {
                int size = precision == LstmPrecision.Int8 ? 1 : 2;
                byte[] bytes = MemoryMarshal.AsBytes<float>(packed.AsSpan(section.Offset, section.Length)).ToArray();
                int tileBytes = bytes.Length / section.Group.Tiles;
                int at = 0;
                for (int tile = 0; tile < section.Group.Tiles; tile++)
                {
                    at = tile * tileBytes;
                    for (int pair = 0; pair < (columns + 1) / 2; pair++)
                    {
                        for (int vector = 0; vector < section.Group.BlocksPerTile * sums.Length; vector++)
                        {
                            for (int lane = 0; lane < 16; lane++, at += size)
                            {
                                int integer = size == 1 ? (sbyte)bytes[at] : BitConverter.ToInt16(bytes, at);
                                int unit = (block + vector / sums.Length) * 8 + lane / 2;
                                int column = 2 * pair + lane % 2;
                                if (unit < hidden && column < columns)
                                {
                                    found.Add((cell.RowsOf(sums[vector % sums.Length]) * hidden + unit, column), integer);
                                }
                                else
                                {
                                    Assert.Equal(0, integer);
                                }
                            }
                        }
                    }

                    Assert.All(bytes[at..((tile + 1) * tileBytes)], static padding => Assert.Equal(0, padding));
                    block += section.Group.BlocksPerTile;
                }
            }

            Assert.Equal(matrix.Length, found.Count);
            Assert.All(found, pair => Assert.Equal(quantized.Row(pair.Key.Row)[pair.Key.Column], pair.Value));
            for (int at = 0; at < rowScale.Length; at++)
            {
                char sum = sums[at / 8 % sums.Length];
                int unit = at / 8 / sums.Length * 8 + at % 8;
                float expected = unit < hidden
                    ? quantized.RowScales.Span[cell.RowsOf(sum) * hidden + unit] * (sum == 'g' ? 1 : 0.5f)
                    : 0;
                Assert.Equal(expected, packed[rowScale.Offset + at]);
            }
        }
    }
}

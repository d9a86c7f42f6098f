using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Generated text stays one that an editor opens, a reader reads and the JIT compiles, whatever the size of the network.</summary>
public sealed class TextSizeTests
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>
    /// Combinations of everything have more: normalised layers of quantized weights in two directions, with dense layers around them.
    /// </summary>
    private const int MaxBytesOfVariants = 80 * 1024;

    [Fact]
    public void No_plain_class_has_more_than_64_KB_of_text() => AssertShort(ShapeSamples.Longest(), MaxBytes);

    [Fact]
    public void No_variant_has_much_more_text() => AssertShort(
        from shape in ShapeSamples.Variants()
        from precision in new[] { LstmPrecision.Single, LstmPrecision.Int16, LstmPrecision.Int8 }
        where precision == LstmPrecision.Single || shape.Cell is { IsLstm: true, StochasticForget: false }
        select shape with { Precision = precision, Layers = 2 },
        MaxBytesOfVariants);

    private static void AssertShort(IEnumerable<NetworkShape> shapes, int most)
    {
        (NetworkShape shape, int bytes) = shapes
            .Select(static shape => (
                shape,
                Encoding.UTF8.GetByteCount(ModelEmitter.Emit(new LstmModel(new ModelType("Demo", Container: null, "Amp"), shape)))))
            .MaxBy(static text => text.Item2);
        Assert.True(bytes <= most, $"The longest, {shape}, has {bytes} bytes.");
    }

    [Fact]
    public void Text_does_not_grow_with_the_sizes_once_loops_carry_them()
    {
        int small = Lines(NetworkShape.Plain(64, 192, 3, 64));
        int large = Lines(NetworkShape.Plain(1024, 960, 8, 1024));
        Assert.InRange(Math.Abs(large - small), 0, 60);
    }

    private static int Lines(NetworkShape shape) =>
        ModelEmitter.Emit(new LstmModel(new ModelType("Demo", Container: null, "Amp"), shape)).Split('\n').Length;
}

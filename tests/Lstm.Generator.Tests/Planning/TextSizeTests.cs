using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Generated text can be opened by an editor, read by a person and compiled by the JIT, for any size of the network.</summary>
public sealed class TextSizeTests
{
    /// <summary>
    /// 64 KB for the network, and 4 KB for what is the same for all: the members that load, name and describe a model, and full names.
    /// </summary>
    private const int MaxBytes = 68 * 1024;

    private const int MaxColumns = 140;

    /// <summary>
    /// Combinations have more: layers of quantized weights that a step of many streams computes in lanes, with dense layers around them.
    /// </summary>
    private const int MaxBytesOfVariants = 96 * 1024;

    /// <summary>Unequal layers have methods of their own, in every kernel: up to eight of them.</summary>
    private const int MaxBytesOfLists = 192 * 1024;

    [Fact]
    public void No_plain_class_has_more_than_68_KB_of_text() => AssertShort(ShapeSamples.Longest(), MaxBytes);

    [Fact]
    public void No_variant_has_much_more_text() => AssertShort(
        ShapeSamples.Variants().SelectMany(static shape => shape.WithLayers(2).InPrecisions()), MaxBytesOfVariants);

    [Fact]
    public void No_list_has_text_for_more_than_its_layers() => AssertShort(
        ShapeSamples.Lists().SelectMany(static shape => shape.InPrecisions()), MaxBytesOfLists);

    private static void AssertShort(IEnumerable<NetworkShape> shapes, int most)
    {
        NetworkShape longest = shapes.First();
        int bytes = 0;
        foreach (NetworkShape shape in shapes)
        {
            string text = Emit(shape);
            AssertNarrow(shape, text);
            if (Encoding.UTF8.GetByteCount(text) is var count && count > bytes)
            {
                (longest, bytes) = (shape, count);
            }
        }

        Assert.True(bytes <= most, $"The longest, {longest}, has {bytes} bytes.");
    }

    private static void AssertNarrow(NetworkShape shape, string text)
    {
        string? wide = text.Split('\n').FirstOrDefault(static line => line.Length > MaxColumns);
        Assert.True(wide is null, $"{shape} has a line of {wide?.Length} columns:\n{wide}");
    }

    [Fact]
    public void No_line_of_a_traced_class_has_more_than_140_columns()
    {
        foreach (NetworkShape shape in ShapeSamples.Variants().Concat(ShapeSamples.Lists()).Where(static shape => shape.CanTrace()))
        {
            AssertNarrow(shape, Emit(shape, traced: true));
        }
    }

    /// <summary>Other names make lines longer than a template expects: they are broken where C# allows it.</summary>
    [Fact]
    public void No_line_of_a_class_with_a_long_name_has_more_than_140_columns()
    {
        foreach (NetworkShape shape in ShapeSamples.Variants().Concat(ShapeSamples.Lists()).Append(Shapes.Plain(3, 3)).Append(
            Shapes.Plain(2, 40, 2)))
        {
            AssertNarrow(
                shape,
                ModelEmitter.Emit(new LstmModel(new ModelType("Company.Product.Audio", null, "GuitarAmplifierWithCabinet"), shape)));
        }
    }

    [Fact]
    public void Text_does_not_grow_with_the_sizes_once_loops_carry_them()
    {
        int small = Lines(Shapes.Plain(64, 192, 3, 64));
        int large = Lines(Shapes.Plain(1024, 960, 8, 1024));
        Assert.InRange(Math.Abs(large - small), 0, 60);
    }

    private static int Lines(NetworkShape shape) => Emit(shape).Split('\n').Length;

    private static string Emit(NetworkShape shape, bool traced = false) =>
        ModelEmitter.Emit(new LstmModel(new ModelType("Demo", Container: null, "Amp"), shape, Traced: traced));
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>The weights of layers with a value for each output, in memory and in files.</summary>
public sealed class UnitWeightsTests
{
    private static readonly ListSpec s_spec = new(
        3,
        [
            new AffineSpec(3), new RecurrentSpec(CellForm.Lstm, 5), new LayerNormSpec(5), new ActivationSpec(5, Activation.Relu),
            new PReluSpec(5), new DenseSpec(2, Activation.Linear),
        ]);

    // The names in the file, of which the activation has none, and their lengths.
    private static readonly (string Name, int Length)[] s_tensors =
    [
        ("layers.0.scale", 3), ("layers.0.offset", 3), ("layers.2.weight", 5), ("layers.2.bias", 5), ("layers.3.weight", 5),
    ];

    public static TheoryData<string, int> Tensors
    {
        get
        {
            TheoryData<string, int> tensors = [];
            foreach ((string name, int length) in s_tensors)
            {
                tensors.Add(name, length);
            }

            return tensors;
        }
    }

    [Fact]
    public void Layers_have_the_values_that_they_were_made_from()
    {
        AffineWeights affine = new([1, 2], [3, 4]);
        LayerNormWeights norm = new([1, 2, 3], [4, 5, 6]);
        PReluWeights slopes = new([0.25f]);

        Assert.Equal((2, 2), (affine.InputSize, affine.OutputSize));
        Assert.Equal([1, 2, 3, 4], [.. affine.Scale, .. affine.Offset]);
        Assert.Equal((3, 3), (norm.InputSize, norm.OutputSize));
        Assert.Equal([1, 2, 3, 4, 5, 6], [.. norm.Weight, .. norm.Bias]);
        Assert.Equal((1, 1), (slopes.InputSize, slopes.OutputSize));
        Assert.Equal([0.25f], slopes.Weight.ToArray());
    }

    [Fact]
    public void Values_that_do_not_match_are_arguments_at_fault()
    {
        Assert.Throws<ArgumentException>("offset", static () => new AffineWeights([1, 2], [3]));
        Assert.Throws<ArgumentException>("bias", static () => new LayerNormWeights([1], [2, 3]));
        Assert.Throws<ArgumentException>("scale", static () => new AffineWeights([1, float.NaN], [3, 4]));
        Assert.Throws<ArgumentException>("weight", static () => new PReluWeights([float.PositiveInfinity]));
        Assert.ThrowsAny<ArgumentException>(static () => new PReluWeights([]));
        Assert.ThrowsAny<ArgumentException>(static () => new PReluWeights(new float[4097]));
        Assert.Equal(4096, new PReluWeights(new float[4096]).OutputSize);
    }

    [Fact]
    public void A_file_has_the_tensors_of_each_layer_under_its_number()
    {
        IReadOnlyDictionary<string, FileTensor> tensors = ListTensors.TensorsOf(s_spec, RandomWeights.Values(s_spec));

        Assert.Equal(
            s_tensors.Select(static tensor => $"{tensor.Name} {tensor.Length}").Order(StringComparer.Ordinal),
            tensors.Where(static tensor => s_tensors.Any(own => own.Name == tensor.Key))
                .Select(static tensor => $"{tensor.Key} {tensor.Value.Shape.Single()}").Order(StringComparer.Ordinal));
        LstmWeights loaded = Load(static _ => { });
        Assert.Equal(
            [typeof(AffineWeights), typeof(RecurrentWeights), typeof(LayerNormWeights), typeof(PReluWeights), typeof(DenseWeights)],
            loaded.Sequence.Select(static layer => layer.GetType()));
        WeightsAssert.SameBits(RandomWeights.Create(s_spec), loaded);
    }

    [Theory]
    [MemberData(nameof(Tensors))]
    public void A_tensor_of_another_shape_is_refused(string name, int length)
    {
        foreach (int[] shape in new[] { [length + 1], [length - 1], [1, length], new[] { length, 1 } })
        {
            WeightFormatException error = Assert.Throws<WeightFormatException>(() => Load(
                tensors => tensors[name] = FileTensor.Of(shape, new float[shape.Aggregate(1, static (product, size) => product * size)])));

            Assert.Equal(
                (name, $"shape [{length}], a value for each input of its layer", $"shape [{string.Join(", ", shape)}]"),
                (error.Tensor, error.Expected, error.Found));
        }
    }

    [Theory]
    [MemberData(nameof(Tensors))]
    public void A_missing_tensor_and_a_value_that_is_no_number_are_refused(string name, int length)
    {
        WeightFormatException missing = Assert.Throws<WeightFormatException>(() => Load(tensors => tensors.Remove(name)));
        Assert.Contains(name, missing.Message, StringComparison.Ordinal);

        float[] values = new float[length];
        values[^1] = float.NaN;
        WeightFormatException nan = Assert.Throws<WeightFormatException>(
            () => Load(tensors => tensors[name] = FileTensor.Of([length], values)));
        Assert.Equal(name, nan.Tensor);
    }

    [Theory]
    [MemberData(nameof(Tensors))]
    public void The_checksum_covers_every_value(string name, int length)
    {
        uint before = Load(static _ => { }).Checksum;
        HashSet<uint> sums = [before];
        for (int index = 0; index < length; index++)
        {
            int changed = index;
            Assert.True(sums.Add(Load(tensors =>
            {
                float[] values = [.. tensors[name].Floats];
                values[changed] += 0.5f;
                tensors[name] = FileTensor.Of([length], values);
            }).Checksum));
        }
    }

    [Fact]
    public void Untrained_layers_change_nothing_but_the_slopes()
    {
        NetworkShape network = DeclarationParser.Parse(s_spec.Text)!;

        LstmWeights weights = UntrainedWeights.Of(network, seed: 3);

        AffineWeights affine = weights.Sequence.OfType<AffineWeights>().Single();
        LayerNormWeights norm = weights.Sequence.OfType<LayerNormWeights>().Single();
        Assert.All((float[])[.. affine.Scale, .. norm.Weight], static value => Assert.Equal(1, value));
        Assert.All((float[])[.. affine.Offset, .. norm.Bias], static value => Assert.Equal(0, value));
        Assert.All(weights.Sequence.OfType<PReluWeights>().Single().Weight.ToArray(), static value => Assert.Equal(0.25f, value));
        Assert.Equal(UntrainedWeights.Of(network, seed: 3).Checksum, weights.Checksum);
        Assert.NotEqual(UntrainedWeights.Of(network, seed: 4).Checksum, weights.Checksum);
        Assert.Equal(
            ParameterCounts.Of(network),
            4 * 5 * (3 + 5 + 1) + weights.Sequence.OfType<FeedForwardWeights>().Sum(static layer => layer.Length));
    }

    [Fact]
    public void Layers_without_weights_leave_no_gap_in_the_numbers()
    {
        LstmWeights loaded = Load(static _ => { });

        Assert.Equal(s_spec.Text, loaded.Declaration);
        NetworkMatch.Require(loaded, DeclarationParser.Parse(s_spec.Text)!);
        NetworkShape other = DeclarationParser.Parse(s_spec.Text.Replace("[PRelu]\n", "", StringComparison.Ordinal))!;
        Assert.Throws<WeightFormatException>(() => NetworkMatch.Require(loaded, other));
    }

    private static LstmWeights Load(Action<Dictionary<string, FileTensor>> change)
    {
        TensorFile file = ListTensors.FileOf(s_spec, RandomWeights.Values(s_spec));
        Dictionary<string, FileTensor> tensors = new(file.Tensors);
        change(tensors);
        return LstmWeights.Load(new TensorFile(tensors, file.Metadata).ToBytes(), "amp.safetensors");
    }
}

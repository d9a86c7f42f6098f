using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// The weights of networks whose directions become one vector: a merge has no tensors, but the layer after it has half as many inputs.
/// </summary>
public sealed class MergedWeightsTests
{
    private static readonly RecurrentSpec s_both = new(CellForm.Lstm, 4) { Bidirectional = true };

    private static readonly ListSpec s_spec = new(
        3, [s_both, new MergeSpec(4, Merging.Product), s_both, new MergeSpec(4, Merging.Sum), new DenseSpec(2, Activation.Linear)]);

    [Fact]
    public void A_merged_layer_has_the_outputs_of_one_direction()
    {
        LstmWeights weights = RandomWeights.Create(s_spec);
        RecurrentWeights merged = Assert.IsType<RecurrentWeights>(weights.Sequence[0]);

        Assert.True(merged.IsMerged);
        Assert.Equal(4, merged.OutputSize);
        Assert.Equal(8, new RecurrentWeights(merged.Directions[0], merged.Directions[1]).OutputSize);
        Assert.Throws<ArgumentException>(() => new RecurrentWeights(merged.Directions[0]) { IsMerged = true });
        Assert.False(new RecurrentWeights(merged.Directions[0]) { IsMerged = false }.IsMerged);
    }

    [Fact]
    public void A_file_keeps_what_is_merged_with_its_declaration_and_without()
    {
        LstmWeights created = RandomWeights.Create(s_spec);
        foreach (bool isDeclared in (bool[])[true, false])
        {
            LstmWeights loaded = Load(s_spec, isDeclared);

            WeightsAssert.SameBits(created, loaded);
            Assert.Equal([true, true], loaded.Sequence.OfType<RecurrentWeights>().Select(static layer => layer.IsMerged));
            NetworkMatch.Require(loaded, Network(s_spec));
        }

        ListSpec last = new(3, [s_both, new MergeSpec(4, Merging.Product)]);
        Assert.Equal(4, Load(last, isDeclared: true).OutputSize);
        NetworkMatch.Require(Load(last, isDeclared: true), Network(last));
    }

    /// <summary>The last layer has no next one whose inputs could show it. Files without a declaration have the numbers.</summary>
    [Fact]
    public void A_saved_file_has_the_numbers_of_merged_layers()
    {
        ListSpec last = new(3, [s_both, new MergeSpec(4, Merging.Product)]);
        foreach (ListSpec spec in (ListSpec[])[s_spec, last])
        {
            string numbers = spec == last ? "0" : "0,1";
            using MemoryStream stream = new();
            RandomWeights.Create(spec).Save(stream);

            Assert.Contains($"\"merged_directions\":\"{numbers}\"", Encoding.Latin1.GetString(stream.ToArray()), StringComparison.Ordinal);
            NetworkMatch.Require(LstmWeights.Load(stream.ToArray(), "amp.safetensors"), Network(spec));
            NetworkMatch.Require(Load(spec, isDeclared: false, numbers), Network(spec));
            Assert.All(
                (string[])["1", "0,2", "0,0", "00", " 0", "-1", "0,1,2", "99999999999"],
                wrong => Assert.Throws<WeightFormatException>(() => Load(spec, isDeclared: false, wrong)));
        }
    }

    [Fact]
    public void Weights_of_a_network_without_the_merge_are_refused()
    {
        ListSpec concatenated = new(3, [s_both, s_both, new DenseSpec(2, Activation.Linear)]);

        WeightFormatException missing = Assert.Throws<WeightFormatException>(
            () => NetworkMatch.Require(RandomWeights.Create(concatenated), Network(s_spec)));
        WeightFormatException added = Assert.Throws<WeightFormatException>(
            () => NetworkMatch.Require(RandomWeights.Create(s_spec), Network(concatenated)));

        Assert.Equal("a merge of two directions (Sum) into 4 values after layer 0", missing.Expected);
        Assert.Equal("layer 1: an LSTM with four gates of 4 units in both directions", missing.Found);
        Assert.Equal("a merge of two directions (Sum) into 4 values after layer 0", added.Found);
    }

    [Fact]
    public void Another_merging_is_another_declaration()
    {
        NetworkShape other = DeclarationParser.Parse(s_spec.Text.Replace("Product", "Mean", StringComparison.Ordinal))!;

        Assert.Throws<WeightFormatException>(() => NetworkMatch.Require(Load(s_spec, isDeclared: true), other));
        NetworkMatch.Require(Load(s_spec, isDeclared: false), other);
    }

    [Fact]
    public void A_layer_with_other_inputs_is_refused()
    {
        LstmWeights weights = RandomWeights.Create(s_spec);
        RecurrentWeights first = (RecurrentWeights)weights.Sequence[0];
        RecurrentWeights apart = new(first.Directions[0], first.Directions[1]);

        Assert.Throws<ArgumentException>("sequence", () => new LstmWeights([apart, weights.Sequence[1], weights.Sequence[2]]));
    }

    private static NetworkShape Network(ListSpec spec) => DeclarationParser.Parse(spec.Text)!;

    private static LstmWeights Load(ListSpec spec, bool isDeclared, string? merged = null)
    {
        TensorFile file = ListTensors.FileOf(spec, RandomWeights.Values(spec));
        Dictionary<string, string> metadata = new(file.Metadata);
        if (!isDeclared)
        {
            metadata.Remove("declaration");
        }

        if (merged is not null)
        {
            metadata.Add("merged_directions", merged);
        }

        return LstmWeights.Load(new TensorFile(new Dictionary<string, FileTensor>(file.Tensors), metadata).ToBytes(), "amp.safetensors");
    }
}

using System.Collections.Generic;
using System.IO;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

public class DeclaredWeightsTests
{
    private static readonly NetworkShape s_plain = Variants.Plain(input: 1, hidden: 3);

    [Fact]
    public void A_class_with_other_attributes_refuses_the_weights_though_every_tensor_fits()
    {
        LstmWeights weights = Declared("[Lstm(input: 1, hidden: 3, GateActivation = Activation.HardSigmoid)]");

        var exception = Assert.Throws<WeightFormatException>(() => NetworkMatch.Require(weights, s_plain));

        Assert.Equal("weights of [Lstm(input: 1, hidden: 3)]", exception.Expected);
        Assert.Equal("weights of [Lstm(input: 1, hidden: 3, GateActivation = Activation.HardSigmoid)]", exception.Found);
    }

    [Fact]
    public void A_class_with_the_same_attributes_accepts_the_file()
    {
        NetworkMatch.Require(Declared("[Lstm(input: 1, hidden: 3)]"), s_plain);
        NetworkMatch.Require(Plain(), s_plain);
    }

    [Fact]
    public void Loading_and_saving_preserves_the_metadata()
    {
        LstmWeights again = Reloaded(Reloaded(Declared("[Lstm(input: 1, hidden: 3)]")));

        Assert.Equal("[Lstm(input: 1, hidden: 3)]", again.Declaration);
        Assert.Equal("48000", again.Notes[CanonicalNotes.SampleRate]);
        Assert.Null(Reloaded(Plain()).Declaration);
    }

    private static LstmWeights Plain() => RandomWeights.Create(1, 3, seed: 7);

    private static LstmWeights Declared(string declaration)
    {
        LstmWeights plain = Plain();
        return new LstmWeights(plain.Layers, [], [])
        {
            Notes = new Dictionary<string, string> { [CanonicalNotes.Declaration] = declaration, [CanonicalNotes.SampleRate] = "48000" },
        };
    }

    private static LstmWeights Reloaded(LstmWeights weights)
    {
        using var stream = new MemoryStream();
        weights.Save(stream);
        stream.Position = 0;
        return LstmWeights.Load(stream);
    }
}

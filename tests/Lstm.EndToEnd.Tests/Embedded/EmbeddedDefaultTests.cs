using System;
using System.Linq;
using System.Reflection;
using System.Threading;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Embedded;

/// <summary>The instance with embedded weights that the generated property gives.</summary>
public sealed class EmbeddedDefaultTests
{
    [Fact]
    public void Embedded_weights_give_the_outputs_of_the_file()
    {
        AssertSame(EmbeddedLstm.Load(TestFiles.Golden("torch-1x16-dense1")), EmbeddedLstm.Default);
        AssertSame(EmbeddedGru.Load(TestFiles.Golden("variants/torch-2x9-gru-dense1")), EmbeddedGru.Default);
        AssertSame(EmbeddedBothWays.Load(TestFiles.Golden("torch-4x12-bidirectional")), EmbeddedBothWays.Default);
    }

    [Fact]
    public void All_threads_get_the_same()
    {
        EmbeddedGru[] found = new EmbeddedGru[16];
        using Barrier start = new(found.Length);
        Thread[] threads = [.. Enumerable.Range(0, found.Length).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            found[index] = EmbeddedGru.Default;
        }))];
        Array.ForEach(threads, static thread => thread.Start());
        Assert.All(threads, static thread => Assert.True(thread.Join(TimeSpan.FromSeconds(60))));
        Assert.All(found, static model => Assert.Same(EmbeddedGru.Default, model));
    }

    /// <summary>The message itself, at every access: not a type initializer's, which would wrap it and never run again.</summary>
    [Fact]
    public void Every_access_throws_the_same_error()
    {
        for (int access = 0; access < 2; access++)
        {
            Assert.StartsWith(
                "nowhere.safetensors: expected one embedded resource in 'Lstm.EndToEnd.Tests' with this name, "
                    + "or with this name after a dot, "
                    +
                    "for the weights of Lstm.EndToEnd.Tests.Embedded.EmbeddedNowhere, found no such resource among 3: "
                        + "'Lstm.EndToEnd.Tests.",
                Assert.Throws<WeightFormatException>(static () => EmbeddedNowhere.Default).Message,
                StringComparison.Ordinal);
            Assert.Contains(
                "EmbeddedAnywhere, found 3 resources: 'Lstm.EndToEnd.Tests.",
                Assert.Throws<WeightFormatException>(static () => EmbeddedAnywhere.Default).Message,
                StringComparison.Ordinal);
            Assert.Equal(
                "Lstm.EndToEnd.Tests.torch-1x16-dense1.safetensors in 'Lstm.EndToEnd.Tests': expected input size 2, found input size 1",
                Assert.Throws<WeightFormatException>(static () => EmbeddedMisfit.Default).Message);
        }
    }

    /// <summary>
    /// No static state of its own: a class without <c>Weights</c> pays nothing, and one with them has no type initializer that could fail.
    /// </summary>
    [Theory]
    [InlineData(typeof(EmbeddedLstm))]
    [InlineData(typeof(Golden.Torch1x16))]
    public void A_class_gets_no_static_field_and_no_initializer(Type model)
    {
        Assert.DoesNotContain(
            model.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic),
            static field => !field.IsLiteral);
        Assert.Null(model.TypeInitializer);
    }

    private static void AssertSame(object expected, object actual)
    {
        Network network = Network.Around(expected);
        float[] inputs = RandomWeights.Inputs(steps: 20, network.InputSize);
        Assert.Equal(network.Run(inputs).Outputs, Network.Around(actual).Run(inputs).Outputs);
    }
}

using System;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// Which resource of an assembly is loaded, and what is said when it is not clear which. This assembly's resources stand in the project
/// file.
/// </summary>
public sealed class EmbeddedWeightsTests
{
    [Theory]
    [InlineData("Tests.Models.cell.safetensors")]
    [InlineData("cell.safetensors")]
    [InlineData("Models/cell.safetensors")]
    [InlineData("Models\\cell.safetensors")]
    public void A_resource_is_found_by_its_name_or_the_end_of_it(string resource)
    {
        LstmWeights weights = EmbeddedWeights.Load(typeof(EmbeddedWeightsTests), resource);
        WeightsAssert.SameBits(LstmWeights.Load(TestFiles.Golden("torch-3x3")), weights);
        Assert.Equal("Tests.Models.cell.safetensors in 'Lstm.Runtime.Tests'", weights.Source);
    }

    [Fact]
    public void A_missing_resource_is_reported_with_the_class_the_assembly_and_its_resources()
    {
        WeightFormatException exception = Refused(typeof(EmbeddedWeightsTests), "amp.safetensors");
        Assert.Equal(
            "amp.safetensors: expected one embedded resource in 'Lstm.Runtime.Tests' with this name, "
                + "or with this name after a dot, for the "
                +
                "weights of Lstm.Tests.EmbeddedWeightsTests, found no such resource among 4: 'Tests.Models.cell.safetensors', " +
                "'Tests.torch-1x8-dense1.twin', 'Tests.torch-2x8-dense1.twin', 'Tests.damaged.safetensors'",
            exception.Message);
        Assert.Equal("amp.safetensors", exception.File);
        Assert.Null(exception.Tensor);
    }

    [Fact]
    public void An_ambiguous_name_is_reported_with_all_matches() => Assert.EndsWith(
        "found 2 resources: 'Tests.torch-1x8-dense1.twin', 'Tests.torch-2x8-dense1.twin'",
        Refused(typeof(EmbeddedWeightsTests), "twin").Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_assembly_without_resources_has_none() => Assert.EndsWith(
        "embedded resource in 'Lstm.Runtime' with this name, or with this name after a dot, for the weights of Lstm.LstmWeights, " +
        "found no resources in that assembly",
        Refused(typeof(LstmWeights), "amp.safetensors").Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_corrupt_resource_is_reported_with_its_full_name()
    {
        WeightFormatException exception = Refused(typeof(EmbeddedWeightsTests), "damaged.safetensors");
        Assert.Equal("Tests.damaged.safetensors in 'Lstm.Runtime.Tests'", exception.File);
        Assert.Contains("header", exception.Message, StringComparison.Ordinal);
    }

    private static WeightFormatException Refused(Type model, string resource) =>
        Assert.Throws<WeightFormatException>(() => EmbeddedWeights.Load(model, resource));
}

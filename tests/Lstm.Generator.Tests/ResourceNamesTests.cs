using System.Linq;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>Which resource a name means. The names on the right are those that MSBuild gave to files of such paths.</summary>
public sealed class ResourceNamesTests
{
    [Theory]
    [InlineData("Demo.Models.amp.safetensors", "Demo.Models.amp.safetensors")]
    [InlineData("amp.safetensors", "Demo.Models.amp.safetensors")]
    [InlineData("amp.safetensors", "amp.safetensors")]
    [InlineData("Models/amp.safetensors", "Demo.Models.amp.safetensors")]
    [InlineData("Models\\amp.safetensors", "Demo.Models.amp.safetensors")]
    [InlineData("Models.amp.safetensors", "Demo.Models.amp.safetensors")]
    [InlineData("safetensors", "Demo.Models.amp.safetensors")]
    // Folders become identifiers, files do not.
    [InlineData("my-models/v2.1/amp-2.1.bin", "Demo.my_models.v2._1.amp-2.1.bin")]
    [InlineData("C#/2024/tick.bin", "Demo.C_._2024.tick.bin")]
    [InlineData("_/a b/Größe/tick.bin", "Demo.__.a_b.Größe.tick.bin")]
    // What a LogicalName says is taken as it is, slashes in either direction.
    [InlineData("models/amp.bin", "models/amp.bin")]
    [InlineData("models/amp.bin", "models\\amp.bin")]
    [InlineData("amp.bin", "data/my-models/amp.bin")]
    [InlineData("my-models/amp.bin", "data/my-models/amp.bin")]
    [InlineData("it's; #1 50% x.bin", "Demo.it's; #1 50% x.bin")]
    public void It_means_one_that_it_is_or_ends(string wanted, string name) =>
        Assert.Equal([name], ResourceNames.Find(wanted, ["Demo.Strings.resources", name, "Demo.other.bin.txt"]));

    [Theory]
    [InlineData("amp.safetensors", "Demo.Amp.safetensors")]
    [InlineData("amp.safetensors", "Demo.preamp.safetensors")]
    [InlineData("amp.safetensors", "Demo.amp.safetensors.bak")]
    [InlineData(".safetensors", "Demo.amp.safetensors")]
    [InlineData("my-models/amp.bin", "Demo.my-models.amp.bin")]
    [InlineData("other/amp.bin", "Demo.amp.bin")]
    [InlineData("Demo.amp.bin", "amp.bin")]
    [InlineData("amp.bin ", "Demo.amp.bin")]
    [InlineData("ampe\u0300re.bin", "Demo.amp\u00e8re.bin")]
    public void A_name_does_not_match_other_resources(string wanted, string name) => Assert.Empty(ResourceNames.Find(wanted, [name]));

    [Fact]
    public void All_resources_that_end_in_the_name_are_reported() => Assert.Equal(
        ["Demo.amp.bin", "Demo.old.amp.bin", "Demo.my.amp.bin"],
        ResourceNames.Find("amp.bin", ["Demo.amp.bin", "Demo.old.amp.bin", "Demo.preamp.bin", "Demo.my.amp.bin"]));

    [Fact]
    public void A_full_name_takes_precedence_over_names_that_end_in_it() =>
        Assert.Equal("amp.bin", ResourceNames.Find("amp.bin", ["Demo.amp.bin", "amp.bin"]).Single());

    [Fact]
    public void Without_resources_no_name_matches() => Assert.Empty(ResourceNames.Find("amp.bin", []));
}

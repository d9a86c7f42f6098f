using Lstm.Generator.Emission;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>How lines of generated code that are too long are broken.</summary>
public sealed class LineBreaksTests
{
    private static readonly string s_long = new('x', 60);

    [Fact]
    public void A_line_that_fits_stays_one()
    {
        string line = new('x', 100);
        Assert.Equal([line], LineBreaks.Fit(line, indent: 40));
    }

    [Fact]
    public void A_comment_is_broken_between_words() => Assert.Equal(
        [$"//   {s_long} {s_long}", $"//   {s_long}"],
        LineBreaks.Fit($"//   {s_long} {s_long} {s_long}", indent: 0));

    [Fact]
    public void The_arguments_of_a_call_go_to_a_line_of_their_own() => Assert.Equal(
        ["    FirstLayerOfAll(", $"        ref {s_long}, {s_long});"],
        LineBreaks.Fit($"    FirstLayerOfAll(ref {s_long}, {s_long});", indent: 0));

    [Fact]
    public void Many_arguments_go_to_a_line_each() => Assert.Equal(
        ["    Layer(", $"        ref {s_long},", $"        F({s_long}, 1));"],
        LineBreaks.Fit($"    Layer(ref {s_long}, F({s_long}, 1));", indent: 12));

    [Fact]
    public void A_call_on_a_result_is_broken_before_the_call() => Assert.Equal(
        [$"Tanh({s_long}, 1)", $"    .StoreUnsafe(ref {s_long}, 2);"],
        LineBreaks.Fit($"Tanh({s_long}, 1).StoreUnsafe(ref {s_long}, 2);", indent: 8));

    [Fact]
    public void The_value_of_a_member_goes_to_a_line_of_its_own() => Assert.Equal(
        ["    static int LettersOf(int layer) =>", $"        Letters({s_long}, static x => x, {s_long[..40]});"],
        LineBreaks.Fit($"    static int LettersOf(int layer) => Letters({s_long}, static x => x, {s_long[..40]});", indent: 0));

    [Fact]
    public void A_string_is_never_broken()
    {
        string text = $"\"({s_long}, \\\"({s_long}).\\\", \"";
        Assert.Equal(["Name(", $"    {text},", "    2);"], LineBreaks.Fit($"Name({text}, 2);", indent: 8));
    }
}

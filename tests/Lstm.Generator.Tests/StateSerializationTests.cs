using System;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>
/// A JsonSerializerContext does not see a generated state. Wherever such a state is reached, a warning says what makes it visible, and
/// nowhere else.
/// </summary>
public sealed class StateSerializationTests
{
    private const string Usings =
        "using System; using System.Collections.Generic; using System.Text.Json.Serialization; using Lstm;\n";

    private const string Hidden = "[Lstm(1, 16)] public partial class Amp;";
    private const string Part = "[JsonConverter(typeof(StateJsonConverter<State>))] public partial struct State;";
    private const string Seen = $"[Lstm(1, 16)] public partial class Amp {{ {Part} }}";

    [Theory]
    [InlineData("Amp.State", "")]
    [InlineData("Amp.State?", "")]
    [InlineData("Amp.State[]", "")]
    [InlineData("List<Amp.State>", "")]
    [InlineData("Dictionary<string, Amp.State[]>", "")]
    [InlineData("Session", "public record Session(string Name, Amp.State State);")]
    [InlineData("Session", "public class Session { public Amp.State? State { get; set; } }")]
    [InlineData("Session", "public class Session { [JsonInclude] internal Amp.State State { get; set; } }")]
    [InlineData("Session", "public class Session : Base; public class Base { public List<Amp.State> States { get; } = []; }")]
    [InlineData("Session", "public class Session { public Inner? In { get; set; } } public class Inner { public Amp.State S { get; } }")]
    [InlineData("Node", "public class Node { public Node? Next { get; set; } public Amp.State State { get; set; } }")]
    public async Task A_context_that_reaches_a_generated_state_is_warned_about(string root, string types)
    {
        string context = $"[{{|LSTM022:JsonSerializable(typeof({root}))|}}] partial class Json : JsonSerializerContext;\n{types}\n{Hidden}";
        GeneratorRun run = await RunAsync(context);
        Assert.Equal(["Amp.g.cs"], run.HintNames);
        Assert.Equal(
            "'Json' cannot serialise 'Amp.State': both are written by source generators, which do not see each other's code. Add "
                + "'[JsonConverter(typeof(StateJsonConverter<State>))] public partial struct State;' to the class 'Amp'.",
            Assert.Single(run.Messages));

        await RunAsync(Clean(context).Replace(Hidden, Seen, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("string", "")]
    [InlineData("Session", "public class Session { public string Name { get; set; } = \"\"; }")]
    [InlineData("Session", "public class Session { [JsonIgnore] public Amp.State State { get; set; } }")]
    [InlineData("Session", "public class Session { public Amp.State State; internal Amp.State Other { get; set; } }")]
    [InlineData("Session", "public class Session { public static Amp.State State { get; set; } }")]
    [InlineData("Other.State", "public class Other { public struct State; }")]
    public Task A_context_that_does_not_write_one_is_not(string root, string types) =>
        RunAsync($"[JsonSerializable(typeof({root}))] partial class Json : JsonSerializerContext;\n{types}\n{Hidden}");

    [Fact]
    public Task Fields_count_where_the_context_includes_them() => RunAsync(
        "[JsonSourceGenerationOptions(IncludeFields = true)] [{|LSTM022:JsonSerializable(typeof(Session))|}] "
            + "partial class Json : JsonSerializerContext;\npublic class Session { public Amp.State State; }\n" + Hidden);

    /// <summary>Without the attribute the context would write an empty object, and not public, it would write nothing.</summary>
    [Theory]
    [InlineData("public partial struct State;")]
    [InlineData("[JsonConverter(typeof(StateJsonConverter<State>))] partial struct State;")]
    public Task A_part_that_the_context_cannot_use_does_not_help(string part) => RunAsync(
        "[{|LSTM022:JsonSerializable(typeof(Amp))|}] partial class Json : JsonSerializerContext;\n"
            + $"[Lstm(1, 16)] public partial class Amp {{ {part} public State Start {{ get; set; }} }}");

    [Theory]
    [InlineData("public partial struct State;")]
    [InlineData("partial struct State;")]
    [InlineData("/// <summary>The state.</summary>\n[Serializable] public partial struct State { }")]
    [InlineData(Part)]
    [InlineData($"public partial struct State; {Part}")]
    public async Task An_empty_part_of_the_state_is_allowed(string part)
    {
        GeneratorRun run = await RunAsync($"[Lstm(1, 16)] public partial class Amp {{ {part} }}");
        Assert.Equal(["Amp.g.cs"], run.HintNames);
        Assert.Contains("public partial struct State :", run.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public partial struct {|LSTM007:State|} { public int Count; }")]
    [InlineData("public partial struct {|LSTM007:State|} { public void Add() { } }")]
    [InlineData("public partial struct {|LSTM007:State|} : IDisposable { public void Dispose() { } }")]
    [InlineData("public partial struct {|LSTM007:State|}(int count) { public int Count => count; }")]
    [InlineData("public readonly partial struct {|LSTM007:State|};")]
    [InlineData("internal partial struct {|LSTM007:State|};")]
    [InlineData("public partial record struct {|LSTM007:State|};")]
    [InlineData("public struct {|LSTM007:State|};")]
    [InlineData("public partial class {|LSTM007:State|};")]
    public Task Any_other_declaration_of_the_state_is_refused(string part) => GeneratorHarness.AssertRefusedAsync(
        $"{Usings}[Lstm(1, 16)] public partial class Amp {{ {part} }}", "'Amp' already has a member 'State'");

    private static string Clean(string markup) =>
        markup.Replace("{|LSTM022:", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal);

    private static Task<GeneratorRun> RunAsync(string markup) =>
        GeneratorHarness.RunAsync([Usings + markup, .. JsonContexts.Completing(markup)]);
}

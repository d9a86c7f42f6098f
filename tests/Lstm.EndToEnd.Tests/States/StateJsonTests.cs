using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>States as JSON: readable, exact, and strict about what is read.</summary>
public sealed class StateJsonTests
{
    private sealed record Snapshot(string Name, KeptAmp.State State);

    [Fact]
    public void It_is_written_for_people()
    {
        Assert.Equal(
            """
            {
              "declaration": "[Lstm(input: 2, hidden: 2, Layers = 2, StochasticForget = true)]",
              "layers": [
                {
                  "hidden": [
                    0.5,
                    -0.25
                  ],
                  "cell": [
                    1,
                    -2
                  ]
                },
                {
                  "hidden": [
                    0.33333334,
                    -0
                  ],
                  "cell": [
                    "Infinity",
                    1E-45
                  ]
                }
              ],
              "random": {
                "key": "81985529216486895",
                "counter": "17"
              }
            }
            """,
            StoredStateTests.GoldenState().ToJson(),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void It_gives_the_same_bits_again_in_any_culture()
    {
        KeptStochastic.State state = StoredStateTests.GoldenState();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NegativeSign = "−" } };

            Assert.Equal(state, KeptStochastic.State.FromJson(state.ToJson()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_serializer_takes_states_inside_of_other_objects()
    {
        KeptAmp.State state = default;
        state.Cell()[2] = 0.1f;

        string json = JsonSerializer.Serialize(new Snapshot("left", state));

        Assert.Equal(state, JsonSerializer.Deserialize<Snapshot>(json)!.State);
        JsonException refused = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<KeptAmp.State>("[]"));
        Assert.Equal("stored state: expected an object at the state, found []", refused.Message);
    }

    [Fact]
    public void A_context_of_the_same_project_takes_a_state_that_has_a_part_in_it()
    {
        SeenAmp.State state = default;
        state.Cell()[2] = 0.1f;
        state.Hidden()[0] = float.NaN;

        string json = JsonSerializer.Serialize(
            new SeenSession("left", state, new Dictionary<string, SeenAmp.State> { ["fork"] = state }), SeenJson.Default.SeenSession);

        Assert.Contains("\"declaration\":\"[Lstm(input: 1, hidden: 3, Output = 1)]\"", json, StringComparison.Ordinal);
        SeenSession read = JsonSerializer.Deserialize(json, SeenJson.Default.SeenSession)!;
        Assert.Equal((state, state), (read.State, read.Forks["fork"]));
    }

    [Theory]
    [InlineData("", "expected JSON, found ")]
    [InlineData("{}", "expected \"declaration\" in the state, found none")]
    [InlineData(
        """{"declaration":"[Lstm(input: 2, hidden: 3)]"}""",
        "expected a state of [Lstm(input: 1, hidden: 3, Output = 1)], found a state of [Lstm(input: 2, hidden: 3)]")]
    [InlineData("""{"declaration":"D"}""", "expected \"layers\" in the state, found none")]
    [InlineData("""{"declaration":"D","layers":[]}""", "expected 1 entries at layers, found 0")]
    [InlineData("""{"declaration":"D","layers":[{"hidden":[1,2]}]}""", "expected 3 entries at layers[0].hidden, found 2")]
    [InlineData("""{"declaration":"D","layers":[{"hidden":[1,2,3]}]}""", "expected \"cell\" in layers[0], found none")]
    [InlineData(
        """{"declaration":"D","layers":[{"hidden":[1,2,"3"],"cell":[1,2,3]}]}""",
        "expected a number at layers[0].hidden[2], or \"NaN\", \"Infinity\" or \"-Infinity\", found \"3\"")]
    [InlineData(
        """{"declaration":"D","layers":[{"hidden":[1,2,1e39],"cell":[1,2,3]}]}""",
        "expected a number at layers[0].hidden[2], or \"NaN\", \"Infinity\" or \"-Infinity\", found 1e39")]
    [InlineData("""{"declaration":"\ud800"}""", "expected text at declaration, found \"\\ud800\", half of a surrogate pair")]
    [InlineData(
        """{"declaration":"D","layers":[{"hidden":[1,2,"\ud800"],"cell":[1,2,3]}]}""",
        "expected text at layers[0].hidden[2], found \"\\ud800\", half of a surrogate pair")]
    public void Errors_name_the_fault_and_its_place(string json, string message)
    {
        string whole = json.Replace("\"D\"", "\"[Lstm(input: 1, hidden: 3, Output = 1)]\"", StringComparison.Ordinal);

        StateFormatException refused = Assert.Throws<StateFormatException>(() => KeptAmp.State.FromJson(whole));

        Assert.StartsWith("stored state: " + message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lone_surrogate_is_refused_in_json()
    {
        Assert.StartsWith(
            "stored state: expected JSON, found ",
            Assert.Throws<StateFormatException>(() => KeptAmp.State.FromJson("{\"" + '\ud800' + "\":1}")).Message,
            StringComparison.Ordinal);
    }
}

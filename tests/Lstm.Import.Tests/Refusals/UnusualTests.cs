using System;
using System.IO;
using System.Linq;
using Lstm.Import.Sequences;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Files whose meaning is not certain, and what the import reports about them.</summary>
public sealed class UnusualTests
{
    [Fact]
    public void A_dense_layer_that_fits_on_both_sides_is_a_question_and_the_options_answer_it()
    {
        string path = Fixtures.File("unusual", "square.pt");
        WeightFormatException refusal = Assert.Throws<WeightFormatException>(() => ModelFile.Read(path));

        Assert.StartsWith("'fc' fits before and after the recurrent layers, and ", refusal.Found, StringComparison.Ordinal);
        Assert.Equal(["lstm", "fc"], refusal.Layers.Select(static layer => layer.Name));
        ModelDescription after = ModelFile.Read(path, new ModelReadOptions { LastLayer = "fc" });
        ModelDescription before = ModelFile.Read(path, new ModelReadOptions { FirstLayer = "fc" });
        LstmSelfTest test = SequenceFile.ReadSelfTest(
            Fixtures.File("unusual", "square.x.npy"), Fixtures.File("unusual", "square.y.npy"), after);

        after.WithSelfTest(test).Verify();
        Assert.EndsWith(
            "the self-test passes if the dense layer comes after the recurrent layers, not before them",
            Assert.Throws<WeightFormatException>(before.WithSelfTest(test).Verify).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_GRU_of_PyTorch_that_resets_before_the_product_has_a_note()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("unusual", "gru-lbr0.onnx"));

        Assert.Contains("ResetAfter = false", model.Declaration, StringComparison.Ordinal);
        Assert.StartsWith("The node 'gru' has linear_before_reset = 0", Assert.Single(model.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtneural.json", false, "cannot store whether the input is added to the output")]
    [InlineData("rtneural-skip.json", true, "The member 'skip' says that the input is added")]
    [InlineData("rtneural-model-data.json", true, "The member 'model_data.skip' says that the input is added")]
    public void RTNeural_models_say_whether_the_input_is_added(string name, bool isAdded, string note)
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("unusual", name));

        Assert.Equal(isAdded, model.Declaration.Contains("Residual = true", StringComparison.Ordinal));
        Assert.Contains(note, Assert.Single(model.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtneural", "lstm-linear.json", "\"in_shape\"")]
    [InlineData("aidax", "plain.json", "\"in_shape\"")]
    [InlineData("nam", "channels.nam", "\"architecture\"")]
    [InlineData("nam", "channels.nam", "\"hidden_size\"")]
    [InlineData("guitarml", "lstm.json", "\"model_data\"")]
    [InlineData("guitarml", "lstm.json", "\"hidden_size\"")]
    public void No_member_of_a_JSON_model_is_passed_over(string folder, string name, string before)
    {
        string path = Fixtures.File(folder, name);
        string With(string member) => DamagedFixture.With(path, before, $"{member}, {before}");

        // By its name it changes the network.
        Assert.Contains(
            "residual_mode' is 2; this format has no such member, and by its name it changes the network",
            DamagedFixture.Refusal(With("\"residual_mode\": 2")),
            StringComparison.Ordinal);

        // Switched off, or of unknown meaning.
        Assert.DoesNotContain(
            Read(With("\"residual_mode\": 0")).Notes, static note => note.Contains("residual_mode", StringComparison.Ordinal));
        Assert.Contains(Read(With("\"zebra\": 2")).Notes, static note => note.Contains("zebra'. If one of them", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_member_of_a_layer_refuses_the_layer() => Assert.Contains(
        "the layer 'layers[1] (lstm)' (lstm) cannot be imported: its member 'bidirectional' is unknown, and it may change the layer",
        DamagedFixture.Refusal(DamagedFixture.With(
            Fixtures.File("rtneural", "lstm-linear.json"), "\"type\": \"lstm\"", "\"bidirectional\": true, \"type\": \"lstm\"")),
        StringComparison.Ordinal);

    [Fact]
    public void Notes_are_about_layers_of_the_chosen_part_only()
    {
        string path = Fixtures.File("keras", "last-step-inside.h5");
        string[] all = [.. Assert.Throws<WeightFormatException>(() => ModelFile.Read(path)).Layers.Select(static layer => layer.Name)];
        ModelDescription first = ModelFile.Read(path, new ModelReadOptions { LastLayer = all[0] });
        ModelDescription rest = ModelFile.Read(path, new ModelReadOptions { FirstLayer = all[2] });

        Assert.Contains(first.Notes, note => note.Contains($"layer '{all[0]}' returns only one output", StringComparison.Ordinal));
        Assert.DoesNotContain(rest.Notes, note => note.Contains($"layer '{all[0]}' returns", StringComparison.Ordinal));
    }

    [Fact]
    public void The_remarks_of_the_class_follow_what_a_self_test_proves()
    {
        ModelDescription assumed = ModelFile.Read(Fixtures.File("pytorch", "zip.pt"));
        float[] inputs = TestKit.RandomWeights.Inputs(8, assumed.Weights.InputSize);
        float[] outputs = [.. Described.Run(assumed, inputs).Outputs.Select(static value => (float)value)];
        ModelDescription proved = assumed.WithSelfTest(new LstmSelfTest(8, inputs, outputs));

        Assert.Contains("stores no activations", assumed.ToSource("Amp"), StringComparison.Ordinal);
        Assert.DoesNotContain("stores no activations", proved.ToSource("Amp"), StringComparison.Ordinal);
        Assert.Contains("A self-test of 8 steps checks what the file does not specify.", proved.ToSource("Amp"), StringComparison.Ordinal);
        Assert.Equal(assumed.Notes, proved.WithSelfTest(null).Notes);
    }

    private static ModelDescription Read(string text) => ModelFile.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
}

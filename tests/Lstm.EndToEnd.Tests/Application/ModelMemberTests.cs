using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Application;

/// <summary>The members of a class that load, describe and give back a model.</summary>
public sealed class ModelMemberTests
{
    private static readonly string s_golden = TestFiles.Golden("torch-1x16-dense1");

    [Fact]
    public async Task Every_way_to_load_gives_the_same_model()
    {
        uint checksum = UsedAmp.Load(s_golden).WeightsChecksum;

        Assert.Equal(checksum, UsedAmp.Load(await File.ReadAllBytesAsync(s_golden)).WeightsChecksum);
        Assert.Equal(checksum, (await UsedAmp.LoadAsync(s_golden)).WeightsChecksum);
        Assert.True(UsedAmp.TryLoad(s_golden, out UsedAmp? model, out string? reason));
        Assert.Equal((checksum, null), (model.WeightsChecksum, reason));
    }

    [Fact]
    public async Task What_cannot_be_loaded_is_refused_in_the_same_words()
    {
        string words = Assert.Throws<WeightFormatException>(() => UsedEncoder.Load(s_golden)).Message;

        Assert.Equal(words, (await Assert.ThrowsAsync<WeightFormatException>(() => UsedEncoder.LoadAsync(s_golden))).Message);
        Assert.False(UsedEncoder.TryLoad(s_golden, out UsedEncoder? model, out string? reason));
        Assert.Equal((null, words), (model, reason));
        Assert.False(UsedEncoder.TryLoad("missing.safetensors", out _, out reason));
        Assert.Equal(Assert.Throws<FileNotFoundException>(() => UsedEncoder.Load("missing.safetensors")).Message, reason);
        Assert.Throws<ArgumentException>(() => UsedEncoder.TryLoad("", out _, out _));
        Assert.Throws<ArgumentException>(() => { _ = UsedEncoder.LoadAsync(""); });
        CancellationToken cancelled = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => UsedEncoder.LoadAsync("missing", cancelled));
    }

    [Fact]
    public void The_weights_come_back_and_make_the_same_model()
    {
        AssertGivesBack(UsedAmp.Load(s_golden));
        AssertGivesBack(UsedForecaster.Random(2));
        AssertGivesBack(UsedTagger.Random(3));
        AssertGivesBack(UsedInt8.Random(4));
        Assert.Equal(s_golden, UsedAmp.Load(s_golden).Weights.Source);
        Assert.Null(UsedAmp.Load(s_golden).Weights.SelfTest);
    }

    [Fact]
    public void The_declaration_is_that_of_a_file_and_the_parameters_are_counted()
    {
        Assert.Equal("[Lstm(input: 1, hidden: 16, Output = 1)]", UsedAmp.Declaration);
        Assert.Equal(
            "[Dense(3, Activation.Tanh)]\n[Gru(input: 2, hidden: 9, Layers = 2, ResetAfter = false, Output = 1)]",
            UsedForecaster.Declaration);
        Assert.Equal("[Lstm(input: 2, hidden: 9)]", UsedInt8.Declaration);
        Assert.Same(UsedAmp.Declaration, UsedAmp.Declaration);

        // 4 gates · 16 units · (1 input + 16 hidden + 1 bias), and 16 weights and a bias in the head.
        Assert.Equal(4 * 16 * 18 + 17, UsedAmp.ParameterCount);
        Assert.Equal(2 * 4 * 9 * 12, UsedTagger.ParameterCount);
    }

    [Fact]
    public void A_model_without_a_file_is_the_same_each_time_and_has_sensible_outputs()
    {
        UsedAmp model = UsedAmp.Random(7);
        Assert.Equal(model.WeightsChecksum, UsedAmp.Random(7).WeightsChecksum);
        Assert.NotEqual(model.WeightsChecksum, UsedAmp.Random(8).WeightsChecksum);
        Assert.Equal(LstmWeights.Random<UsedAmp>(7).Checksum, model.WeightsChecksum);

        UsedAmp.State state = model.InitialState;
        float first = model.Step(ref state, 1f);
        float second = model.Step(ref state, -1f);
        Assert.InRange(first, -2f, 2f);
        Assert.InRange(second, -2f, 2f);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_model_and_its_weights_are_shown_in_one_line_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NegativeSign = "−" } };
            UsedForecaster model = UsedForecaster.Random(-2);
            Assert.Equal(
                "[Dense(3, Activation.Tanh)] [Gru(input: 2, hidden: 9, Layers = 2, ResetAfter = false, Output = 1)], weights "
                    + $"{model.WeightsChecksum:X8} from random weights, seed -2",
                model.ToString());
            Assert.StartsWith("[Lstm(input: 2, hidden: 9)] in Int8, weights ", UsedInt8.Random(0).ToString(), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_state_is_shown_with_its_first_values_in_any_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NegativeSign = "−" } };
            UsedAmp.State state = default;
            Assert.Equal("h = [0, 0, 0, 0, …]; c = [0, 0, 0, 0, …]", state.ToString());
            state.Hidden()[1] = -0.123456f;
            state.Cell()[15] = float.NaN;
            Assert.Equal("h = [0, -0.1235, 0, 0, …]; c = [0, 0, 0, 0, …]; not finite", state.ToString());

            UsedForecaster.State gru = default;
            Assert.Equal("layer 0 of 2: h = [0, 0, 0, 0, …]", gru.ToString());
            UsedResidual.State small = default;
            small.Cell()[2] = float.PositiveInfinity;
            Assert.Equal("h = [0, 0, 0]; c = [0, 0, Infinity]; not finite", small.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Members_of_a_users_own_come_first()
    {
        UsedWithOwnMembers model = UsedWithOwnMembers.Load(Weights(3));
        UsedWithOwnMembers.State state = default;

        Assert.Equal((3, "mine", -2f), (model.Weights, model.ToString(), model.Step(ref state, 2f)));
        Assert.InRange(UsedWithOwnMembers.Noise, 0, 1);
        AssertGivesBack(model);
    }

    private static ReadOnlyMemory<byte> Weights(int seed)
    {
        using MemoryStream stream = new();
        LstmWeights.Random<UsedWithOwnMembers>(seed).Save(stream);
        return stream.ToArray();
    }

    private static void AssertGivesBack<TModel>(TModel model)
        where TModel : class, ILstmModel<TModel>
    {
        LstmWeights weights = model.Weights;
        using MemoryStream stream = new();
        weights.Save(stream);
        LstmWeights again = LstmWeights.Load(stream.ToArray());

        Assert.Equal(weights.Checksum, again.Checksum);
        Assert.Equal(weights.Checksum, TModel.Create(again).Weights.Checksum);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using CsCheck;
using Lstm.Import.Declarations;
using Lstm.Shared;
using Xunit;

namespace Lstm.Import.Tests;

public class DeclarationTextTests
{
    private static readonly Gen<ActivationShape> s_function =
        from function in Gen.Int[0, Enum.GetValues<Activation>().Length - 1].Select(static index => Enum.GetValues<Activation>()[index])
        from parameters in Gen.Select(Gen.Float[-4, 4], Gen.Float[-4, 4], Gen.Bool)
        select parameters.Item3 ? ActivationShape.Of(function) : ActivationShape.Of(function, parameters.Item1, parameters.Item2);

    private static readonly Gen<IReadOnlyList<DenseChain>> s_dense =
        Gen.Select(Gen.Int[1, 1024], s_function, static (units, function) => new DenseChain(units, function)).List[0, 3]
            .Select(static list => (IReadOnlyList<DenseChain>)list);

    private static readonly Gen<CellShape> s_cell =
        from kind in Gen.Int[0, 2].Select(static index => (CellKind)index)
        from sizes in Gen.Select(Gen.Int[1, 1024], Gen.Int[0, 1024])
        from flags in Gen.Bool.Array[4]
        from functions in Gen.Select(s_function, s_function, s_function)
        from limits in Gen.Select(Gen.Float[0, 50], Gen.Float[0, 50], Gen.Float[1e-8f, 1])
        select new CellShape(kind, sizes.Item1)
        {
            Projection = sizes.Item2,
            Peephole = flags[0],
            CoupledGates = flags[1],
            LayerNorm = flags[2],
            LayerNormEpsilon = flags[2] ? limits.Item3 : CellShape.DefaultLayerNormEpsilon,
            StochasticForget = flags[3],
            GateActivation = functions.Item1,
            CellActivation = functions.Item2,
            HiddenActivation = functions.Item3,
            Clip = limits.Item1,
            CellClip = limits.Item2,
        };

    private static readonly Gen<StackShape> s_network =
        from cell in s_cell
        from sizes in Gen.Select(Gen.Int[1, 1024], Gen.Int[1, 8])
        from flags in Gen.Bool.Array[3]
        from stem in s_dense
        from head in s_dense
        select new StackShape(sizes.Item1, cell)
        {
            Layers = sizes.Item2,
            Bidirectional = flags[0],
            Direction = flags[1] ? Direction.Backward : Direction.Forward,
            Residual = flags[2],
            Stem = DenseChain.Link(stem),
            Head = DenseChain.Link(head),
        };

    [Fact]
    public void Every_network_is_read_back_from_its_declaration() =>
        s_network.Sample(static shape => DeclarationParser.Parse("file", DeclarationText.Of(shape)) == shape, iter: 2_000);

    [Fact]
    public void No_culture_comes_into_a_declaration()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("fr-FR") { NumberFormat = { NegativeSign = "\u2212" } };
            var cell = new CellShape(CellKind.Lstm, 16)
            {
                GateActivation = ActivationShape.Of(Activation.HardSigmoid, -0.25f, 0.5f),
                CellClip = 10,
            };
            StackShape shape = new(1, cell) { Head = new DenseChain(1, Activation.Tanh) };

            Assert.Equal(
                "[Lstm(input: 1, hidden: 16, GateActivation = Activation.HardSigmoid, GateAlpha = -0.25f, CellClip = 10f, Output = 1, "
                    + "OutputActivation = Activation.Tanh)]",
                DeclarationText.Of(shape));
            Assert.Equal(shape, DeclarationParser.Parse("file", DeclarationText.Of(shape)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[Lstm]")]
    [InlineData("[Lstm()]")]
    [InlineData("[Lstm(input: 1)]")]
    [InlineData("[Lstm(input: 1, hidden: 99999999999)]")]
    [InlineData("[Lstm(hidden: 16, input: 1)]")]
    [InlineData("[Lstm(input: 1, hidden: 16, Layers = 1)]")]
    [InlineData("[Lstm(input: 1, hidden: 16, Surprise = true)]")]
    [InlineData("[Lstm(input: 1, hidden: 16, Clip = 1)]")]
    [InlineData("[Lstm(input: 1, hidden: 16, GateActivation = Activation.17)]")]
    [InlineData("[Lstm(input: 1, hidden: 16, Clip = Infinityf)]")]
    [InlineData("[Lstm(input: 1, hidden: 16, CellActivation = Activation.Elu, CellAlpha = NaNf)]")]
    [InlineData("[Lstm(input: 1, hidden: 16)]\n[Lstm(input: 1, hidden: 16)]")]
    [InlineData("[Dense(4)]")]
    [InlineData("[Dense()]\n[Lstm(input: 1, hidden: 16)]")]
    public void Text_that_is_not_a_declaration_is_refused_and_quoted(string text)
    {
        var exception = Assert.Throws<WeightFormatException>(() => DeclarationParser.Parse("amp.safetensors", text));

        Assert.Equal("amp.safetensors", exception.File);
        Assert.Contains(text.Replace('\n', '?'), exception.Message);
    }

    [Fact]
    public void A_declaration_cut_anywhere_is_refused()
    {
        const string text = "[Dense(8, Activation.Tanh)]\n[Gru(input: 3, hidden: 16, ResetAfter = false, Output = 2)]";
        for (int length = 0; length < text.Length; length++)
        {
            // Cut after the first line it is a dense layer without a network.
            Assert.Throws<WeightFormatException>(() => DeclarationParser.Parse("file", text[..length]));
        }
    }
}

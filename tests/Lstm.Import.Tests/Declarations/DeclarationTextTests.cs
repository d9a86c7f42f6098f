using System;
using System.Globalization;
using System.Linq;
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

    private static readonly Gen<LayerShape> s_dense =
        Gen.Select(Gen.Int[1, 1024], s_function, static (units, function) => (LayerShape)new DenseShape(units, function));

    // Every cell with every option that it has.
    private static readonly Gen<CellShape> s_cell =
        from kind in Gen.Int[0, CellType.All.Count - 1].Select(static index => CellType.All[index].Kind)
        from sizes in Gen.Select(Gen.Int[1, 1024], Gen.Int[0, 1024])
        from flags in Gen.Bool.Array[CellOptions.All.Count]
        from functions in s_function.Array[CellOptions.All.Count]
        from limits in Gen.Float[1e-8f, 50].Array[CellOptions.All.Count]
        select WithOptions(new CellShape(kind, sizes.Item1), sizes.Item2, flags, functions, limits);

    private static readonly Gen<LayerShape> s_recurrent =
        from cell in s_cell
        from flags in Gen.Bool.Array[2]
        select (LayerShape)new RecurrentShape(cell)
        {
            Bidirectional = flags[0],
            Direction = flags[1] ? Direction.Backward : Direction.Forward,
        };

    private static readonly Gen<NetworkShape> s_stack =
        from layer in s_recurrent
        from sizes in Gen.Select(Gen.Int[1, 1024], Gen.Int[1, 8])
        from residual in Gen.Bool
        from stem in s_dense.List[0, 3]
        from head in s_dense.List[0, 3]
        select new NetworkShape(sizes.Item1, new LayerList([.. stem, .. Enumerable.Repeat(layer, sizes.Item2), .. head]))
        {
            Residual = residual,
        };

    private static readonly Gen<NetworkShape> s_list =
        from input in Gen.Int[1, 1024]
        from residual in Gen.Bool
        from before in Gen.OneOf(s_recurrent, s_dense).List[0, 4]
        from one in s_recurrent
        from after in Gen.OneOf(s_recurrent, s_dense).List[0, 3]
        select new NetworkShape(input, new LayerList([.. before, one, .. after])) { Residual = residual };

    [Fact]
    public void Every_network_is_read_back_from_its_declaration() =>
        Gen.OneOf(s_stack, s_list)
            .Sample(static shape => FileDeclaration.Parse("file", DeclarationText.Of(shape)) == shape, iter: 2_000);

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
            NetworkShape shape = NetworkShape.Stack(1, new RecurrentShape(cell), head: [new DenseShape(1, Activation.Tanh)]);

            Assert.Equal(
                "[Lstm(input: 1, hidden: 16, GateActivation = Activation.HardSigmoid, GateAlpha = -0.25f, CellClip = 10f, Output = 1, "
                    + "OutputActivation = Activation.Tanh)]",
                DeclarationText.Of(shape));
            Assert.Equal(shape, FileDeclaration.Parse("file", DeclarationText.Of(shape)));
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
        var exception = Assert.Throws<WeightFormatException>(() => FileDeclaration.Parse("amp.safetensors", text));

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
            Assert.Throws<WeightFormatException>(() => FileDeclaration.Parse("file", text[..length]));
        }
    }

    private static CellShape WithOptions(CellShape cell, int size, bool[] flags, ActivationShape[] functions, float[] numbers)
    {
        CellOption[] options = [.. CellOptions.Of(cell.Kind)];
        for (int index = 0; index < options.Length; index++)
        {
            cell = options[index] switch
            {
                FlagOption flag => flag.With(cell, flags[index]),
                SizeOption number => number.With(cell, size),
                NumberOption number when flags[index] => number.With(cell, numbers[index]),
                FunctionOption function => function.With(cell, functions[index]),
                _ => cell,
            };
        }

        return cell;
    }
}

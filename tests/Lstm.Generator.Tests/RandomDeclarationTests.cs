using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>
/// Random lists of layers are the same network in an attribute, in the text that files contain, and in memory. The kit of the tests writes
/// the texts apart from the library.
/// </summary>
public sealed class RandomDeclarationTests
{
    // The attributes take much longer, since the compiler binds them.
    private static readonly int s_bound = Tier.IsFull ? 500 : 60;

    private static readonly IReadOnlyList<ListSpec> s_lists = RandomLists.Many(1000, seed: 15);

    [Fact]
    public void There_are_lists_of_every_cell() => Assert.All(
        CellType.All, static type => Assert.Contains(s_lists, list => list.Recurrent.Any(layer => KindOf(layer.Form) == type.Kind)));

    [Fact]
    public void A_text_is_parsed_and_written_again() => Assert.All(s_lists, static list =>
    {
        NetworkShape network = ShapeOf(list);
        Assert.Equal(list.Text, DeclarationText.Of(network));
        Assert.Equal(network, DeclarationParser.Parse(list.Text));
    });

    [Fact]
    public void Attributes_declare_the_network_that_their_text_is() => Assert.All(s_lists.Take(s_bound), static list =>
    {
        string declaration = list.Declaration;
        string attributes = declaration[..declaration.LastIndexOf('\n', declaration.Length - 2)];
        Assert.Equal(DeclarationParser.Parse(list.Text), Declared.Shape(attributes));
        Assert.Equal(DeclarationParser.Parse(list.Text), Declared.Shape(list.Text));
    });

    /// <summary>Two lists have one text only if they are one network.</summary>
    [Fact]
    public void Different_networks_have_different_texts() => Assert.Equal(
        s_lists.Select(ShapeOf).Distinct().Count(), s_lists.Select(static list => list.Text).Distinct().Count());

    /// <summary>A text comes from a file, and files can be damaged.</summary>
    [Fact]
    public void A_damaged_text_is_another_network_or_none() => Assert.All(s_lists.Take(200), static list =>
    {
        string text = list.Text;
        NetworkShape? network = DeclarationParser.Parse(text);
        for (int at = 0; at < text.Length; at++)
        {
            foreach (string damaged in (string[])[text.Remove(at, 1), text.Insert(at, "0"), text[..at] + "," + text[(at + 1)..],
                text[..at]])
            {
                Assert.True(damaged == text || !Equals(DeclarationParser.Parse(damaged), network), damaged);
            }
        }
    });

    private static NetworkShape ShapeOf(ListSpec list) =>
        new(list.Input, new LayerList(list.Layers.Select(ShapeOf))) { Residual = list.Residual };

    private static LayerShape ShapeOf(LayerSpec layer) => layer switch
    {
        DenseSpec dense => new DenseShape(dense.Units, FunctionOf(dense.Activation)),
        Conv1DSpec convolution => new Conv1DShape(
            convolution.Filters, convolution.Kernel, convolution.Dilation, FunctionOf(convolution.Activation)),
        EmbeddingSpec embedding => new EmbeddingShape(embedding.Vocabulary, embedding.Size),
        LayerNormSpec norm => new LayerNormShape(norm.Units, norm.Epsilon),
        AffineSpec affine => new PointwiseShape(PointwiseKind.Affine, affine.Units, Activation.Linear),
        PReluSpec slopes => new PointwiseShape(PointwiseKind.PRelu, slopes.Units, Activation.Linear),
        ActivationSpec function => new PointwiseShape(PointwiseKind.Function, function.Units, FunctionOf(function.Activation)),
        ResidualSpec residual => new ResidualShape(residual.Layers, residual.Units),
        MergeSpec merge => new MergeShape((Merging)(int)merge.Merging, merge.Units),
        RecurrentSpec recurrent => new RecurrentShape(new CellShape(KindOf(recurrent.Form), recurrent.Hidden)
        {
            Projection = recurrent.Projection,
            Peephole = recurrent.Peephole,
            CoupledGates = recurrent.CoupledGates,
            LayerNorm = recurrent.LayerNorm,
            LayerNormEpsilon = recurrent.LayerNormEpsilon,
            StochasticForget = recurrent.StochasticForget,
            GateActivation = FunctionOf(recurrent.GateActivation),
            CellActivation = FunctionOf(recurrent.CellActivation),
            HiddenActivation = FunctionOf(recurrent.HiddenActivation),
            Clip = recurrent.Clip,
            CellClip = recurrent.CellClip,
        })
        {
            Bidirectional = recurrent.Bidirectional,
            Direction = (Direction)(int)recurrent.Direction,
        },
        _ => throw new System.InvalidOperationException("There is no other layer."),
    };

    private static ActivationShape FunctionOf(FunctionSpec function) =>
        ActivationShape.Of((Activation)(int)function.Function, function.Alpha, function.Beta);

    private static CellKind KindOf(CellForm form) => form switch
    {
        CellForm.Lstm => CellKind.Lstm,
        CellForm.GruResetAfter => CellKind.GruResetAfter,
        CellForm.GruResetBefore => CellKind.GruResetBefore,
        CellForm.Rnn => CellKind.Rnn,
        CellForm.SLstm => CellKind.SLstm,
        _ => throw new System.InvalidOperationException("There is no other cell."),
    };
}

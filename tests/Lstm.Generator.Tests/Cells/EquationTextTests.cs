using System.Linq;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Cells;

/// <summary>The equations of every cell and variant, as readers see them.</summary>
public sealed class EquationTextTests
{
    private static readonly CellShape s_lstm = new(CellKind.Lstm, 3);

    [Fact]
    public void Of_a_plain_LSTM() => AssertText(
        s_lstm,
        """
        i = sigmoid(W_i [x, h] + b_i) | input gate
        f = sigmoid(W_f [x, h] + b_f) | forget gate
        g = tanh(W_g [x, h] + b_g) | candidate
        c = f * c + i * g | new cell state
        o = sigmoid(W_o [x, h] + b_o) | output gate
        h = o * tanh(c) | new hidden state
        """);

    [Fact]
    public void Of_peepholes() => AssertText(
        s_lstm with { Peephole = true },
        """
        i = sigmoid(W_i [x, h] + b_i + p_i * c) | input gate
        f = sigmoid(W_f [x, h] + b_f + p_f * c) | forget gate
        g = tanh(W_g [x, h] + b_g) | candidate
        c = f * c + i * g | new cell state
        o = sigmoid(W_o [x, h] + b_o + p_o * c) | output gate, with the new cell state
        h = o * tanh(c) | new hidden state
        """);

    [Fact]
    public void Of_coupled_gates() => AssertText(
        s_lstm with { CoupledGates = true },
        """
        i = sigmoid(W_i [x, h] + b_i) | input gate
        f = 1 - i | forget gate, coupled
        g = tanh(W_g [x, h] + b_g) | candidate
        c = f * c + i * g | new cell state
        o = sigmoid(W_o [x, h] + b_o) | output gate
        h = o * tanh(c) | new hidden state
        """);

    [Fact]
    public void Of_a_projection() => AssertLine(s_lstm with { Projection = 2 }, "h = W_hr (o * tanh(c)) | new hidden state, projected");

    [Fact]
    public void Of_a_stochastic_forget_gate() =>
        AssertLine(s_lstm with { StochasticForget = true }, "c = (u < f ? c : 0) + i * g | new cell state");

    [Fact]
    public void Of_limits()
    {
        AssertLine(s_lstm with { CellClip = 3 }, "c = clip[3](f * c + i * g) | new cell state");
        AssertText(
            s_lstm with { Clip = 2.5f },
            """
            i = sigmoid(clip[2.5](W_i [x, h] + b_i)) | input gate
            f = sigmoid(clip[2.5](W_f [x, h] + b_f)) | forget gate
            g = tanh(clip[2.5](W_g [x, h] + b_g)) | candidate
            c = f * c + i * g | new cell state
            o = sigmoid(clip[2.5](W_o [x, h] + b_o)) | output gate
            h = o * tanh(clip[2.5](c)) | new hidden state
            """);
    }

    [Fact]
    public void Of_normalisation() => AssertText(
        s_lstm with { LayerNorm = true, LayerNormEpsilon = 0.001f },
        """
        i = sigmoid(norm(W_i [x, h] + b_i)) | input gate
        f = sigmoid(norm(W_f [x, h] + b_f)) | forget gate
        g = tanh(norm(W_g [x, h] + b_g)) | candidate
        c = f * c + i * g | new cell state
        o = sigmoid(norm(W_o [x, h] + b_o)) | output gate
        h = o * tanh(norm(c)) | new hidden state
        norm(v) = gamma * (v - mean v) / sqrt(var v + 0.001) + beta | over the units, separately for each gate
        """);

    [Fact]
    public void Of_functions() => AssertText(
        s_lstm with
        {
            GateActivation = Activation.HardSigmoid,
            CellActivation = ActivationShape.Of(Activation.LeakyRelu, 0.3f),
            HiddenActivation = Activation.Linear,
        },
        """
        i = hardsigmoid[0.2, 0.5](W_i [x, h] + b_i) | input gate
        f = hardsigmoid[0.2, 0.5](W_f [x, h] + b_f) | forget gate
        g = leakyrelu[0.3](W_g [x, h] + b_g) | candidate
        c = f * c + i * g | new cell state
        o = hardsigmoid[0.2, 0.5](W_o [x, h] + b_o) | output gate
        h = o * c | new hidden state
        """);

    [Fact]
    public void Of_all_options_at_once() => AssertText(
        s_lstm with
        {
            Peephole = true,
            CoupledGates = true,
            LayerNorm = true,
            StochasticForget = true,
            Projection = 2,
            Clip = 1,
            CellClip = 2,
        },
        """
        i = sigmoid(clip[1](norm(W_i [x, h] + b_i + p_i * c))) | input gate
        f = 1 - i | forget gate, coupled
        g = tanh(clip[1](norm(W_g [x, h] + b_g))) | candidate
        c = clip[2]((u < f ? c : 0) + i * g) | new cell state
        o = sigmoid(clip[1](norm(W_o [x, h] + b_o + p_o * c))) | output gate, with the new cell state
        h = W_hr (o * tanh(clip[1](norm(c)))) | new hidden state, projected
        norm(v) = gamma * (v - mean v) / sqrt(var v + 1E-05) + beta | over the units, separately for each gate
        """);

    [Fact]
    public void Of_both_GRUs()
    {
        AssertText(
            new CellShape(CellKind.GruResetAfter, 3),
            """
            r = sigmoid(W_r [x, h] + b_r) | reset gate
            z = sigmoid(W_z [x, h] + b_z) | update gate
            n = tanh(W_n x + b_n + r * (U_n h + c_n)) | candidate
            h = (1 - z) * n + z * h | new hidden state
            """);
        AssertText(
            new CellShape(CellKind.GruResetBefore, 3) { Clip = 1, GateActivation = Activation.Softsign },
            """
            r = softsign(clip[1](W_r [x, h] + b_r)) | reset gate
            z = softsign(clip[1](W_z [x, h] + b_z)) | update gate
            m = r * h | hidden state after the reset gate
            n = tanh(clip[1](W_n [x, m] + b_n)) | candidate
            h = (1 - z) * n + z * h | new hidden state
            """);
    }

    [Fact]
    public void Of_an_Elman_network() => AssertText(
        new CellShape(CellKind.Rnn, 3) { Clip = 1, CellActivation = Activation.Relu },
        """
        h = relu(clip[1](W_a [x, h] + b_a)) | new hidden state
        """);

    [Fact]
    public void Of_an_sLSTM() => AssertText(
        new CellShape(CellKind.SLstm, 3),
        """
        z = tanh(W_z [x, h] + b_z) | candidate
        o = sigmoid(W_o [x, h] + b_o) | output gate
        l = -softplus(-(W_f [x, h] + b_f)) | logarithm of the sigmoid forget gate
        m = max(l + m(t-1), W_i [x, h] + b_i) | new stabiliser state
        i = exp(W_i [x, h] + b_i - m) | input gate, stabilised
        f = exp(l + m(t-1) - m) | forget gate, stabilised
        c = f * c + i * z | new cell state
        n = i + f * n | new normaliser state
        h = o * (c / max(n, 1.1754944E-38)) | new hidden state
        """);

    [Fact]
    public void Every_cell_has_a_line_for_each_equation()
    {
        foreach (CellShape shape in CellSamples.All)
        {
            Assert.Equal(shape.Definition.Equations.Count + (shape.LayerNorm ? 1 : 0), EquationText.Of(shape).Count());
            Assert.All(EquationText.Of(shape), static line => Assert.InRange(line.Text.Length + line.Meaning.Length, 8, 110));
        }
    }

    private static void AssertText(CellShape shape, string expected) =>
        Assert.Equal(expected, string.Join('\n', EquationText.Of(shape).Select(static line => $"{line.Text} | {line.Meaning}")));

    /// <summary>The one line that differs from those of the plain cell.</summary>
    private static void AssertLine(CellShape shape, string expected) =>
        Assert.Equal([expected],
            EquationText.Of(shape).Except(EquationText.Of(s_lstm)).Select(static line => $"{line.Text} | {line.Meaning}"));
}

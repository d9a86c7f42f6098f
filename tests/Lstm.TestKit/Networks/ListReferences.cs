using System.Collections.Generic;

namespace Lstm.TestKit;

/// <summary>What the reference files in golden/lists hold, by the names that <see cref="TestFiles.Golden"/> takes.</summary>
public static class ListReferences
{
    /// <summary>The network of every file; each file proves itself with inputs and outputs. In the order of references/lists.py.</summary>
    public static IReadOnlyDictionary<string, ListSpec> Networks { get; } = new Dictionary<string, ListSpec>
    {
        ["lists/lstm3-lstm5-lstm2"] = new(4, [Lstm(3), Lstm(5), Lstm(2)]),
        ["lists/lstm5-gru4"] = new(3, [Lstm(5), Gru(4)]),
        ["lists/gru4-gru4-lstm9-dense1"] = new(2, [Gru(4), Gru(4), Lstm(9), Dense(1)]),
        ["lists/lstm5-dense6-relu-lstm4-dense2"] = new(3, [Lstm(5), Dense(6, Activation.Relu), Lstm(4), Dense(2)]),
        ["lists/lstm5-dense6-relu-dense3-softmax-lstm5"] =
            new(3, [Lstm(5), Dense(6, Activation.Relu), Dense(3, Activation.Softmax), Lstm(5)]),
        ["lists/lstm4-bidirectional-lstm5"] = new(3, [Both(Lstm(4)), Lstm(5)]),
        ["lists/gru4-backward-lstm3-bidirectional-gru5"] = new(2, [Back(Gru(4)), Both(Lstm(3)), Gru(5)]),
        ["lists/rnn5-2layers"] = new(3, [Rnn(5), Rnn(5)]),
        ["lists/rnn5-2layers-relu"] = new(3, [Rnn(5, Activation.Relu), Rnn(5, Activation.Relu)]),
        ["lists/rnn17-relu"] = new(3, [Rnn(17, Activation.Relu)]),
        ["lists/rnn6-bidirectional-dense1"] = new(2, [Both(Rnn(6)), Dense(1)]),
        ["lists/rnn9-2layers-backward"] = new(3, [Back(Rnn(9)), Back(Rnn(9))]),
        ["lists/slstm5"] = new(3, [SLstm(5)]),
        ["lists/slstm10-2layers-dense2"] = new(3, [SLstm(10), SLstm(10), Dense(2)]),
        ["lists/slstm4-bidirectional"] = new(2, [Both(SLstm(4))]),
        ["lists/slstm3-slstm9-backward"] = new(2, [SLstm(3), Back(SLstm(9))]),
        ["lists/all-three"] = new(
            3,
            [
                Dense(4, Activation.Tanh), Both(Lstm(5)), Dense(6, Activation.Relu), Back(Gru(4)), Dense(7, Activation.Sigmoid), SLstm(3),
                Dense(5, Activation.Relu), Dense(2),
            ])
        {
            Residual = true,
        },
        ["lists/all-four"] = new(5, [SLstm(9), Rnn(4), Dense(3), Gru(12), Lstm(2)]),
        ["lists/affine-lstm5-affine"] = new(3, [new AffineSpec(3), Lstm(5), new AffineSpec(5)]),
        ["lists/lstm6-batchnorm-lstm4"] = new(3, [Lstm(6), new AffineSpec(6), Lstm(4)]),
        ["lists/lstm5-layernorm-gru4"] = new(3, [Lstm(5), new LayerNormSpec(5), Gru(4)]),
        ["lists/lstm4-layernorm-residual"] = new(4, [Lstm(4), new LayerNormSpec(4) { Epsilon = 0.001f }]) { Residual = true },
        ["lists/lstm5-relu-dense2"] = new(3, [Lstm(5), new ActivationSpec(5, Activation.Relu), Dense(2)]),
        ["lists/lstm9-dense6-prelu-dense1"] = new(3, [Lstm(9), Dense(6), new PReluSpec(6), Dense(1)]),
        ["lists/gru6-softmax"] = new(3, [Gru(6), new ActivationSpec(6, Activation.Softmax)]),
        ["lists/lstm4-bidirectional-layernorm"] = new(3, [Both(Lstm(4)), new LayerNormSpec(8)]),
        ["lists/all-units"] = new(
            3,
            [
                new AffineSpec(3), Dense(9, Activation.Tanh), new LayerNormSpec(9) { Epsilon = 0.001f }, new PReluSpec(9), Gru(11),
                new ActivationSpec(11, Activation.Sigmoid), new PReluSpec(11), Back(SLstm(5)), new LayerNormSpec(5), new AffineSpec(5),
                new ActivationSpec(5, Activation.Tanh), Dense(2), new AffineSpec(2),
            ]),
        ["lists/lstm5-last-dense3-softmax"] = new(3, [Lstm(5), new PoolSpec(5, Pooling.Last), Dense(3, Activation.Softmax)]),
        ["lists/gru6-2layers-final"] = new(3, [Gru(6), Gru(6), new PoolSpec(6, Pooling.Final)]),
        ["lists/lstm5-bidirectional-final-dense4"] = new(3, [Both(Lstm(5)), new PoolSpec(10, Pooling.Final), Dense(4)]),
        ["lists/lstm4-bidirectional-last"] = new(3, [Both(Lstm(4)), new PoolSpec(8, Pooling.Last)]),
        ["lists/slstm5-backward-final"] = new(2, [Back(SLstm(5)), new PoolSpec(5, Pooling.Final)]),
        ["lists/lstm9-mean-dense4-softmax"] = new(3, [Lstm(9), new PoolSpec(9, Pooling.Mean), Dense(4, Activation.Softmax)]),
        ["lists/gru7-bidirectional-max-dense2"] = new(3, [Both(Gru(7)), new PoolSpec(14, Pooling.Max), Dense(2)]),
        ["lists/lstm5-layernorm-dense6-relu-mean-prelu-dense1"] = new(
            3,
            [Lstm(5), new LayerNormSpec(5), Dense(6, Activation.Relu), new PoolSpec(6, Pooling.Mean), new PReluSpec(6), Dense(1)]),
        ["lists/lstm5-residual"] = new(5, [Lstm(5), new ResidualSpec(5, 1)]),
        ["lists/dense6-relu-lstm6-gru6-residual-dense4-residual"] = new(
            4,
            [
                Dense(6), new ActivationSpec(6, Activation.Relu), Lstm(6), Gru(6), new ResidualSpec(6, 3), Dense(4), new ResidualSpec(4, 6),
            ]),
        ["lists/lstm9-residual-lstm9-residual-residual"] = new(
            9, [Lstm(9), new ResidualSpec(9, 1), Lstm(9), new ResidualSpec(9, 1), new ResidualSpec(9, 4)]),
        ["lists/gru3-bidirectional-3layers-residual-layernorm-dense6-residual"] = new(
            2,
            [
                Both(Gru(3)), Both(Gru(3)), Both(Gru(3)), new ResidualSpec(6, 2), new LayerNormSpec(6), Dense(6, Activation.Tanh),
                new ResidualSpec(6, 2),
            ]),
        ["lists/lstm5-bidirectional-sum-dense2"] = new(3, [Both(Lstm(5)), new MergeSpec(5, Merging.Sum), Dense(2)]),
        ["lists/gru9-bidirectional-mean-lstm4"] = new(3, [Both(Gru(9)), new MergeSpec(9, Merging.Mean), Lstm(4)]),
        ["lists/lstm8-bidirectional-product"] = new(3, [Both(Lstm(8)), new MergeSpec(8, Merging.Product)]),
        ["lists/lstm5-bidirectional-final-product-dense2"] = new(
            3, [Both(Lstm(5)), new PoolSpec(10, Pooling.Final), new MergeSpec(5, Merging.Product), Dense(2)]),
    };

    private static RecurrentSpec Lstm(int hidden) => new(CellForm.Lstm, hidden);

    private static RecurrentSpec Gru(int hidden) => new(CellForm.GruResetAfter, hidden);

    private static RecurrentSpec Rnn(int hidden, Activation activation = Activation.Tanh) =>
        new(CellForm.Rnn, hidden) { CellActivation = activation };

    private static RecurrentSpec SLstm(int hidden) => new(CellForm.SLstm, hidden);

    private static DenseSpec Dense(int units, Activation activation = Activation.Linear) => new(units, activation);

    private static RecurrentSpec Both(RecurrentSpec layer) => layer with { Bidirectional = true };

    private static RecurrentSpec Back(RecurrentSpec layer) => layer with { Direction = Direction.Backward };
}

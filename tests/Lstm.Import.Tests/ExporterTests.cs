using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>python/lstmgen_export.py, whose files carry a self-test that the model itself computed: reading them runs it.</summary>
public class ExporterTests
{
    private static readonly Dictionary<string, string> s_torch = new()
    {
        ["lstm"] = "[Lstm(input: 2, hidden: 3)]",
        ["lstm-2layers"] = "[Lstm(input: 2, hidden: 3, Layers = 2, Bidirectional = true)]",
        ["lstm-projection"] = "[Lstm(input: 2, hidden: 5, Projection = 3)]",
        ["lstm-nobias"] = "[Lstm(input: 2, hidden: 3)]",
        ["gru"] = "[Gru(input: 2, hidden: 3, Layers = 2)]",
        ["lstm-cell"] = "[Lstm(input: 2, hidden: 3)]",
        ["gru-cell"] = "[Gru(input: 2, hidden: 3)]",
        ["rnn"] = "[Rnn(input: 2, hidden: 3)]",
        ["rnn-relu"] = "[Rnn(input: 2, hidden: 3, activation: Activation.Relu, Layers = 2, Bidirectional = true)]",
        ["rnn-cell"] = "[Rnn(input: 2, hidden: 3, activation: Activation.Relu)]",
        ["double"] = "[Lstm(input: 2, hidden: 3)]",
        ["sequential"] = "[Dense(2, Activation.Relu)]\n[Lstm(input: 4, hidden: 3)]\n[Dense(5, Activation.Tanh)]\n[Dense(1)]",
        ["parameters"] =
            "[Gru(input: 2, hidden: 3)]\n[Dense(2, Activation.LeakyRelu, Alpha = 0.3f)]\n[Dense(2, Activation.Elu, Alpha = 1E-05f)]",
        ["hard"] =
            "[Gru(input: 2, hidden: 3)]\n[Dense(2, Activation.HardSigmoid3)]\n[Activation(Activation.Softplus)]\n"
                + "[Activation(Activation.Softmax)]",
        ["bounded"] =
            "[Gru(input: 2, hidden: 3)]\n[Dense(4, Activation.Clip, Alpha = -0.25f, Beta = 0.5f)]\n"
                + "[Dense(4, Activation.Clip, Alpha = 0f, Beta = 6f)]\n[Dense(2, Activation.LogSoftmax)]",
        ["gated"] =
            "[Dense(2, Activation.Gelu)]\n[Gru(input: 3, hidden: 3)]\n[Dense(4, Activation.Silu)]\n[Dense(4, Activation.GeluTanh)]\n"
                + "[Activation(Activation.Mish)]\n[Activation(Activation.HardSwish)]",
        ["elus"] =
            "[Gru(input: 2, hidden: 3)]\n[Dense(4, Activation.Selu)]\n[Dense(4, Activation.Celu, Alpha = 0.5f)]\n"
                + "[Dense(2, Activation.Celu)]",
        ["functional-gelu"] = "[Lstm(input: 2, hidden: 3, Output = 2, OutputActivation = Activation.Gelu)]",
        ["stepped"] = "[Lstm(input: 3, hidden: 4, Output = 2, OutputActivation = Activation.Tanh)]",
        ["functional"] = "[Lstm(input: 2, hidden: 3, Output = 2, OutputActivation = Activation.Sigmoid)]",
        ["residual"] = "[Lstm(input: 2, hidden: 3, Output = 2, Residual = true)]",
        ["residual-tanh"] = "[Lstm(input: 2, hidden: 3, Output = 2, OutputActivation = Activation.Tanh, Residual = true)]",
        ["error-between"] = "its forward does something that no layer shows",
        ["error-state"] = "its forward does something that no layer shows",
        ["error-last"] = "expected outputs at each step, found those of one step",
        ["error-conv"] = "'0': expected a linear or recurrent layer, a known activation or dropout, found Conv2d",
        ["conv"] = "[Conv1D(4, 3, Activation.Relu, Dilation = 2)]\n[Lstm(input: 2, hidden: 3)]",
        ["conv-cut"] = "[Conv1D(5, 3, Activation.Relu, Dilation = 2)]\n[Conv1D(4, 2)]\n[Gru(input: 2, hidden: 3)]\n[Affine]",
        ["conv-norm"] = "[Conv1D(4, 3)]\n[Affine]\n[Activation(Activation.Relu)]\n[Gru(input: 2, hidden: 3)]",
        ["conv-one"] = "[Dense(4)]\n[Lstm(input: 2, hidden: 3)]",
        ["conv-rows"] = "[Conv1D(4, 3)]\n[Lstm(input: 2, hidden: 3)]",
        ["conv-after"] = "[Lstm(input: 2, hidden: 3)]\n[Conv1D(2, 2)]",
        ["error-conv-same"] = "(kernel_size - 1) * dilation = 2 zeros before the first step, found 1 before it and 1 after the last",
        ["error-conv-valid"] = "zeros before the first step, found 0 before it and 0 after the last: pad with F.pad(x, (2, 0))",
        ["error-conv-long"] = "expected outputs for 6 steps, found 8: a padded convolution has more outputs than inputs",
        ["error-conv-front"] = "outputs of earlier steps change with the last step, so that a convolution is not causal",
        ["error-conv-stride"] = "'conv': expected stride=1, found 2",
        ["error-conv-groups"] = "'conv': expected groups=1, found 2",
        ["error-conv-mode"] = "'conv': expected zeros before the first step, found padding of mode 'replicate'",
        ["error-conv-circular"] = "'conv': expected zeros before the first step, found padding of mode 'circular'",
        ["error-conv-kernel"] = "expected a convolution with a kernel of at most 64, found 65",
        ["error-conv-pool"] = "expected no convolution after the pooling",
        ["embedding"] = "[Embedding(9, 2)]\n[Lstm(input: 1, hidden: 3)]",
        ["embedding-list"] = "[Embedding(9, 2)]\n[Lstm(input: 1, hidden: 3, Output = 2)]",
        ["embedding-pool"] =
            "[Embedding(9, 3)]\n[Conv1D(2, 3, Activation.Tanh)]\n[Lstm(input: 1, hidden: 3)]\n[Pool(Pooling.Last)]\n[Dense(2)]",
        ["error-embedding-bag"] = "'0': expected an nn.Embedding of one token at each step, found an EmbeddingBag",
        ["error-embedding-norm"] = "'0': expected max_norm=None, found 1.0",
        ["error-embedding-two"] = "'two': expected one embedding, as the first layer",
        ["error-embedding-told"] = "mean, std: expected none, because the inputs are tokens",
        ["error-embedding-range"] = "expected a sample of tokens, whole numbers from 0 to 4, for its nn.Embedding",
        ["error-half"] = "convert the module first: module.float()",
        ["between"] = "[Lstm(input: 2, hidden: 3)]\n[Activation(Activation.Relu)]\n[Dense(2)]",
        ["scaled"] = "[Lstm(input: 2, hidden: 3)]\n[Dense(2)]\n[Affine]",
        ["norm"] = "[Lstm(input: 2, hidden: 3)]\n[LayerNorm]",
        ["norms"] =
            "[Affine]\n[Lstm(input: 2, hidden: 4)]\n[LayerNorm(Epsilon = 0.001f)]\n[Activation(Activation.Silu)]\n[Dense(3)]\n[Affine]\n"
                + "[Activation(Activation.Relu)]\n[Affine]\n[PRelu]\n[Gru(hidden: 2)]",
        ["prelu"] = "[Rnn(input: 2, hidden: 3)]\n[PRelu]\n[Dense(2)]\n[PRelu]\n[LayerNorm]",
        ["buffers"] = "[Affine]\n[Lstm(input: 2, hidden: 3)]\n[Dense(2)]\n[Affine]",
        ["told"] = "[Affine]\n[Lstm(input: 2, hidden: 3)]",
        ["told-std"] = "[Affine]\n[Gru(input: 2, hidden: 3)]",
        ["pool-final"] = "[Lstm(input: 2, hidden: 3, Layers = 2, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Dense(2)]",
        ["pool-last"] = "[Gru(input: 2, hidden: 3)]\n[Pool(Pooling.Last)]\n[Activation(Activation.Relu)]\n[Dense(2)]",
        ["pool-mean"] = "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Pool(Pooling.Mean)]\n[Dense(2)]",
        ["pool-max"] = "[Lstm(input: 2, hidden: 3)]\n[Dense(2)]\n[Pool(Pooling.Max)]",
        ["error-pool"] = "its forward does something that no layer shows",
        ["error-pool-name"] = "pool: expected one of last, final, mean, max, found 'first'",
        ["error-pool-steps"] = "expected at least two steps and 3 outputs for all of them, because of pool='last', found 6 steps",
        ["error-std"] = "std: expected numbers above 0, found [1.0, 0.0]",
        ["error-mean"] = "mean: expected a number, or one for each of 2 inputs, found 3",
        ["error-mean-text"] = "mean: expected a number, or one for each input, found '1'",
        ["error-group"] = "'1': expected a linear or recurrent layer, a known activation or dropout, found GroupNorm",
        ["error-statistics"] = "'1': expected running statistics, found track_running_stats=False",
        ["error-layer-norm"] = "'1': expected a normalisation of the values of a step, found LayerNorm((6, 3)",
        ["error-embedding"] = "expected a sample of tokens, whole numbers from 0 to 8, for its nn.Embedding",
        ["error-fails"] = "the module fails for a sample of shape [6, 5]: RuntimeError",
        ["error-none"] = "expected an nn.LSTM, nn.GRU, nn.RNN or one of their cells that runs, found none",
        ["error-batch"] = "or with a batch of 1, found a sample of shape [4, 6, 2]",
        ["list"] = "[Dense(4)]\n[Lstm(input: 2, hidden: 3)]\n[Dense(5, Activation.Tanh)]\n[Gru(hidden: 4)]\n[Dense(1)]",
        ["list-unequal"] = "[Lstm(input: 2, hidden: 8)]\n[Lstm(hidden: 5, Layers = 2)]\n[Lstm(hidden: 3)]",
        ["list-directions"] =
            "[Gru(input: 2, hidden: 3, Bidirectional = true)]\n[Lstm(hidden: 4, Projection = 2)]\n[Activation(Activation.Relu)]",
        ["list-split"] = "[Lstm(input: 2, hidden: 3)]\n[Dense(3)]\n[Lstm(hidden: 3)]",
        ["list-given"] = "[Lstm(input: 2, hidden: 3)]\n[Dense(4, Activation.Relu)]\n[Gru(hidden: 2)]",
        ["list-rnn"] = "[Rnn(input: 2, hidden: 3)]\n[Rnn(hidden: 3, activation: Activation.Relu)]\n[Dense(4)]\n[Gru(hidden: 2)]",
        ["list-residual"] = "[Lstm(input: 2, hidden: 3, Residual = true)]\n[Gru(hidden: 2)]",
        ["error-many"] = "expected at most 8 recurrent layers, found 9",
        ["error-dense"] = "expected at most 8 dense layers or activations in a row, found more",
        ["error-list"] = "expected a list of torch.nn.Module, found a builtin_function_or_method in it",
        ["error-type"] = "expected a torch.nn.Module or a Keras model, found str",
    };

    private static readonly Dictionary<string, string> s_keras = new()
    {
        ["lstm"] = "[Lstm(input: 2, hidden: 3, Output = 1, OutputActivation = Activation.Sigmoid)]",
        ["lstm-functions"] =
            "[Lstm(input: 2, hidden: 3, GateActivation = Activation.HardSigmoid3, CellActivation = Activation.Softsign, "
                + "HiddenActivation = Activation.Softsign)]",
        ["gru"] = "[Dense(2, Activation.Tanh)]\n[Gru(input: 4, hidden: 3, Output = 2, OutputActivation = Activation.Relu)]",
        ["gru-before"] = "[Gru(input: 2, hidden: 3, ResetAfter = false)]\n[Dense(2, Activation.LeakyRelu, Alpha = 0.2f)]",
        ["bidirectional"] = "[Lstm(input: 2, hidden: 3, Bidirectional = true, Output = 2)]",
        ["list"] =
            "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Dense(4, Activation.Tanh)]\n[Gru(hidden: 3, Layers = 2)]\n"
                + "[Lstm(hidden: 1)]",
        ["rnn"] = "[Rnn(input: 2, hidden: 3)]\n[Rnn(hidden: 3, activation: Activation.Relu)]\n[Dense(2)]",
        ["rnn-functions"] = "[Rnn(input: 2, hidden: 3, activation: Activation.LeakyRelu, Alpha = 0.2f)]",
        ["rnn-bidirectional"] = "[Rnn(input: 2, hidden: 3, activation: Activation.Relu, Bidirectional = true, Output = 2)]",
        ["gated"] =
            "[Lstm(input: 2, hidden: 3, CellActivation = Activation.Silu, HiddenActivation = Activation.Silu)]\n"
                + "[Dense(4, Activation.Gelu)]\n[Dense(3, Activation.Mish)]\n[Dense(3, Activation.HardSwish)]\n"
                + "[Dense(2, Activation.LogSoftmax)]",
        ["bounded"] =
            "[Lstm(input: 2, hidden: 3, CellActivation = Activation.Clip, CellAlpha = 0f, CellBeta = 6f, "
                + "HiddenActivation = Activation.Clip, HiddenAlpha = 0f, HiddenBeta = 6f)]\n[Dense(4, Activation.Selu)]\n"
                + "[Dense(4, Activation.Celu)]\n[Dense(3, Activation.Clip)]\n[Dense(2, Activation.Exp)]",
        ["norms"] =
            "[Affine]\n[Lstm(input: 2, hidden: 3)]\n[Affine]\n[Dense(4)]\n[LayerNorm(Epsilon = 0.001f)]\n[PRelu]\n[Gru(hidden: 2)]\n"
                + "[LayerNorm(Epsilon = 0.001f)]",
        ["layers"] =
            "[Affine]\n[Rnn(input: 2, hidden: 3)]\n[Activation(Activation.Relu)]\n[Dense(4, Activation.LeakyRelu, Alpha = 0.3f)]\n"
                + "[Affine]\n[Activation(Activation.Clip, Alpha = 0f, Beta = 0.25f)]\n[Dense(2)]",
        ["told"] = "[Affine]\n[Lstm(input: 2, hidden: 3)]",
        ["pool-mean"] = "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Pool(Pooling.Mean)]\n[Dense(2, Activation.Softmax)]",
        ["pool-max"] = "[Gru(input: 2, hidden: 3)]\n[Dense(4)]\n[Pool(Pooling.Max)]",
        ["pool-final"] = "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Dense(2)]",
        ["error-relu"] = "'relu': expected negative_slope=0 and threshold=0, found 0.5",
        ["error-prelu"] = "'prelu': expected shared_axes=[1], found None",
        ["error-pool"] = "expected one pooling, after a recurrent layer, found another or none before it",
        ["error-zero"] = "its forward does something that no layer shows",
        ["error-last"] = "expected return_sequences=True",
        ["error-backwards"] = "expected go_backwards=False",
        ["conv"] =
            "[Conv1D(4, 3, Activation.Relu, Dilation = 2)]\n[Lstm(input: 2, hidden: 3)]\n[Conv1D(2, 2, Activation.Tanh)]",
        ["conv-padded"] = "[Conv1D(4, 3)]\n[Lstm(input: 2, hidden: 3)]",
        ["conv-one"] = "[Dense(4, Activation.Tanh)]\n[Lstm(input: 2, hidden: 3)]",
        ["embedding"] = "[Embedding(9, 3)]\n[Lstm(input: 1, hidden: 2, Output = 2)]",
        ["error-conv"] = "expected LSTM, GRU, SimpleRNN, Bidirectional, TimeDistributed, Dense, Dropout or Activation, found Conv2D",
        ["error-conv-same"] = "'conv1d': expected padding='causal', so that an output depends on earlier steps only",
        ["error-conv-after"] = "'zeropadding1d': expected zeros before the first step, found padding=(2, 1)",
        ["error-conv-pad"] = "'lstm': expected a Conv1D after the ZeroPadding1D, found LSTM",
        ["error-conv-strides"] = "'conv1d': expected strides=1, found 2",
        ["error-mask"] = "'embedding': expected mask_zero=False, found True",
        ["error-tokens"] = "expected a sample of tokens, whole numbers from 0 to 8, for the Embedding, found others",
        ["error-function"] = "leaky_relu, relu6, found squareplus",
        ["error-stateful"] = "expected stateful=False",
        ["error-model"] = "expected a Sequential model, found Functional",
    };

    [PythonFact("torch")]
    public void Torch_modules_are_exported_with_their_proof() => Check(Python.With("torch")!, "export_torch.py", s_torch);

    [PythonFact("numpy")]
    public void Keras_models_are_exported_with_their_proof() => Check(Python.With("numpy")!, "export_keras.py", s_keras);

    private static void Check(string python, string script, Dictionary<string, string> expected)
    {
        using TemporaryFolder folder = new();
        string output = Python.Run(
            python, Fixtures.File("exporter", script), folder.Path, Path.Combine(AppContext.BaseDirectory, "python"));
        Dictionary<string, string> found = JsonSerializer.Deserialize<Dictionary<string, string>>(output)!;
        Assert.Equal(expected.Count, found.Count);
        foreach ((string name, string text) in expected)
        {
            string file = folder.File(name + ".safetensors");
            if (name.StartsWith("error-", StringComparison.Ordinal))
            {
                Assert.StartsWith("error: ", found[name], StringComparison.Ordinal);
                Assert.Contains(text, found[name], StringComparison.Ordinal);
                Assert.False(File.Exists(file), name);
                continue;
            }

            Assert.Equal(text, found[name]);
            ModelDescription model = ModelFile.Read(file);
            Assert.Equal(text, model.Declaration);
            Assert.Equal(6, model.Weights.SelfTest!.Steps);
            Assert.Empty(model.Notes);
            model.Verify();
        }
    }
}

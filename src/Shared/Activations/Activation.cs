namespace Lstm;

/// <summary>
/// The activation function of a gate, a cell or a dense layer. It is a function of one value, except <see cref="Softmax"/> and
/// <see cref="LogSoftmax"/>, which are functions of all values of a layer.
/// </summary>
/// <remarks>
/// Some functions have parameters, alpha and beta, with the names and defaults of ONNX. Members note defaults that differ between
/// frameworks.
/// </remarks>
#if NET
public enum Activation
#else
// The generator's copy is internal: a public one would clash with the runtime's type in a project that references both.
internal enum Activation
#endif
{
    /// <summary>y = v.</summary>
    Linear = 0,

    /// <summary>y = 1 / (1 + e^-v), in [0, 1].</summary>
    Sigmoid = 1,

    /// <summary>y = tanh(v), in [-1, 1].</summary>
    Tanh = 2,

    /// <summary>y = max(0, v).</summary>
    Relu = 3,

    /// <summary>y = min(1, max(0, alpha·v + beta)), with alpha = 0.2 and beta = 0.5: the hard sigmoid of ONNX and of Keras 2.</summary>
    HardSigmoid = 4,

    /// <summary>y = min(6, max(0, v + 3)) / 6: the hard sigmoid of Keras 3 and of PyTorch.</summary>
    HardSigmoid3 = 5,

    /// <summary>y = v / (1 + |v|), in [-1, 1].</summary>
    Softsign = 6,

    /// <summary>y = ln(1 + e^v).</summary>
    Softplus = 7,

    /// <summary>y = v for v ≥ 0 and alpha·(e^v - 1) for v &lt; 0, with alpha = 1.</summary>
    Elu = 8,

    /// <summary>
    /// y = v for v ≥ 0 and alpha·v for v &lt; 0, with alpha = 0.01. (The default of Keras is 0.3, or 0.2 in some versions.)
    /// </summary>
    LeakyRelu = 9,

    /// <summary>y = v for v > alpha and 0 elsewhere, with alpha = 1.</summary>
    ThresholdedRelu = 10,

    /// <summary>y = alpha·v + beta, with alpha = 1 and beta = 0.</summary>
    Affine = 11,

    /// <summary>y = alpha·tanh(beta·v), with alpha = 1 and beta = 1.</summary>
    ScaledTanh = 12,

    /// <summary>y_n = e^(v_n) / sum of all e^(v_k): a probability distribution. For dense layers only.</summary>
    Softmax = 13,

    /// <summary>
    /// y = min(beta, max(alpha, v)), with alpha = -1 and beta = 1: the Hardtanh of PyTorch. ReLU6 has alpha = 0 and beta = 6.
    /// </summary>
    Clip = 14,

    /// <summary>y = v·sigmoid(v): SiLU, which is also called Swish.</summary>
    Silu = 15,

    /// <summary>y = v·(1 + erf(v / √2)) / 2: GELU. The approximation by tanh is <see cref="GeluTanh"/>.</summary>
    Gelu = 16,

    /// <summary>y = v·(1 + tanh(√(2/π)·(v + 0.044715·v³))) / 2: the approximation of GELU by tanh.</summary>
    GeluTanh = 17,

    /// <summary>
    /// y = beta·v for v ≥ 0 and beta·alpha·(e^v - 1) for v &lt; 0, with alpha = 1.6732632 and beta = 1.050701. ONNX calls beta gamma.
    /// </summary>
    Selu = 18,

    /// <summary>y = v for v ≥ 0 and alpha·(e^(v / alpha) - 1) for v &lt; 0, with alpha = 1. Alpha is above 0.</summary>
    Celu = 19,

    /// <summary>y = v·tanh(ln(1 + e^v)).</summary>
    Mish = 20,

    /// <summary>y = v·min(6, max(0, v + 3)) / 6: hard Swish, which is also called hard SiLU.</summary>
    HardSwish = 21,

    /// <summary>y = e^v.</summary>
    Exp = 22,

    /// <summary>y_n = v_n - ln(sum of all e^(v_k)): the logarithm of a softmax. For dense layers only.</summary>
    LogSoftmax = 23,
}

namespace Lstm;

/// <summary>A function of one value, or for <see cref="Softmax"/> of all values of a layer: what a gate, a cell or a dense layer applies.</summary>
/// <remarks>
/// Some take parameters, alpha and beta, under the names and with the defaults of ONNX. Where a default differs between frameworks the
/// member says so.
/// </remarks>
#if NET
public enum Activation
#else
// The generator's copy: public, it would clash with the runtime's in a project that references both.
internal enum Activation
#endif
{
    /// <summary>y = v: the value itself.</summary>
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

    /// <summary>y = v for v ≥ 0 and alpha·(e^v - 1) below, with alpha = 1.</summary>
    Elu = 8,

    /// <summary>y = v for v ≥ 0 and alpha·v below, with alpha = 0.01 (Keras' own default is 0.3, 0.2 in some versions).</summary>
    LeakyRelu = 9,

    /// <summary>y = v for v > alpha and 0 elsewhere, with alpha = 1.</summary>
    ThresholdedRelu = 10,

    /// <summary>y = alpha·v + beta, with alpha = 1 and beta = 0.</summary>
    Affine = 11,

    /// <summary>y = alpha·tanh(beta·v), with alpha = 1 and beta = 1.</summary>
    ScaledTanh = 12,

    /// <summary>y_n = e^(v_n) / sum of all e^(v_k): a distribution. For dense layers only.</summary>
    Softmax = 13,
}

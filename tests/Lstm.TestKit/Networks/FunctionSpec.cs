namespace Lstm.TestKit;

/// <summary>An activation with its parameters, as an attribute gives it: null is the default.</summary>
public readonly record struct FunctionSpec(Activation Function, float? Alpha = null, float? Beta = null)
{
    /// <summary>How exactly it is computed. It is the network's: no attribute says it of a function.</summary>
    public LstmArithmetic Arithmetic { get; init; }

    /// <summary>The first parameter that holds: the given one, or ONNX's default.</summary>
    internal float AlphaOrDefault => Alpha ?? Function switch
    {
        // The parameters are floats: 0.2f is a little more than 0.2.
        Activation.HardSigmoid => 0.2f,
        Activation.LeakyRelu => 0.01f,
        Activation.Clip => -1,
        Activation.Selu => 1.6732632f,
        _ => 1,
    };

    /// <summary>The second parameter that holds: the given one, or ONNX's default.</summary>
    internal float BetaOrDefault => Beta ?? Function switch
    {
        Activation.HardSigmoid => 0.5f,
        Activation.ScaledTanh or Activation.Clip => 1,
        Activation.Selu => 1.050701f,
        _ => 0,
    };

    /// <summary>Whether it is a function of one value, as those of cells must be.</summary>
    public bool IsOfOneValue => Function is not (Activation.Softmax or Activation.LogSoftmax);

    /// <summary>The same function without parameters that are the defaults anyway.</summary>
    internal FunctionSpec Canonical
    {
        get
        {
            FunctionSpec plain = Function;
            return new FunctionSpec(
                Function, AlphaOrDefault == plain.AlphaOrDefault ? null : Alpha, BetaOrDefault == plain.BetaOrDefault ? null : Beta);
        }
    }

    public static implicit operator FunctionSpec(Activation function) => new(function);
}

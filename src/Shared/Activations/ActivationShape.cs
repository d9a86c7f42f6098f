namespace Lstm.Shared;

/// <summary>An activation function with its parameters.</summary>
/// <param name="Function">The function.</param>
/// <param name="Alpha">Its first parameter; 0 if it has none, so that equal functions compare equal.</param>
/// <param name="Beta">Its second parameter; 0 if it has none.</param>
internal readonly record struct ActivationShape(Activation Function, float Alpha, float Beta)
{
    /// <summary>Returns whether a function has a first parameter.</summary>
    public static bool HasAlpha(Activation function) => function is
        Activation.HardSigmoid or
        Activation.Elu or
        Activation.LeakyRelu or
        Activation.ThresholdedRelu or
        Activation.Affine or
        Activation.ScaledTanh;

    /// <summary>Returns whether a function has a second parameter.</summary>
    public static bool HasBeta(Activation function) => function is Activation.HardSigmoid or Activation.Affine or Activation.ScaledTanh;

    /// <summary>Returns a function with the given parameters, or with the defaults of ONNX.</summary>
    public static ActivationShape Of(Activation function, float? alpha = null, float? beta = null) => new(
        function,
        HasAlpha(function) ? alpha ?? DefaultAlpha(function) : 0,
        HasBeta(function) ? beta ?? DefaultBeta(function) : 0);

    /// <summary>Whether this is the function with its default parameters.</summary>
    public bool IsDefault => this == Of(Function);

    public static implicit operator ActivationShape(Activation function) => Of(function);

    private static float DefaultAlpha(Activation function) => function switch
    {
        Activation.HardSigmoid => 0.2f,
        Activation.LeakyRelu => 0.01f,
        _ => 1,
    };

    private static float DefaultBeta(Activation function) => function switch
    {
        Activation.HardSigmoid => 0.5f,
        Activation.ScaledTanh => 1,
        _ => 0,
    };
}

namespace Lstm.Shared;

/// <summary>An activation function with its parameters.</summary>
/// <param name="Function">The function.</param>
/// <param name="Alpha">Its first parameter; 0 if it has none, so that equal functions compare equal.</param>
/// <param name="Beta">Its second parameter; 0 if it has none.</param>
internal readonly record struct ActivationShape(Activation Function, float Alpha, float Beta)
{
    /// <summary>Returns whether a function has a first parameter.</summary>
    public static bool HasAlpha(Activation function) => ActivationType.Of(function).Alpha is not null;

    /// <summary>Returns whether a function has a second parameter.</summary>
    public static bool HasBeta(Activation function) => ActivationType.Of(function).Beta is not null;

    /// <summary>Returns a function with the given parameters, or with the defaults of ONNX.</summary>
    public static ActivationShape Of(Activation function, float? alpha = null, float? beta = null)
    {
        ActivationType type = ActivationType.Of(function);
        return new ActivationShape(
            function,
            type.Alpha is { } ordinaryAlpha ? alpha ?? ordinaryAlpha : 0,
            type.Beta is { } ordinaryBeta ? beta ?? ordinaryBeta : 0);
    }

    /// <summary>Whether this is a function of one value.</summary>
    public bool IsOfOneValue => ActivationType.Of(Function).IsOfOneValue;

    /// <summary>Whether this is the function with its default parameters.</summary>
    public bool IsDefault => this == Of(Function);

    public static implicit operator ActivationShape(Activation function) => Of(function);
}

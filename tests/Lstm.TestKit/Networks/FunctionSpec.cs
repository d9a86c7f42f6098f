namespace Lstm.TestKit;

/// <summary>An activation with its parameters, as an attribute gives it: null is the default.</summary>
public readonly record struct FunctionSpec(Activation Function, float? Alpha = null, float? Beta = null)
{
    public static implicit operator FunctionSpec(Activation function) => new(function);
}

using System;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints calls of activation functions.</summary>
/// <param name="arithmetic">How exactly tanh and the sigmoid are computed.</param>
internal sealed class FunctionText(LstmArithmetic arithmetic)
{
    /// <summary>The start of the names of the runtime's classes that have a form for each arithmetic.</summary>
    public string Prefix { get; } = arithmetic == LstmArithmetic.Fast ? "Fast" : "";

    /// <summary>
    /// Returns the function for a fused multiply-add. It is the intrinsic in wide vectors, whose processors have the instruction, and in
    /// narrow vectors a function of the runtime that knows what to do without the instruction.
    /// </summary>
    public string MultiplyAdd(VectorWidth width) =>
        width == VectorWidth.Narrow ? $"{Prefix}MultiplyAdd.Of" :
        width == VectorWidth.Widest ? "Vector512.FusedMultiplyAdd" :
        "FusedMultiplyAdd";

    /// <summary>Returns a call.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="value">Its argument; half of it for a sigmoid.</param>
    /// <param name="table">Where the constants of tanh and sigmoid are read from, or null for literals.</param>
    public string Call(ActivationShape activation, string value, string? table = null)
    {
        ActivationType type = ActivationType.Of(activation.Function);
        string constants = table is null ? "" : ", ref " + table;
        string alpha = type.Alpha is null ? "" : ", " + Text.Float(activation.Alpha);
        string beta = type.Beta is null ? "" : ", " + Text.Float(activation.Beta);
        return activation.Function switch
        {
            Activation.Linear => value,
            Activation.Sigmoid => $"{Prefix}Activations.HalfSigmoid({value}{constants})",
            Activation.Tanh => $"{Prefix}Activations.Tanh({value}{constants})",
            _ when activation.IsOfOneValue => $"Activations.{activation.Function}({value}{alpha}{beta})",
            _ => throw new InvalidOperationException($"{activation.Function} is not a function of one value."),
        };
    }

    /// <summary>Returns a call with a clipped argument. A sigmoid takes half of its argument, so that half of the limit applies.</summary>
    public string Clipped(ActivationShape activation, float clip, string value, string? table = null) =>
        Call(activation, Clip(value, activation.Function == Activation.Sigmoid ? Half(clip) : clip), table);

    /// <summary>Returns half of a limit. Half of the smallest float would be 0, which means no limit.</summary>
    private static float Half(float limit) => Math.Max(limit / 2, Math.Min(limit, float.Epsilon));

    /// <summary>Returns a call on an argument that no weights have halved. For a sigmoid it is halved here.</summary>
    public string ClippedWhole(ActivationShape activation, float clip, string value, string? table = null)
    {
        string limited = Clip(value, clip);
        return Call(activation, activation.Function == Activation.Sigmoid ? $"{limited} * 0.5f" : limited, table);
    }

    /// <summary>Returns a value, clipped if there is a limit.</summary>
    public static string Clip(string value, float limit) => limit > 0 ? $"Activations.Clip({value}, {Text.Float(limit)})" : value;
}

using System;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints calls of activation functions.</summary>
internal static class FunctionText
{
    /// <summary>Returns a call.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="value">Its argument; half of it for a sigmoid.</param>
    /// <param name="table">Where the constants of tanh and sigmoid are read from, or null for literals.</param>
    public static string Call(ActivationShape activation, string value, string? table = null)
    {
        ActivationType type = ActivationType.Of(activation.Function);
        string constants = table is null ? "" : ", ref " + table;
        string alpha = type.Alpha is null ? "" : ", " + Text.Float(activation.Alpha);
        string beta = type.Beta is null ? "" : ", " + Text.Float(activation.Beta);
        return activation.Function switch
        {
            Activation.Linear => value,
            Activation.Sigmoid => $"Activations.HalfSigmoid({value}{constants})",
            Activation.Tanh => $"Activations.Tanh({value}{constants})",
            _ when activation.IsOfOneValue => $"Activations.{activation.Function}({value}{alpha}{beta})",
            _ => throw new InvalidOperationException($"{activation.Function} is not a function of one value."),
        };
    }

    /// <summary>Returns a call with a clipped argument. A sigmoid takes half of its argument, so that half of the limit applies.</summary>
    public static string Clipped(ActivationShape activation, float clip, string value, string? table = null) =>
        Call(activation, Clip(value, activation.Function == Activation.Sigmoid ? Half(clip) : clip), table);

    /// <summary>Returns half of a limit. Half of the smallest float would be 0, which means no limit.</summary>
    private static float Half(float limit) => Math.Max(limit / 2, Math.Min(limit, float.Epsilon));

    /// <summary>Returns a call on an argument that no weights have halved. For a sigmoid it is halved here.</summary>
    public static string ClippedWhole(ActivationShape activation, float clip, string value, string? table = null)
    {
        string limited = Clip(value, clip);
        return Call(activation, activation.Function == Activation.Sigmoid ? $"{limited} * 0.5f" : limited, table);
    }

    /// <summary>Returns a value, clipped if there is a limit.</summary>
    public static string Clip(string value, float limit) => limit > 0 ? $"Activations.Clip({value}, {Text.Float(limit)})" : value;
}

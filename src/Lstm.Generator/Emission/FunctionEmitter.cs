using System;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints calls of activations, and names them in equations.</summary>
internal static class FunctionEmitter
{
    /// <summary>A call.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="value">Its argument; half of it for a sigmoid.</param>
    /// <param name="table">Where the constants of tanh and sigmoid are read from; null to take them as literals.</param>
    public static string Call(ActivationShape activation, string value, string? table = null)
    {
        string constants = table is null ? "" : ", ref " + table;
        string alpha = Text.Float(activation.Alpha);
        string beta = Text.Float(activation.Beta);
        return activation.Function switch
        {
            Activation.Linear => value,
            Activation.Sigmoid => $"Activations.HalfSigmoid({value}{constants})",
            Activation.Tanh => $"Activations.Tanh({value}{constants})",
            Activation.Relu or Activation.HardSigmoid3 or Activation.Softsign or Activation.Softplus => $"Activations.{activation.Function}({value})",
            Activation.Elu or Activation.LeakyRelu or Activation.ThresholdedRelu => $"Activations.{activation.Function}({value}, {alpha})",
            Activation.HardSigmoid or Activation.Affine or Activation.ScaledTanh => $"Activations.{activation.Function}({value}, {alpha}, {beta})",
            _ => throw new InvalidOperationException($"{activation.Function} is no function of one value."),
        };
    }

    /// <summary>A call with its argument limited first. A sigmoid starts from half of its argument, so that half of the limit applies.</summary>
    public static string Clipped(ActivationShape activation, float clip, string value, string? table = null) =>
        Call(activation, Clip(value, activation.Function == Activation.Sigmoid ? Half(clip) : clip), table);

    /// <summary>Half of a limit. Of the smallest float it would be 0, which is no limit at all.</summary>
    private static float Half(float limit) => Math.Max(limit / 2, Math.Min(limit, float.Epsilon));

    /// <summary>A call on the plain argument, which is halved here for a sigmoid: for what no weights could halve beforehand.</summary>
    public static string ClippedWhole(ActivationShape activation, float clip, string value, string? table = null)
    {
        string limited = Clip(value, clip);
        return Call(activation, activation.Function == Activation.Sigmoid ? $"{limited} * 0.5f" : limited, table);
    }

    /// <summary>Replaces a value by what a function made of it. A linear one makes nothing of it, and the compiler warns of an assignment to itself.</summary>
    public static void Replace(SourceWriter writer, string value, string by)
    {
        if (by != value)
        {
            writer.Line($"{value} = {by};");
        }
    }

    /// <summary>A value, limited where there is a limit.</summary>
    public static string Clip(string value, float limit) => limit > 0 ? $"Activations.Clip({value}, {Text.Float(limit)})" : value;

    /// <summary>What a state is made of, limited where there is a limit, so that it never dies away into numbers which processors are slow with.</summary>
    public static string Settled(string value, float limit = 0) => $"Activations.Settle({Clip(value, limit)})";

    /// <summary>The function as an equation names it.</summary>
    public static string Name(ActivationShape activation)
    {
        string name = activation.Function.ToString().ToLowerInvariant();
        return
            ActivationShape.HasBeta(activation.Function) ? $"{name}[{Text.Plain(activation.Alpha)}, {Text.Plain(activation.Beta)}]" :
            ActivationShape.HasAlpha(activation.Function) ? $"{name}[{Text.Plain(activation.Alpha)}]" :
            name;
    }
}

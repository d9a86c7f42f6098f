using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Declarations;

/// <summary>
/// A parser for declarations written by <see cref="DeclarationText"/>. It rejects any other text, even C# with the same meaning.
/// </summary>
internal static class DeclarationParser
{
    // A network has at most 17 layers, each far shorter than this.
    private const int MaxLength = 4096;

    /// <summary>Parses a declaration.</summary>
    /// <exception cref="WeightFormatException">The text differs from the form that <see cref="DeclarationText"/> writes.</exception>
    public static StackShape Parse(string file, string declaration)
    {
        try
        {
            if (declaration.Length <= MaxLength && Read(declaration) is { } shape && DeclarationText.Of(shape) == declaration)
            {
                return shape;
            }
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException or KeyNotFoundException)
        {
            // The exception below quotes the text, which shows the error.
        }

        throw new WeightFormatException(
            file, null, "attributes such as [Lstm(input: 1, hidden: 16)] as the 'declaration' in __metadata__", $"'{declaration}'");
    }

    private static StackShape? Read(string declaration)
    {
        List<DenseChain> dense = [];
        StackShape? recurrent = null;
        foreach (string line in declaration.Split('\n'))
        {
            int open = line.IndexOf('(', StringComparison.Ordinal);
            if (open < 1 || line[0] != '[' || !line.EndsWith(")]", StringComparison.Ordinal))
            {
                return null;
            }

            string[] arguments = line[(open + 1)..^2].Split(", ");
            switch (line[1..open])
            {
                case "Dense":
                    dense.Add(Dense(arguments));
                    break;
                case "Lstm" when recurrent is null:
                    recurrent = Recurrent(CellKind.Lstm, arguments) with { Stem = DenseChain.Link(dense) };
                    dense.Clear();
                    break;
                case "Gru" when recurrent is null:
                    recurrent = Recurrent(CellKind.GruResetAfter, arguments) with { Stem = DenseChain.Link(dense) };
                    dense.Clear();
                    break;
                default:
                    return null;
            }
        }

        return dense.Count == 0 ? recurrent : recurrent is null ? null : recurrent with { Head = DenseChain.Link(dense) };
    }

    private static DenseChain Dense(string[] arguments)
    {
        Dictionary<string, string> named = Named(arguments.Where(static argument => argument.Contains('=', StringComparison.Ordinal)));
        string[] plain = [.. arguments.Where(static argument => !argument.Contains('=', StringComparison.Ordinal))];
        Activation activation = plain.Length > 1 ? Function(plain[1]) : Activation.Linear;
        return new DenseChain(Int(plain[0]), ActivationShape.Of(activation, Float(named, "Alpha"), Float(named, "Beta")));
    }

    private static StackShape Recurrent(CellKind kind, string[] arguments)
    {
        Dictionary<string, string> named = Named(arguments);
        bool Is(string name) => named.GetValueOrDefault(name) == "true";
        int Size(string name) => named.TryGetValue(name, out string? text) ? Int(text) : 0;
        ActivationShape FunctionOf(string name, Activation ordinary) => ActivationShape.Of(
            named.TryGetValue(name + "Activation", out string? text) ? Function(text) : ordinary,
            Float(named, name + "Alpha"),
            Float(named, name + "Beta"));

        if (named.GetValueOrDefault("ResetAfter") == "false" && kind != CellKind.Lstm)
        {
            kind = CellKind.GruResetBefore;
        }

        var cell = new CellShape(kind, Int(named["hidden"]))
        {
            Projection = Size("Projection"),
            Peephole = Is("Peephole"),
            CoupledGates = Is("CoupledGates"),
            LayerNorm = Is("LayerNorm"),
            LayerNormEpsilon = Float(named, "LayerNormEpsilon") ?? CellShape.DefaultLayerNormEpsilon,
            StochasticForget = Is("StochasticForget"),
            GateActivation = FunctionOf("Gate", Activation.Sigmoid),
            CellActivation = FunctionOf("Cell", Activation.Tanh),
            HiddenActivation = FunctionOf("Hidden", Activation.Tanh),
            Clip = Float(named, "Clip") ?? 0,
            CellClip = Float(named, "CellClip") ?? 0,
        };
        int output = Size("Output");
        return new StackShape(Int(named["input"]), cell)
        {
            Layers = Math.Max(1, Size("Layers")),
            Bidirectional = Is("Bidirectional"),
            Direction = named.ContainsKey("Direction") ? Direction.Backward : Direction.Forward,
            Residual = Is("Residual"),
            Head = output > 0
                ? new DenseChain(
                    output,
                    named.TryGetValue("OutputActivation", out string? activation) ? Function(activation) : Activation.Linear)
                : null,
        };
    }

    private static Dictionary<string, string> Named(IEnumerable<string> arguments) => arguments
        .Select(static argument => argument.Split(argument.Contains('=', StringComparison.Ordinal) ? " = " : ": ", 2))
        .ToDictionary(
            static parts => parts[0],
            static parts => parts.Length > 1 ? parts[1] : throw new FormatException(),
            StringComparer.Ordinal);

    private static Activation Function(string text)
    {
        // Enum.TryParse also accepts numbers, even undefined ones.
        return text.StartsWith("Activation.", StringComparison.Ordinal)
            && Enum.TryParse(text["Activation.".Length..], out Activation function)
            && Enum.IsDefined(function)
                ? function
                : throw new FormatException();
    }

    private static int Int(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static float? Float(Dictionary<string, string> named, string name)
    {
        if (!named.TryGetValue(name, out string? text))
        {
            return null;
        }

        string number = text.EndsWith('f') ? text[..^1] : throw new FormatException();
        float value = float.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        return float.IsFinite(value) ? value : throw new FormatException();
    }
}

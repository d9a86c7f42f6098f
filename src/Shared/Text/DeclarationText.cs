using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// Writes the declaration of a network: the attributes of its class in C#, one on each line. Equal networks have equal texts, so that a
/// weights file can contain the declaration that it belongs to. <see cref="DeclarationParser"/> reads them.
/// </summary>
internal static class DeclarationText
{
    /// <summary>Returns the attributes of a network, without arguments that have their default values.</summary>
    public static string Of(NetworkShape network)
    {
        List<(LayerShape Layer, int Count)> runs = [.. Runs(network)];
        List<string> lines = [];

        // A single dense layer with default parameters has a short form, if it follows the only attribute of recurrent layers.
        DenseShape? output = runs.Count(static run => run.Layer is RecurrentShape) == 1 && runs.Count > 1 &&
            runs[runs.Count - 2].Layer is RecurrentShape && runs[runs.Count - 1].Layer is DenseShape { Activation.IsDefault: true } last
                ? last : null;
        bool isFirst = true;
        foreach ((LayerShape layer, int count) in runs)
        {
            if (layer is RecurrentShape recurrent)
            {
                lines.Add(Recurrent(recurrent, count, isFirst ? network : null, isFirst ? output : null));
                isFirst = false;
            }
            else if (layer is PoolShape pool)
            {
                lines.Add($"[{PoolShape.Name}({nameof(Pooling)}.{pool.Pooling})]");
            }
            else if (!ReferenceEquals(layer, output))
            {
                lines.Add(FeedForward((FeedForwardShape)layer));
            }
        }

        return string.Join("\n", lines);
    }

    /// <summary>Returns the layers of a network; equal recurrent layers in a row are one with a count.</summary>
    public static IEnumerable<(LayerShape Layer, int Count)> Runs(NetworkShape network)
    {
        for (int layer = 0, count; layer < network.Layers.Count; layer += count)
        {
            count = 1;
            while (network.Layers[layer] is RecurrentShape recurrent && layer + count < network.Layers.Count &&
                recurrent.Equals(network.Layers[layer + count]))
            {
                count++;
            }

            yield return (network.Layers[layer], count);
        }
    }

    /// <summary>Returns the attribute of recurrent layers. The first one of a network has the number of inputs and the residual.</summary>
    private static string Recurrent(RecurrentShape layer, int count, NetworkShape? network, DenseShape? output)
    {
        CellShape cell = layer.Cell;
        List<string> arguments = [];
        void Add(bool given, string argument)
        {
            if (given)
            {
                arguments.Add(argument);
            }
        }

        Add(network is not null, $"input: {Int(network?.Input ?? 0)}");
        Add(true, $"hidden: {Int(cell.Hidden)}");
        arguments.AddRange(CellOptions.Of(cell.Kind).SelectMany(option => Option(option, cell)).Where(IsPositional));
        Add(count > 1, $"Layers = {Int(count)}");
        Add(layer.Bidirectional, "Bidirectional = true");
        Add(layer.Direction == Direction.Backward, "Direction = Direction.Backward");
        arguments.AddRange(CellOptions.Of(cell.Kind).SelectMany(option => Option(option, cell)).Where(static text => !IsPositional(text)));

        if (output is not null)
        {
            Add(true, $"Output = {Int(output.Units)}");
            Add(output.Activation != Activation.Linear, $"OutputActivation = {Function(output.Activation.Function)}");
        }

        Add(network is { Residual: true }, "Residual = true");
        return $"[{CellType.Of(cell.Kind).Attribute}({string.Join(", ", arguments)})]";
    }

    // Parameters of the constructor come before properties.
    private static bool IsPositional(string argument) => argument.IndexOf(": ", System.StringComparison.Ordinal) >= 0;

    private static IEnumerable<string> Option(CellOption option, CellShape cell)
    {
        switch (option)
        {
            case FlagOption flag when flag.Of(cell) != flag.Ordinary:
                return [$"{flag.Name} = {(flag.Ordinary ? "false" : "true")}"];
            case SizeOption size when size.Of(cell) > 0:
                return [$"{size.Name} = {Int(size.Of(cell))}"];
            case NumberOption number when number.Of(cell) != number.Ordinary:
                return [$"{number.Name} = {Float(number.Of(cell))}"];
            case FunctionOption function:
                ActivationShape value = function.Of(cell);
                return
                [
                    .. value.Function == function.Ordinary
                        ? (string[])[]
                        : [$"{function.Argument}{(char.IsLower(function.Argument[0]) ? ":" : " =")} {Function(value.Function)}"],
                    .. Parameters(value).Select(parameter => $"{function.Name}{parameter.Name} = {Float(parameter.Value)}"),
                ];
            default:
                return [];
        }
    }

    /// <summary>Returns the attribute of a feed-forward layer. Dense layers, convolutions and embeddings have sizes of their own.</summary>
    private static string FeedForward(FeedForwardShape layer)
    {
        List<string> arguments = layer switch
        {
            DenseShape => [Int(layer.Units)],
            Conv1DShape convolution => [Int(layer.Units), Int(convolution.Kernel)],
            EmbeddingShape embedding => [Int(embedding.Vocabulary), Int(layer.Units)],
            ResidualShape residual => [Int(residual.Layers)],
            MergeShape merge => [$"{nameof(Merging)}.{merge.Merging}"],
            _ => [],
        };
        if (layer.Function != Activation.Linear)
        {
            arguments.Add(Function(layer.Function.Function));
        }

        arguments.AddRange(Parameters(layer.Function).Select(static parameter => $"{parameter.Name} = {Float(parameter.Value)}"));
        if (layer is Conv1DShape { Dilation: > 1 and int dilation })
        {
            arguments.Add($"{Conv1DShape.DilationName} = {Int(dilation)}");
        }

        if (layer is LayerNormShape { Epsilon: not LayerNormShape.OrdinaryEpsilon and float epsilon })
        {
            arguments.Add($"{LayerNormShape.EpsilonName} = {Float(epsilon)}");
        }

        return arguments.Count > 0 ? $"[{layer.Attribute}({string.Join(", ", arguments)})]" : $"[{layer.Attribute}]";
    }

    // The parameters that differ from the defaults of ONNX.
    private static IEnumerable<(string Name, float Value)> Parameters(ActivationShape function)
    {
        ActivationShape ordinary = ActivationShape.Of(function.Function);
        if (function.Alpha != ordinary.Alpha)
        {
            yield return ("Alpha", function.Alpha);
        }

        if (function.Beta != ordinary.Beta)
        {
            yield return ("Beta", function.Beta);
        }
    }

    private static string Function(Activation function) => "Activation." + function;

    private static string Int(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Float(float value) => FloatText.Shortest(value) + "f";
}

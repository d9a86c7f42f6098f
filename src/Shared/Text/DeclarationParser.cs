using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// Reads declarations that <see cref="DeclarationText"/> wrote, as every class and every weights file contains one. It reads no other text,
/// even C# with the same meaning.
/// </summary>
internal static class DeclarationParser
{
    // The longest declaration: eight different layers with all options and dense layers between them.
    private const int MaxLength = 16384;

    /// <summary>Returns the network of a declaration; null if the text differs from the form that is written.</summary>
    public static NetworkShape? Parse(string declaration)
    {
        try
        {
            return declaration.Length <= MaxLength && Read(declaration) is { } network && IsInRange(network) &&
                DeclarationText.Of(network) == declaration
                    ? network
                    : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static bool IsInRange(NetworkShape network)
    {
        static bool IsSize(int size) => size is >= 1 and <= NetworkShape.MaxSize;
        return network.Input is >= 1 and <= NetworkShape.MaxInput && network.FaultOfPool is null &&
            network.Recurrent.Count() <= NetworkShape.MaxLayers &&
            network.Layers.OfType<FeedForwardShape>().All(static layer =>
                layer is PointwiseShape or LayerNormShape or ResidualShape || IsSize(layer.Units)) &&
            network.Layers.OfType<PointwiseShape>().All(static layer =>
                layer.Kind != PointwiseKind.Function || layer.Activation != Activation.Linear) &&
            network.Layers.OfType<Conv1DShape>().All(static layer =>
                layer.Kernel is >= 1 and <= Conv1DShape.MaxKernel && layer.Dilation is >= 1 and <= Conv1DShape.MaxDilation) &&
            network.Windows.All(static window => window.Length <= Conv1DShape.MaxWindow) &&
            (network.Vocabulary == 0 || (network.Vocabulary <= EmbeddingShape.MaxVocabulary && network is { Input: 1, Residual: false })) &&
            !network.Layers.Skip(1).Any(static layer => layer is EmbeddingShape) &&
            network.Layers.Select((layer, index) => (layer, index)).All(place => place.layer switch
            {
                ResidualShape residual => network.FaultOf(place.index, residual) is null,
                MergeShape => network.HasDirections(place.index),
                _ => true,
            }) &&
            network.Recurrent.All(static layer => IsSize(layer.Cell.Hidden) && IsSize(layer.Cell.Width));
    }

    private static NetworkShape? Read(string declaration)
    {
        List<(string Name, Arguments Arguments)> attributes = [];
        foreach (string line in declaration.Split('\n'))
        {
            if (line.Length < 2 || line[0] != '[' || line[line.Length - 1] != ']')
            {
                return null;
            }

            int open = line.IndexOf('(');
            string name = line.Substring(1, (open < 0 ? line.Length - 1 : open) - 1);
            string arguments = open < 0 ? "" : line[line.Length - 2] == ')' ? line.Substring(open + 1, line.Length - open - 3) : ",";
            attributes.Add((name, new Arguments(arguments)));
        }

        int input = attributes.Max(static attribute => attribute.Arguments.Size("input"));
        List<LayerShape> layers = [];
        foreach ((string name, Arguments arguments) in attributes)
        {
            IReadOnlyList<LayerShape> declared = Layers(name, arguments, layers.Count > 0 ? layers[layers.Count - 1].Outputs : input);
            if (declared.Count == 0)
            {
                return null;
            }

            layers.AddRange(declared);
        }

        return layers.Exists(static layer => layer is RecurrentShape)
            ? new NetworkShape(input, new LayerList(layers))
            {
                Residual = attributes.Exists(static attribute => attribute.Arguments.Flag("Residual", false)),
            }
            : null;
    }

    /// <summary>Returns the layers of an attribute; none if it is unknown.</summary>
    /// <param name="name">The name of the attribute.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="width">The number of inputs.</param>
    private static IReadOnlyList<LayerShape> Layers(string name, Arguments arguments, int width)
    {
        if (CellType.OfAttribute(name) is { } cell)
        {
            int count = Math.Max(1, arguments.Size("Layers"));
            int output = arguments.Size("Output");
            IEnumerable<LayerShape> recurrent = Enumerable.Repeat(Recurrent(cell, arguments), Math.Min(count, NetworkShape.MaxLayers + 1));
            return output > 0
                ? [.. recurrent, new DenseShape(output, arguments.Function("OutputActivation", "Output", Activation.Linear))]
                : [.. recurrent];
        }

        if (name == PoolShape.Name)
        {
            return [new PoolShape(arguments.PositionalName<Pooling>(), width)];
        }

        PointwiseType? pointwise = PointwiseType.All.FirstOrDefault(type => type.Attribute == name);
        return name switch
        {
            DenseShape.Name => [new DenseShape(arguments.PositionalSize(0), arguments.LayerFunction(1))],
            EmbeddingShape.Name => [new EmbeddingShape(arguments.PositionalSize(0), arguments.PositionalSize(1))],
            Conv1DShape.Name =>
            [
                new Conv1DShape(
                    arguments.PositionalSize(0),
                    arguments.PositionalSize(1),
                    Math.Max(1, arguments.Size(Conv1DShape.DilationName)),
                    arguments.LayerFunction(2)),
            ],
            ResidualShape.Name => [new ResidualShape(arguments.PositionalSize(0), width)],
            MergeShape.Name => [new MergeShape(arguments.PositionalName<Merging>(), width / 2)],
            LayerNormShape.Name =>
                [new LayerNormShape(width, arguments.Number(LayerNormShape.EpsilonName) ?? LayerNormShape.OrdinaryEpsilon)],
            _ => pointwise is null ? [] : [new PointwiseShape(pointwise.Kind, width, arguments.LayerFunction(0))],
        };
    }

    private static RecurrentShape Recurrent(CellType type, Arguments arguments)
    {
        CellShape cell = new(type.Kind, arguments.Size("hidden"));
        foreach (CellOption option in CellOptions.Of(type.Kind))
        {
            cell = option switch
            {
                FlagOption flag => flag.With(cell, arguments.Flag(flag.Name, flag.Ordinary)),
                SizeOption size => size.With(cell, arguments.Size(size.Name)),
                NumberOption number => number.With(cell, arguments.Number(number.Name) ?? number.Ordinary),
                FunctionOption function => function.With(cell, arguments.Function(function.Argument, function.Name, function.Ordinary)),
                _ => cell,
            };
        }

        return new RecurrentShape(cell)
        {
            Bidirectional = arguments.Flag("Bidirectional", false),
            Direction = arguments.Has("Direction") ? Direction.Backward : Direction.Forward,
        };
    }

    /// <summary>The arguments of an attribute, as text.</summary>
    private sealed class Arguments
    {
        private readonly List<string> _positional = [];
        private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);

        public Arguments(string text)
        {
            foreach (string argument in text.Length == 0 ? [] : text.Split([", "], StringSplitOptions.None))
            {
                string[] parts = argument.Split([argument.IndexOf('=') >= 0 ? " = " : ": "], 2, StringSplitOptions.None);
                if (parts.Length == 1)
                {
                    _positional.Add(argument);
                }
                else
                {
                    _named.Add(parts[0], parts[1]);
                }
            }
        }

        public bool Has(string name) => _named.ContainsKey(name);

        /// <summary>Returns the value of an enumeration, which is the only positional argument.</summary>
        public T PositionalName<T>()
            where T : struct, Enum => Named<T>(_positional.Count > 0 ? _positional[0] : "");

        public int PositionalSize(int index) => _positional.Count > index ? Int(_positional[index]) : throw new FormatException();

        /// <summary>Returns the function of a layer, which is the positional argument with an index.</summary>
        public ActivationShape LayerFunction(int index) => ActivationShape.Of(
            _positional.Count > index ? Function(_positional[index]) : Activation.Linear, Number("Alpha"), Number("Beta"));

        public bool Flag(string name, bool ordinary) => _named.TryGetValue(name, out string? text) ? text == "true" : ordinary;

        public int Size(string name) => _named.TryGetValue(name, out string? text) ? Int(text) : 0;

        public ActivationShape Function(string argument, string name, Activation ordinary) => ActivationShape.Of(
            _named.TryGetValue(argument, out string? text) ? Function(text) : ordinary,
            Number(name + "Alpha"),
            Number(name + "Beta"));

        public float? Number(string name)
        {
            if (!_named.TryGetValue(name, out string? text))
            {
                return null;
            }

            string number = text.EndsWith("f", StringComparison.Ordinal) ? text.Substring(0, text.Length - 1) : throw new FormatException();
            float value = float.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
            return float.IsNaN(value) || float.IsInfinity(value) ? throw new FormatException() : value;
        }

        private static int Int(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

        private static Activation Function(string text) => Named<Activation>(text);

        private static T Named<T>(string text)
            where T : struct, Enum
        {
            // Enum.TryParse also accepts numbers, even undefined ones.
            string prefix = typeof(T).Name + ".";
            return text.StartsWith(prefix, StringComparison.Ordinal)
                && Enum.TryParse(text.Substring(prefix.Length), out T value)
                && Enum.IsDefined(typeof(T), value)
                    ? value
                    : throw new FormatException();
        }
    }
}

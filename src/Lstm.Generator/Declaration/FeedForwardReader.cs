using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Reads layers without recurrent weights.</summary>
internal static class FeedForwardReader
{
    private const string FunctionName = "activation";

    /// <summary>Returns the layer of an attribute, or null if the compiler cannot bind the attribute.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="width">The number of inputs.</param>
    /// <param name="findings">Receives the errors.</param>
    public static FeedForwardShape? Read(INamedTypeSymbol type, AttributeData attribute, int width, Findings findings)
    {
        string name = NetworkAttributes.NameOf(attribute)!;
        Arguments arguments = new(
            type, attribute, name == DenseShape.Name ? $"a dense layer of '{type.Name}'" : $"[{name}] of '{type.Name}'", findings);
        if (!arguments.AreBound)
        {
            return null;
        }

        return name switch
        {
            DenseShape.Name => ReadDense(arguments),
            Conv1DShape.Name => ReadConvolution(arguments, width),
            EmbeddingShape.Name => ReadEmbedding(arguments),
            ResidualShape.Name => arguments.Int(ResidualReader.Layers) is { } layers ? new ResidualShape(layers, width) : null,
            MergeShape.Name => MergeReader.Read(arguments, width),
            LayerNormShape.Name => new LayerNormShape(
                width, arguments.Positive(LayerNormShape.EpsilonName) ?? LayerNormShape.OrdinaryEpsilon),
            _ => ReadPointwise(PointwiseType.All.First(kind => kind.Attribute == name), arguments, width),
        };
    }

    /// <summary>Reports each row of more such layers than a network may have.</summary>
    public static void CheckRows(INamedTypeSymbol type, NetworkAttributes attributes, Findings findings)
    {
        List<AttributeData> row = [];
        AttributeData? before = null;
        foreach (AttributeData? attribute in attributes.Layers.Append(null))
        {
            if (attribute is not null && !NetworkAttributes.IsRecurrent(attribute))
            {
                row.Add(attribute);
                continue;
            }

            string place = PlaceOf(before, attribute);
            CheckRow([.. row.Where(IsDense)], NetworkShape.MaxDenseLayers, $"The number of dense layers {place}");
            CheckRow(
                [.. row.Where(static layer => !IsDense(layer) && !PoolReader.IsPool(layer))],
                NetworkShape.MaxOtherLayers,
                $"The number of other layers {place}");
            row.Clear();
            before = attribute;
        }

        void CheckRow(IReadOnlyList<AttributeData> layers, int most, string what)
        {
            if (layers.Count > most)
            {
                Location location = NetworkAttributes.LocationOf(layers[most], type);
                findings.Add(LstmDiagnostics.SizeOutOfRange, location, what, $"'{type.Name}'", 0, most, layers.Count);
            }
        }
    }

    /// <summary>Returns whether an attribute declares a dense layer.</summary>
    public static bool IsDense(AttributeData attribute) => NetworkAttributes.NameOf(attribute) == DenseShape.Name;

    private static DenseShape? ReadDense(Arguments arguments) => arguments.Int("units") is null || arguments.Int(FunctionName) is null
        ? null
        : new DenseShape(
            arguments.Size("units", 1, NetworkShape.MaxSize),
            arguments.Function(FunctionName, "Alpha", "Beta", Activation.Linear));

    private static EmbeddingShape? ReadEmbedding(Arguments arguments) =>
        arguments.Int("vocabulary") is null || arguments.Int("size") is null
            ? null
            : new EmbeddingShape(
                arguments.Size("vocabulary", 1, EmbeddingShape.MaxVocabulary), arguments.Size("size", 1, NetworkShape.MaxSize));

    private static Conv1DShape? ReadConvolution(Arguments arguments, int inputs)
    {
        if (arguments.Int("filters") is null || arguments.Int("kernel") is null || arguments.Int(FunctionName) is null)
        {
            return null;
        }

        Conv1DShape shape = new(
            arguments.Size("filters", 1, NetworkShape.MaxSize),
            arguments.Size("kernel", 1, Conv1DShape.MaxKernel),
            arguments.Size(Conv1DShape.DilationName, 1, Conv1DShape.MaxDilation, absent: 1),
            arguments.Function(FunctionName, "Alpha", "Beta", Activation.Linear));
        bool isValid = shape is { Kernel: >= 1 and <= Conv1DShape.MaxKernel, Dilation: >= 1 and <= Conv1DShape.MaxDilation };
        if (isValid && shape.WindowOf(inputs) > Conv1DShape.MaxWindow)
        {
            arguments.Conflict("kernel", FormattableString.Invariant($"Dilation = {shape.Dilation}"), FormattableString.Invariant(
                $"a state would keep {shape.WindowOf(inputs)} inputs, (kernel - 1) times dilation times {inputs}, and may keep ")
                + FormattableString.Invariant($"{Conv1DShape.MaxWindow}"), FormattableString.Invariant($"{shape.Kernel}"));
        }

        return shape;
    }

    private static PointwiseShape? ReadPointwise(PointwiseType kind, Arguments arguments, int width)
    {
        if (kind.Kind != PointwiseKind.Function)
        {
            return new PointwiseShape(kind.Kind, width, Activation.Linear);
        }

        if (arguments.Int(FunctionName) is null)
        {
            return null;
        }

        ActivationShape function = arguments.Function(FunctionName, "Alpha", "Beta", Activation.Linear);
        if (function.Function == Activation.Linear)
        {
            arguments.Misfit(FunctionName, "is Linear, which changes nothing; omit the layer");
        }

        return new PointwiseShape(kind.Kind, width, function);
    }

    /// <summary>Returns where a row of layers is, between attributes of recurrent layers.</summary>
    private static string PlaceOf(AttributeData? before, AttributeData? after)
    {
        static string Name(AttributeData attribute) => $"[{NetworkAttributes.NameOf(attribute)}]";
        return before is null ? $"before {Name(after!)}"
            : after is null ? $"after {Name(before)}"
            : $"between {Name(before)} and {Name(after)}";
    }
}

using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>Reads a network from the attributes of a class, with its layers in the order of the text.</summary>
internal static class NetworkReader
{
    private const string Input = "input";
    private const string Residual = "Residual";

    // The parameters of the whole network, which only the first attribute of recurrent layers has.
    private static readonly string[] s_networkParameters =
        [Residual, WeightsReader.Name, ExactnessReader.Precision, ExactnessReader.Arithmetic, TraceReader.Name];

    /// <summary>Returns the network as declared, with or without errors, or null if the compiler cannot bind the declaration.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="attributes">Its attributes, of which at least one is recurrent.</param>
    /// <param name="findings">Receives the errors.</param>
    public static NetworkDeclaration? Read(INamedTypeSymbol type, NetworkAttributes attributes, Findings findings)
    {
        FeedForwardReader.CheckRows(type, attributes, findings);
        List<LayerDeclaration> layers = [];
        int count = 0;

        // Without a number of inputs there is an error, and any number will do.
        int width = ArgumentsOf(type, attributes.First!, new Findings(report: null)).Int(Input) ?? 1;
        for (int index = 0; index < attributes.Layers.Count; index++)
        {
            AttributeData attribute = attributes.Layers[index];
            if (LayersOf(type, attributes, index, width, findings) is { } declared)
            {
                layers.Add(new LayerDeclaration(attribute, count, declared));
                count += declared.Count;
                width = declared[declared.Count - 1].Outputs;
            }
        }

        CheckParts(type, attributes, findings);
        if (layers.Count < attributes.Layers.Count)
        {
            findings.Suppress();
            return null;
        }

        Arguments first = ArgumentsOf(type, attributes.First!, findings);
        NetworkShape shape = new(ReadInput(first, attributes.First!), new LayerList(layers.SelectMany(static one => one.Layers)))
        {
            Residual = first.Flag(Residual) ?? false,
        };
        CheckCount(type, layers, findings);
        PoolReader.CheckPlace(type, layers, shape, findings);
        ResidualReader.CheckPlaces(type, layers, shape, findings);
        MergeReader.CheckPlaces(type, layers, shape, findings);
        CheckEmbedding(type, layers, shape, first, findings);
        if (attributes.Elsewhere.Count == 0 && shape.Residual && shape.Output > shape.Input)
        {
            string last = WidthOf(layers);
            first.Conflict(Residual, "more outputs than inputs", Invariant(
                $"each output needs an input to add, but {last} sets {shape.Output} outputs for {shape.Input} inputs"));
        }

        NetworkShape read = shape with
        {
            Precision = ExactnessReader.ReadPrecision(first, shape),
            Arithmetic = ExactnessReader.ReadArithmetic(first, shape),
        };
        return new NetworkDeclaration(read, layers);
    }

    /// <summary>Reports an embedding that is not the first layer, and parameters that it does not allow.</summary>
    private static void CheckEmbedding(
        INamedTypeSymbol type, IReadOnlyList<LayerDeclaration> layers, NetworkShape shape, Arguments first, Findings findings)
    {
        foreach (LayerDeclaration later in layers.Skip(1).Where(static one => one.Layers[0] is EmbeddingShape))
        {
            Location location = NetworkAttributes.LocationOf(later.Attribute, type);
            findings.Add(
                LstmDiagnostics.LayerPlace, location, EmbeddingShape.Name, type.Name,
                "it must be the first layer, because its input is the number of a token");
        }

        if (shape.Vocabulary == 0)
        {
            return;
        }

        if (shape.Input != 1)
        {
            first.Conflict(
                Input, $"[{EmbeddingShape.Name}]", "the input of the network is the number of one token, so input must be 1",
                Invariant($"{shape.Input}"));
        }

        if (shape.Residual)
        {
            first.Conflict(Residual, $"[{EmbeddingShape.Name}]", "the number of a token is nothing that could be added to an output");
        }
    }

    /// <summary>Returns the arguments of an attribute of recurrent layers.</summary>
    public static Arguments ArgumentsOf(INamedTypeSymbol type, AttributeData recurrent, Findings findings) =>
        new(type, recurrent, $"'{type.Name}'", findings);

    /// <summary>Returns the layers of an attribute, or null if the compiler cannot bind it.</summary>
    private static LayerList? LayersOf(INamedTypeSymbol type, NetworkAttributes attributes, int index, int width, Findings findings)
    {
        AttributeData attribute = attributes.Layers[index];
        if (CellType.OfAttribute(NetworkAttributes.NameOf(attribute)!) is not { } cell)
        {
            LayerShape? layer = NetworkAttributes.NameOf(attribute) == PoolShape.Name
                ? PoolReader.Read(type, attribute, width, findings)
                : FeedForwardReader.Read(type, attribute, width, findings);
            return layer is not null ? new LayerList([layer]) : null;
        }

        Arguments arguments = ArgumentsOf(type, attribute, findings);
        int denseAfter = attributes.Layers.Skip(index + 1)
            .TakeWhile(static after => !NetworkAttributes.IsRecurrent(after))
            .Count(FeedForwardReader.IsDense);
        LayerList? layers = RecurrentReader.Read(arguments, cell, denseAfter);
        if (layers is not null && attribute != attributes.First)
        {
            CheckLater(arguments, cell, NetworkAttributes.NameOf(attributes.First!)!);
        }

        return layers;
    }

    /// <summary>Returns the number of inputs; 0 if the first attribute of recurrent layers does not have it.</summary>
    private static int ReadInput(Arguments arguments, AttributeData first)
    {
        if (arguments.Has(Input))
        {
            return arguments.Size(Input, 1, NetworkShape.MaxInput);
        }

        arguments.NoInput(NetworkAttributes.NameOf(first)!);
        return 0;
    }

    /// <summary>Reports parameters of the whole network on another attribute than the first.</summary>
    private static void CheckLater(Arguments arguments, CellType cell, string first)
    {
        if (arguments.Has(Input))
        {
            arguments.Later(Input, cell.Attribute, "Omit it: the inputs of this layer are the outputs of the layer before it.");
        }

        foreach (string name in s_networkParameters.Where(arguments.Has))
        {
            arguments.Later(name, cell.Attribute, $"It is about the whole network: move it to the first recurrent layer, [{first}].");
        }
    }

    /// <summary>Reports the attribute with which the recurrent layers of all attributes become too many.</summary>
    private static void CheckCount(INamedTypeSymbol type, IReadOnlyList<LayerDeclaration> layers, Findings findings)
    {
        // An attribute with an impossible number is reported itself.
        IReadOnlyList<LayerDeclaration> recurrent = [.. layers.Where(static one => !one.IsFeedForward)];
        bool areValid = recurrent.All(one =>
            one.Recurrent.Count() == (ArgumentsOf(type, one.Attribute, new Findings(report: null)).Int(RecurrentReader.Layers) ?? 1));
        int count = 0;
        LayerDeclaration? last = areValid
            ? recurrent.FirstOrDefault(one => (count += one.Recurrent.Count()) > NetworkShape.MaxLayers)
            : null;
        if (last is not null)
        {
            findings.Add(
                LstmDiagnostics.SizeOutOfRange,
                NetworkAttributes.LocationOf(last.Attribute, type),
                "The number of recurrent layers",
                $"'{type.Name}'",
                1,
                NetworkShape.MaxLayers,
                recurrent.Sum(static one => one.Recurrent.Count()));
        }
    }

    private static void CheckParts(INamedTypeSymbol type, NetworkAttributes attributes, Findings findings)
    {
        foreach (AttributeData layer in attributes.Elsewhere)
        {
            Location location = NetworkAttributes.LocationOf(layer, type);
            findings.Add(
                LstmDiagnostics.LayersInParts,
                location,
                type.Name,
                NetworkAttributes.NameOf(attributes.First!)!,
                NetworkAttributes.NameOf(layer)!);
        }
    }

    /// <summary>Returns the parameter that sets the number of outputs.</summary>
    private static string WidthOf(IReadOnlyList<LayerDeclaration> layers)
    {
        LayerDeclaration last = layers.Last(static one =>
            one.Layers[0] is not (PointwiseShape or LayerNormShape or ResidualShape or PoolShape));
        if (last.IsFeedForward)
        {
            return last.Layers[0] is MergeShape ? $"[{MergeShape.Name}]"
                : last.Layers[0] is Conv1DShape ? "filters of the last [Conv1D]" : "units of the last [Dense]";
        }

        RecurrentShape layer = last.Recurrent.First();
        string width = last.Layers[last.Layers.Count - 1] is DenseShape ? "Output"
            : (layer.Cell.Projection > 0 ? "Projection" : "hidden") + (layer.Bidirectional ? " with Bidirectional" : "");
        return layers.Count(static one => !one.IsFeedForward) > 1
            ? $"{width} of the last [{CellType.Of(layer.Cell.Kind).Attribute}]"
            : width;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the attributes of a class into a network: its layers in the order of the text.</summary>
internal static class NetworkReader
{
    /// <summary>The network as declared, right or wrong, or null where the compiler does not understand the declaration.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="attributes">Its attributes, one of which at least is recurrent.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static NetworkShape? Read(INamedTypeSymbol type, NetworkAttributes attributes, Findings findings)
    {
        AttributeData recurrent = attributes.Recurrent[0];
        string kind = NetworkAttributes.NameOf(recurrent)!;
        CheckRecurrent(type, attributes.Recurrent, findings);

        List<AttributeData> chain = [.. attributes.Dense.Where(dense => NetworkAttributes.OnOneDeclaration(dense, recurrent))];
        List<AttributeData> before = [.. chain.Where(dense => NetworkAttributes.Precedes(dense, recurrent))];
        List<AttributeData> after = [.. chain.Where(dense => !NetworkAttributes.Precedes(dense, recurrent))];
        DenseShape? stem = DenseReader.Read(type, before, $"before [{kind}]", findings);
        DenseShape? head = DenseReader.Read(type, after, $"after [{kind}]", findings);

        Arguments arguments = new(type, recurrent, $"'{type.Name}'", findings);
        if (!arguments.AreBound || arguments.Int("input") is null || arguments.Int("hidden") is null)
        {
            findings.Suppress();
            return null;
        }

        NetworkShape shape = new(arguments.Size("input", 1, NetworkShape.MaxSize), CellReader.Read(arguments, kind == NetworkAttributes.Gru))
        {
            Layers = arguments.Size("Layers", 1, NetworkShape.MaxLayers, absent: 1),
            Bidirectional = arguments.Flag("Bidirectional") ?? false,
            Direction = ReadDirection(arguments),
            Stem = stem,
            Head = ReadOutput(arguments, head, kind) ?? head,
            Residual = arguments.Flag("Residual") ?? false,
        };
        shape = shape with { Precision = PrecisionReader.Read(arguments, shape.Cell) };
        if (chain.Count == attributes.Dense.Count)
        {
            CheckTogether(arguments, shape);
        }
        else if (attributes.Recurrent.Count == 1)
        {
            AddParts(type, attributes.Dense.Except(chain), kind, findings);
        }

        return shape;
    }

    private static void CheckRecurrent(INamedTypeSymbol type, IReadOnlyList<AttributeData> recurrent, Findings findings)
    {
        foreach (IGrouping<string?, AttributeData> same in recurrent.GroupBy(NetworkAttributes.NameOf).Where(static group => group.Count() > 1))
        {
            findings.Add(LstmDiagnostics.Twice, ClassRules.LocationOf(type), type.Name, same.Key!);
        }

        if (recurrent.Select(NetworkAttributes.NameOf).Distinct().Count() > 1)
        {
            findings.Add(LstmDiagnostics.LstmAndGru, ClassRules.LocationOf(type), type.Name);
        }
    }

    private static void AddParts(INamedTypeSymbol type, IEnumerable<AttributeData> elsewhere, string kind, Findings findings)
    {
        foreach (AttributeData dense in elsewhere)
        {
            findings.Add(LstmDiagnostics.ChainInParts, NetworkAttributes.LocationOf(dense) ?? ClassRules.LocationOf(type), type.Name, kind);
        }
    }

    private static Direction ReadDirection(Arguments arguments)
    {
        Direction direction = (Direction)(arguments.Int("Direction") ?? (int)Direction.Forward);
        if (!Enum.IsDefined(typeof(Direction), direction))
        {
            arguments.Misfit("Direction", Invariant($"is {(int)direction}, which is no direction"));
        }

        return direction;
    }

    /// <summary>The dense layer of which <c>Output</c> is the short form; null for none.</summary>
    private static DenseShape? ReadOutput(Arguments arguments, DenseShape? head, string kind)
    {
        int output = arguments.Size("Output", 0, NetworkShape.MaxSize);
        Activation activation = arguments.Activation("OutputActivation", Activation.Linear) ?? Activation.Linear;
        if (output <= 0)
        {
            if (activation != Activation.Linear)
            {
                arguments.Misfit("OutputActivation", head is null
                    ? "needs a dense head to apply to: set Output as well"
                    : "applies to the dense layer that Output declares, and there is none; give the last [Dense] this activation instead");
            }

            return null;
        }

        if (head is not null)
        {
            int layers = DenseShape.Chain(head).Count();
            arguments.Conflict("Output", "[Dense]", Invariant(
                $"Output is the short form of one [Dense] after [{kind}], where there {(layers == 1 ? "is one" : Invariant($"are {layers}"))} already; write all of them as [Dense]"));
        }

        return new DenseShape(output, activation);
    }

    private static void CheckTogether(Arguments arguments, NetworkShape shape)
    {
        if (shape.Bidirectional && shape.Direction == Direction.Backward)
        {
            arguments.Conflict(
                "Direction", "Bidirectional", "bidirectional layers walk both ways, so that Direction must be Forward or left out, and is Backward");
        }

        if (shape.Residual && shape.OutputSize > shape.Input)
        {
            arguments.Conflict("Residual", WidthOf(arguments, shape), Invariant(
                $"every output needs an input that is added to it, and there are {shape.OutputSize} outputs and {shape.Input} inputs"));
        }
    }

    /// <summary>What decides how many outputs there are.</summary>
    private static string WidthOf(Arguments arguments, NetworkShape shape) =>
        arguments.Int("Output") > 0 ? "Output" :
        shape.Head is not null ? "units of the last [Dense]" :
        (shape.Cell.Projection > 0 ? "Projection" : "hidden") + (shape.Bidirectional ? " with Bidirectional" : "");
}

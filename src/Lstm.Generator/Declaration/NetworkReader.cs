using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>Reads a network from the attributes of a class, with its layers in the order of the text.</summary>
internal static class NetworkReader
{
    /// <summary>Returns the network as declared, with or without errors, or null if the compiler cannot bind the declaration.</summary>
    /// <param name="type">The annotated class.</param>
    /// <param name="attributes">Its attributes, of which at least one is recurrent.</param>
    /// <param name="findings">Receives the errors.</param>
    public static StackShape? Read(INamedTypeSymbol type, NetworkAttributes attributes, Findings findings)
    {
        AttributeData recurrent = attributes.Recurrent[0];
        string kind = NetworkAttributes.NameOf(recurrent)!;
        CheckRecurrent(type, attributes.Recurrent, findings);

        List<AttributeData> chain = [.. attributes.Dense.Where(dense => NetworkAttributes.OnOneDeclaration(dense, recurrent))];
        List<AttributeData> before = [.. chain.Where(dense => NetworkAttributes.Precedes(dense, recurrent))];
        List<AttributeData> after = [.. chain.Where(dense => !NetworkAttributes.Precedes(dense, recurrent))];
        DenseChain? stem = DenseReader.Read(type, before, $"before [{kind}]", findings);
        DenseChain? head = DenseReader.Read(type, after, $"after [{kind}]", findings);

        Arguments arguments = new(type, recurrent, $"'{type.Name}'", findings);
        if (!arguments.AreBound || arguments.Int("input") is null || arguments.Int("hidden") is null)
        {
            findings.Suppress();
            return null;
        }

        int input = arguments.Size("input", 1, NetworkShape.MaxSize);
        StackShape shape = new(input, CellReader.Read(arguments, kind == NetworkAttributes.Gru))
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
        IEnumerable<IGrouping<string?, AttributeData>> groups = recurrent.GroupBy(NetworkAttributes.NameOf);
        foreach (IGrouping<string?, AttributeData> same in groups.Where(static group => group.Count() > 1))
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
            Location location = NetworkAttributes.LocationOf(dense) ?? ClassRules.LocationOf(type);
            findings.Add(LstmDiagnostics.ChainInParts, location, type.Name, kind);
        }
    }

    private static Direction ReadDirection(Arguments arguments)
    {
        Direction direction = (Direction)(arguments.Int("Direction") ?? (int)Direction.Forward);
        if (!Enum.IsDefined(typeof(Direction), direction))
        {
            arguments.Misfit("Direction", Invariant($"is {(int)direction}, which is not a direction"));
        }

        return direction;
    }

    /// <summary>Returns the dense layer that <c>Output</c> declares; null for none.</summary>
    private static DenseChain? ReadOutput(Arguments arguments, DenseChain? head, string kind)
    {
        int output = arguments.Size("Output", 0, NetworkShape.MaxSize);
        Activation activation = arguments.Activation("OutputActivation", Activation.Linear) ?? Activation.Linear;
        if (output <= 0)
        {
            if (activation != Activation.Linear)
            {
                arguments.Misfit("OutputActivation", head is null
                    ? "needs a dense head; set Output as well"
                    : "is for the dense layer that Output declares, but Output is not set; set the activation of the last [Dense] instead");
            }

            return null;
        }

        if (head is not null)
        {
            int layers = DenseChain.Chain(head).Count();
            string found = layers == 1 ? "is already one" : Invariant($"are already {layers}");
            arguments.Conflict(
                "Output",
                $"[Dense] after [{kind}]",
                $"Output is the short form of one [Dense] after [{kind}], but there {found}; write all of them as [Dense]");
        }

        return new DenseChain(output, activation);
    }

    private static void CheckTogether(Arguments arguments, StackShape shape)
    {
        if (shape.Bidirectional && shape.Direction == Direction.Backward)
        {
            arguments.Conflict(
                "Direction",
                "Bidirectional",
                "bidirectional layers process the sequence in both directions, so Direction must be Forward or omitted",
                found: "Backward");
        }

        if (shape.Residual && shape.OutputSize > shape.Input)
        {
            string width = WidthOf(arguments, shape);
            arguments.Conflict("Residual", "more outputs than inputs", Invariant(
                $"each output needs an input to add, but {width} sets {shape.OutputSize} outputs for {shape.Input} inputs"));
        }
    }

    /// <summary>Returns the parameter that sets the number of outputs.</summary>
    private static string WidthOf(Arguments arguments, StackShape shape) =>
        arguments.Int("Output") > 0 ? "Output" :
        shape.Head is not null ? "units of the last [Dense]" :
        (shape.Cell.Projection > 0 ? "Projection" : "hidden") + (shape.Bidirectional ? " with Bidirectional" : "");
}

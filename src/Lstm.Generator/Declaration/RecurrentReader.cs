using System;
using System.Linq;
using Lstm.Shared;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the layers that one attribute of recurrent layers declares.</summary>
internal static class RecurrentReader
{
    public const string Layers = "Layers";

    /// <summary>Returns the layers, with or without errors, or null if the compiler cannot bind the attribute.</summary>
    /// <param name="arguments">The arguments of the attribute.</param>
    /// <param name="type">The cell of the attribute, without options.</param>
    /// <param name="denseAfter">The number of <c>[Dense]</c> directly after the attribute.</param>
    public static LayerList? Read(Arguments arguments, CellType type, int denseAfter)
    {
        if (!arguments.AreBound || arguments.Int("hidden") is null)
        {
            return null;
        }

        RecurrentShape layer = new(CellReader.Read(arguments, type))
        {
            Bidirectional = arguments.Flag("Bidirectional") ?? false,
            Direction = ReadDirection(arguments),
        };
        if (layer is { Bidirectional: true, Direction: Direction.Backward })
        {
            arguments.Conflict(
                "Direction",
                "Bidirectional",
                "bidirectional layers process the sequence in both directions, so Direction must be Forward or omitted",
                found: "Backward");
        }

        // A number out of range is reported, and the rest is read as if it were the nearest valid one.
        int layers = arguments.Size(Layers, 1, NetworkShape.MaxLayers, absent: 1);
        int valid = Math.Min(Math.Max(layers, 1), NetworkShape.MaxLayers);
        return ReadOutput(arguments, type, denseAfter) is { } output
            ? new LayerList([.. Enumerable.Repeat(layer, valid), output])
            : new LayerList(Enumerable.Repeat(layer, valid));
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
    private static DenseShape? ReadOutput(Arguments arguments, CellType type, int denseAfter)
    {
        int output = arguments.Size("Output", 0, NetworkShape.MaxSize);
        Activation activation = arguments.Activation("OutputActivation", Activation.Linear) ?? Activation.Linear;
        if (output <= 0)
        {
            if (activation != Activation.Linear)
            {
                arguments.Misfit("OutputActivation", denseAfter == 0
                    ? "needs a dense head; set Output as well"
                    : "is for the dense layer that Output declares, but Output is not set; set the activation of the last [Dense] instead");
            }

            return null;
        }

        if (denseAfter > 0)
        {
            string kind = type.Attribute;
            string found = denseAfter == 1 ? "is already one" : Invariant($"are already {denseAfter}");
            arguments.Conflict(
                "Output",
                $"[Dense] after [{kind}]",
                $"Output is the short form of one [Dense] after [{kind}], but there {found}; write all of them as [Dense]");
        }

        return new DenseShape(output, activation);
    }
}

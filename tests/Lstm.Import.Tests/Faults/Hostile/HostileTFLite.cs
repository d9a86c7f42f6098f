using System;
using System.Linq;
using Google.FlatBuffers;
using Lstm.Import.TFLite;

namespace Lstm.Import.Tests;

/// <summary>TensorFlow Lite files with many operators that refer to many tensors, all of which are one table of the file.</summary>
internal static class HostileTFLite
{
    private const int TensorsOfOperator = 64;

    /// <summary>Returns a file with a graph of many operators.</summary>
    public static byte[] Many(int operators, int nameLength)
    {
        var builder = new FlatBufferBuilder(1 << 16);
        StringOffset name = builder.CreateString(new string('n', nameLength));
        int tensor = Table(builder, (TFLiteFields.TensorName, name.Value));
        int tensors = Vector(builder, [.. Enumerable.Repeat(tensor, operators * TensorsOfOperator + 2)], isTable: true);
        int[] tables = new int[operators];
        for (int index = 0; index < operators; index++)
        {
            int inputs = Vector(builder, [.. Enumerable.Range(index * TensorsOfOperator, TensorsOfOperator)], isTable: false);
            tables[index] = Table(builder, (TFLiteFields.OperatorInputs, inputs), (TFLiteFields.OperatorOutputs, inputs));
        }

        int steps = Vector(builder, tables, isTable: true);
        int ends = Vector(builder, [0], isTable: false);
        int graph = Table(
            builder,
            (TFLiteFields.SubgraphTensors, tensors),
            (TFLiteFields.SubgraphInputs, ends),
            (TFLiteFields.SubgraphOutputs, ends),
            (TFLiteFields.SubgraphOperators, steps));
        int codes = Vector(builder, [Table(builder)], isTable: true);
        int graphs = Vector(builder, [graph], isTable: true);
        int model = Table(builder, (TFLiteFields.ModelOperatorCodes, codes), (TFLiteFields.ModelSubgraphs, graphs));
        builder.Finish(model, "TFL3");
        return builder.SizedByteArray();
    }

    private static int Table(FlatBufferBuilder builder, params ReadOnlySpan<(int Field, int Offset)> fields)
    {
        builder.StartTable(8);
        foreach ((int field, int offset) in fields)
        {
            builder.AddOffset(field, offset, 0);
        }

        return builder.EndTable();
    }

    private static int Vector(FlatBufferBuilder builder, int[] items, bool isTable)
    {
        builder.StartVector(sizeof(int), items.Length, sizeof(int));
        for (int index = items.Length - 1; index >= 0; index--)
        {
            if (isTable)
            {
                builder.AddOffset(items[index]);
            }
            else
            {
                builder.AddInt(items[index]);
            }
        }

        return builder.EndVector().Value;
    }
}

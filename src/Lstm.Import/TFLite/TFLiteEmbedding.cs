using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.TFLite;

/// <summary>Reads the operator GATHER that looks up the rows of tokens in a table.</summary>
internal static class TFLiteEmbedding
{
    private const int Table = 0;
    private const int Tokens = 1;

    /// <summary>Whether an operator looks up rows by its data.</summary>
    /// <param name="step">The operator.</param>
    /// <param name="current">The index of the tensor of data.</param>
    public static bool Is(TFLiteOperator step, int current) =>
        step.Code == TFLiteOperator.Gather && step.Input(Tokens) == current && step.Input(Table) != current;

    /// <summary>Returns the layer of the operator.</summary>
    public static SourceLayer Read(TFLiteGraph graph, TFLiteOperator step, string name)
    {
        UnsupportedLayer Refused(string reason) => new(name, step.Kind, reason);

        if (step.Input(Table) < 0)
        {
            throw graph.File.Error(FaultPlace.Layer(name), "a table", "none");
        }

        if (graph.Obstacle(step.Input(Table)) is { } obstacle)
        {
            return Refused(obstacle);
        }

        SourceTensor table = graph.Weight(step.Input(Table));
        int rank = graph.Tensor(step.Input(Tokens)).Shape.Count;
        return table.Shape.Count != 2 || step.OptionInt32(TFLiteFields.GatherAxis, 0) != 0
                ? Refused($"its table {table.ShapeText} has not a row for each token")
            : rank > 2 ? Refused("its input has an axis of values; a class has one token at each step")
            : SourceEmbedding.Of(name, table);
    }
}

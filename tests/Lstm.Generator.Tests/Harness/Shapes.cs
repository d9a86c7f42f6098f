using Lstm.Shared;

namespace Lstm.Generator.Tests.Harness;

/// <summary>Networks of plain layers.</summary>
internal static class Shapes
{
    /// <summary>Returns equal layers of plain LSTM cells, with a dense layer after them unless it has no outputs.</summary>
    public static NetworkShape Plain(
        int input, int hidden, int layers = 1, int output = 0, Activation outputActivation = Activation.Linear) => NetworkShape.Stack(
        input,
        new RecurrentShape(new CellShape(CellKind.Lstm, hidden)),
        layers,
        head: output > 0 ? [new DenseShape(output, outputActivation)] : []);
}

namespace Lstm.Shared;

/// <summary>The Elman network (Elman, 1990): PyTorch's nn.RNN, Keras's SimpleRNN, ONNX's RNN.</summary>
internal static class RnnCell
{
    public static Cell Of(CellShape shape)
    {
        CellBuilder cell = new(shape);
        Term a = cell.Rows('a', shape.CellActivation);
        cell.Output("new hidden state", new Settled(cell.Apply(shape.CellActivation, a)));
        return cell.Cell;
    }
}

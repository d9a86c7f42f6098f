namespace Lstm.Shared;

/// <summary>
/// The gated recurrent unit (Cho et al., 2014). Its reset gate multiplies the candidate's recurrent sum, after the matrix product
/// (PyTorch, Keras), or the hidden state, before it (the paper, the default of ONNX).
/// </summary>
internal static class GruCell
{
    public static Cell Of(CellShape shape)
    {
        CellBuilder cell = new(shape) { TwoBiases = 'n' };
        Term h = cell.Hidden;

        Term r = cell.Gate('r', "reset gate");
        Term z = cell.Gate('z', "update gate");
        Term n;
        if (shape.Kind == CellKind.GruResetAfter)
        {
            Term inputs = cell.Sum('n', gate: 'n', inputs: true, source: null);
            Term u = cell.Sum('u', gate: 'n', inputs: false, source: 'h');
            n = cell.Candidate('n', "candidate", Term.MultiplyAdd(r, u, inputs));
        }
        else
        {
            cell.Let('m', "hidden state after the reset gate", r * h, EquationRole.Multiplied);
            n = cell.Candidate('n', "candidate", cell.Sum('n', gate: 'n', inputs: true, source: 'm'));
        }

        cell.Output("new hidden state", Term.MultiplyAdd(z, new Settled(h), (Term.One - z) * new Settled(n)));
        return cell.Cell;
    }
}

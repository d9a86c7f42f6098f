namespace Lstm.Shared;

/// <summary>
/// The sLSTM (Beck et al., xLSTM, 2024) with one head: an exponential input gate, a sigmoid forget gate, the normaliser state n and the
/// stabiliser state m. One of the two stabilised gates is always 1, so that n does not fade.
/// </summary>
internal static class SLstmCell
{
    // The smallest normal number. Only a stream whose input gates have all been 0 has a smaller n; its c is then 0 too.
    private const float Smallest = 1.17549435e-38f;

    public static Cell Of(CellShape shape)
    {
        CellBuilder cell = new(shape);
        Term c = cell.State('c');
        Term n = cell.State('n');
        Term m = cell.State('m');

        Term inputs = cell.Rows('i', Activation.Linear);
        Term forgets = cell.Rows('f', Activation.Linear);
        Term z = cell.Candidate('z', "candidate");
        Term o = cell.Gate('o', "output gate");

        Term l = cell.Let('l', "logarithm of the sigmoid forget gate", LogSigmoid(forgets), EquationRole.Auxiliary);
        Term largest = cell.Set('m', "new stabiliser state", new Larger(l + m, inputs));
        Term i = cell.Let('i', "input gate, stabilised", new Exponential(inputs - largest));
        Term f = cell.Let('f', "forget gate, stabilised", new Exponential(l + m - largest));
        c = cell.Set('c', "new cell state", Term.MultiplyAdd(i, z, f * c));
        n = cell.Set('n', "new normaliser state", Term.MultiplyAdd(f, n, i));
        cell.Output("new hidden state", new Settled(o * (c / new Larger(n, new Constant(Smallest)))));
        return cell.Cell;
    }

    private static Term LogSigmoid(Term v) => Term.Zero - Term.Apply(Activation.Softplus, Term.Zero - v);
}

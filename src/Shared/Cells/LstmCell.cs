namespace Lstm.Shared;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber, 1997; forget gate: Gers et al., 2000), with the variants of the attribute:
/// peepholes (Gers and Schmidhuber, 2000), coupled gates, projection (Sak et al., 2014), layer normalisation (Ba et al., 2016).
/// </summary>
internal static class LstmCell
{
    public static Cell Of(CellShape shape)
    {
        CellBuilder cell = new(shape);
        Term c = cell.State('c');
        Term? Seen(Term state) => shape.Peephole ? state : null;

        Term i = cell.Gate('i', "input gate", Seen(c));
        Term f = shape.CoupledGates
            ? cell.Let('f', "forget gate, coupled", Term.One - i)
            : cell.Gate('f', "forget gate", Seen(c));
        Term g = cell.Candidate('g', "candidate");
        Term kept = shape.StochasticForget ? new KeptAtRandom(f, c) : f * c;
        Term next = Term.MultiplyAdd(i, g, kept);
        c = cell.Set('c', "new cell state", new Settled(shape.CellClip > 0 ? new Limited(next, shape.CellClip) : next));

        Term o = cell.Gate('o', shape.Peephole ? "output gate, with the new cell state" : "output gate", Seen(c));
        Term m = o * cell.Apply(shape.HiddenActivation, cell.Normalise(c, 'c'));
        if (shape.Projection > 0)
        {
            cell.Output("new hidden state, projected", new Projected(m));
        }
        else
        {
            cell.Output("new hidden state", m);
        }

        return cell.Cell;
    }
}

namespace Lstm.EndToEnd.Tests;

// An LSTM that shows what is drawn: with weights of zero, i = 1, g = 1 and o = 1 by the biases alone, the cell state grows by 1 while it is
// kept and begins again from 1 when it is not. Up to two blocks of units, in registers; and nine, in tiles.

[Lstm(input: 1, hidden: 12, Layers = 2, StochasticForget = true, CellActivation = Activation.Linear, HiddenActivation = Activation.Linear)]
public sealed partial class DrawsInRegisters;

[Lstm(input: 1, hidden: 70, StochasticForget = true, CellActivation = Activation.Linear, HiddenActivation = Activation.Linear)]
public sealed partial class DrawsInTiles;

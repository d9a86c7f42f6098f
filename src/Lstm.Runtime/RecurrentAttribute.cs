using System;

namespace Lstm;

/// <summary>What <see cref="LstmAttribute"/> and <see cref="GruAttribute"/> have in common. Not to be used itself.</summary>
public abstract class RecurrentAttribute : Attribute
{
    private protected RecurrentAttribute(int input, int hidden)
    {
        Input = input;
        Hidden = hidden;
    }

    /// <summary>Values a step takes in.</summary>
    public int Input { get; }

    /// <summary>Units of each layer.</summary>
    public int Hidden { get; }

    /// <summary>Stacked layers, 1 to 8. Each layer above the first takes the hidden state of the one below.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>
    /// Whether each layer walks over the sequence both ways, with weights of its own for each; their hidden states stand side by side, forward first.
    /// Such a network needs the whole sequence: it has no <c>Step</c>, and implements <see cref="ISequenceLstm{TState}"/>.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>
    /// Which way the layers walk. <see cref="Direction.Backward"/> needs the whole sequence as well. Not to be set together with <see cref="Bidirectional"/>.
    /// </summary>
    public Direction Direction { get; set; }

    /// <summary>
    /// Outputs of a dense head on the last layer's hidden state, 1 to 1024, or 0 (the default) for none: the network's output is then
    /// the hidden state itself. The short form of one <see cref="DenseAttribute"/> after this one.
    /// </summary>
    public int Output { get; set; }

    /// <summary>What the dense head applies to its outputs. Needs <see cref="Output"/>.</summary>
    public Activation OutputActivation { get; set; }

    /// <summary>
    /// Whether the step's inputs are added to its outputs: y = head(h) + x[0 … output - 1], as in models of guitar amplifiers. There must be at least as
    /// many inputs as outputs.
    /// </summary>
    public bool Residual { get; set; }

    /// <summary>What the gates apply (i, f and o, or r and z): sigmoid, unless set. Its parameters are <see cref="GateAlpha"/> and <see cref="GateBeta"/>.</summary>
    public Activation GateActivation { get; set; } = Activation.Sigmoid;

    /// <summary>The alpha of <see cref="GateActivation"/>; ONNX's default, unless set.</summary>
    public float GateAlpha { get; set; } = float.NaN;

    /// <summary>The beta of <see cref="GateActivation"/>; ONNX's default, unless set.</summary>
    public float GateBeta { get; set; } = float.NaN;

    /// <summary>What the candidate (g or n) applies: tanh, unless set. Its parameters are <see cref="CellAlpha"/> and <see cref="CellBeta"/>.</summary>
    public Activation CellActivation { get; set; } = Activation.Tanh;

    /// <summary>The alpha of <see cref="CellActivation"/>; ONNX's default, unless set.</summary>
    public float CellAlpha { get; set; } = float.NaN;

    /// <summary>The beta of <see cref="CellActivation"/>; ONNX's default, unless set.</summary>
    public float CellBeta { get; set; } = float.NaN;

    /// <summary>ONNX's clip: the argument of every activation inside the cell, the cell state's among them, is limited to ± this. 0, the default, is no limit.</summary>
    public float Clip { get; set; }
}

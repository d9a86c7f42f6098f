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

    /// <summary>
    /// What the dense head applies to its outputs, with ONNX's default parameters where it has any: a <see cref="DenseAttribute"/> in its place takes others. Needs
    /// <see cref="Output"/>.
    /// </summary>
    public Activation OutputActivation { get; set; }

    /// <summary>
    /// Whether the step's first inputs are added to its outputs: y_k = head(h)_k + x_k, as in models of guitar amplifiers; without a head, h_k + x_k. x is what the
    /// network takes in, whatever stands before the recurrent layers, and must have at least as many values as there are outputs.
    /// </summary>
    public bool Residual { get; set; }

    /// <summary>
    /// What the gates apply (i, f and o, or r and z): sigmoid, unless set; anything but softmax. Its parameters are <see cref="GateAlpha"/> and
    /// <see cref="GateBeta"/>.
    /// </summary>
    public Activation GateActivation { get; set; } = Activation.Sigmoid;

    /// <summary>The alpha of a <see cref="GateActivation"/> that has one, a finite number; ONNX's default, unless set.</summary>
    public float GateAlpha { get; set; } = float.NaN;

    /// <summary>The beta of a <see cref="GateActivation"/> that has one, a finite number; ONNX's default, unless set.</summary>
    public float GateBeta { get; set; } = float.NaN;

    /// <summary>
    /// What the candidate (g or n) applies: tanh, unless set; anything but softmax. Its parameters are <see cref="CellAlpha"/> and <see cref="CellBeta"/>.
    /// </summary>
    public Activation CellActivation { get; set; } = Activation.Tanh;

    /// <summary>The alpha of a <see cref="CellActivation"/> that has one, a finite number; ONNX's default, unless set.</summary>
    public float CellAlpha { get; set; } = float.NaN;

    /// <summary>The beta of a <see cref="CellActivation"/> that has one, a finite number; ONNX's default, unless set.</summary>
    public float CellBeta { get; set; } = float.NaN;

    /// <summary>
    /// ONNX's clip: the argument of every activation inside the cell is limited to ± this finite number, s(min(v, max(-v, z))); in an LSTM also that of the cell
    /// state on its way to the hidden state, which itself is kept as it was. 0, the default, is no limit.
    /// </summary>
    public float Clip { get; set; }

    /// <summary>
    /// The name of a weights file that is an embedded resource of the class's assembly, such as <c>"amp.safetensors"</c>. The class then has a static property
    /// <c>Default</c>: the network with these weights, loaded when it is first asked for, once, and the same for all threads. Null, unless set: there is no
    /// <c>Default</c>.
    /// </summary>
    /// <remarks>
    /// <para>It is the whole name of the resource, or the end of it after a dot. So a file that the project includes as
    /// <c>&lt;EmbeddedResource Include="Models/amp.safetensors" /&gt;</c> may be called <c>"amp.safetensors"</c>, <c>"Models/amp.safetensors"</c> or
    /// <c>"Demo.Models.amp.safetensors"</c>, as MSBuild does with a root namespace <c>Demo</c>; or what its <c>LogicalName</c> says.</para>
    /// <para>A resource that is missing, or a name that several end in, is a warning when the project is compiled, and a <see cref="WeightFormatException"/> when
    /// <c>Default</c> is asked for. A load that fails is not remembered: the next access tries again.</para>
    /// </remarks>
    public string? Weights { get; set; }
}

using System;

namespace Lstm;

/// <summary>
/// Turns a <c>partial</c> class into an LSTM network of exactly the given sizes: a source generator writes the class's body.
/// </summary>
/// <remarks>
/// The class gets <c>Load</c>, a constructor from <see cref="LstmWeights"/>, the nested unmanaged struct <c>State</c> and the verbs of
/// <see cref="ILstm{TState}"/>. It may be nested in partial types, but neither it nor a type around it may be generic, and it may not
/// be static, abstract or a record.
/// </remarks>
/// <example>
/// <code>
/// [Lstm(input: 1, hidden: 16, Output = 1)]
/// public sealed partial class Amp;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class LstmAttribute : Attribute
{
    /// <summary>Declares a network.</summary>
    /// <param name="input">Values a step takes in, 1 to 1024.</param>
    /// <param name="hidden">Units of each layer, 1 to 1024: the width of the hidden state and of the cell state.</param>
    public LstmAttribute(int input, int hidden)
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
    /// Outputs of a dense head on the last layer's hidden state, 1 to 1024, or 0 (the default) for none: the network's output is then
    /// the hidden state itself.
    /// </summary>
    public int Output { get; set; }

    /// <summary>What the dense head applies to its outputs. Needs <see cref="Output"/>.</summary>
    public Activation OutputActivation { get; set; }
}

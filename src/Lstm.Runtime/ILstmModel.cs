using System.ComponentModel;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>What every generated class has, whether it steps (<see cref="ILstm{TState}"/>) or runs whole sequences.</summary>
public interface ILstmModel
{
    /// <summary>
    /// The attributes of the class, as in C#, one on a line, without arguments that have their default values. Weights files and stored
    /// states contain the same text. It has only what the weights determine: not <c>Precision</c>, <c>Arithmetic</c>,
    /// <see cref="RecurrentAttribute.Weights"/> or <see cref="RecurrentAttribute.Trace"/>.
    /// </summary>
    static abstract string Declaration { get; }

    /// <summary>
    /// The number of trained parameters: every weight, and one bias for each sum. (PyTorch counts more, because it stores two biases for
    /// each sum.)
    /// </summary>
    static abstract int ParameterCount { get; }

    /// <summary>A description of the network. Implemented by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract NetworkDescription Network { get; }

    /// <summary>
    /// The weights in canonical form: to save them, to compare them or to create another model from them. They have the checksum, the
    /// source and the metadata of the loaded weights, but not their self-test, which has passed.
    /// </summary>
    /// <remarks>
    /// A model keeps its weights only as its kernel reads them. This property restores their canonical form, with the same bits, which
    /// allocates about as much memory as the weights take. Later calls return the same object while it is in use. A network with integer
    /// weights keeps its original ones.
    /// </remarks>
    LstmWeights Weights { get; }
}

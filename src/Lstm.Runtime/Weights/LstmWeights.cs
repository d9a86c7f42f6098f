using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// The weights of a whole network in the canonical form that every generated class accepts. They are checked on construction, and
/// immutable.
/// </summary>
/// <remarks>
/// <para>The file format is safetensors with PyTorch's names, as written by <c>safetensors.torch.save_file(model.state_dict(), …)</c>:
/// <c>weight_ih_l0</c> [4·hidden, input], <c>weight_hh_l0</c> [4·hidden, hidden], <c>bias_ih_l0</c> and <c>bias_hh_l0</c> [4·hidden].
/// Both biases are present or neither; they are added. The rows are in the order i, f, g, o. The names of the next layer end in <c>_l1</c>,
/// and so on. Those of a bidirectional network's backward direction have the suffix <c>_reverse</c>. The names of an LSTMCell, without
/// <c>_l0</c>, are also accepted.</para>
/// <para>Some tensors are optional. If one layer and direction has them, all must have them: <c>weight_hr_l0</c> [projection, hidden], and
/// <c>weight_hh_l0</c> is then [4·hidden, projection]; <c>weight_peephole_l0</c> [3·hidden] for i, f, o; <c>weight_ln_gates_l0</c> and
/// <c>bias_ln_gates_l0</c> [4·hidden], <c>weight_ln_cell_l0</c> and <c>bias_ln_cell_l0</c> [hidden].</para>
/// <para>With three rows per hidden unit, the cell is a GRU with rows in the order r, z, n. Its two biases are added for r and z, and kept
/// separate for n. If <c>__metadata__</c> contains <c>{"cell": "lstm"}</c>, the cell is instead an LSTM with coupled gates, with rows in
/// the order i, g, o, and [2·hidden] peephole weights for i, o.</para>
/// <para>The initial states are <c>initial_h0</c> [layers·directions, hidden or projection] and <c>initial_c0</c> [layers·directions,
/// hidden]. Both are present or neither; a GRU has only the first. If the layers differ, they are vectors: the states of one cell after the
/// other.</para>
/// <para>A dense layer after the recurrent ones is <c>head.weight</c> [output, input] and <c>head.bias</c> [output]; a missing bias is
/// zero. Several layers are <c>head.0.weight</c>, <c>head.2.weight</c> and so on, in the order of their numbers, which may have gaps. Dense
/// layers before the recurrent ones are <c>stem.weight</c>, or <c>stem.0.weight</c> and so on. If there is no tensor of a head, and all
/// other dense layers of the file form one chain whose shapes fit after its only LSTM, this chain is the head, under any name
/// (<c>fc.weight</c>).</para>
/// <para>A network of other lists of layers has numbered names, with the index of the layer from 0: <c>layers.0.weight_ih_l0</c>,
/// <c>layers.0.weight_hh_l0</c>, … of a recurrent layer (with <c>_reverse</c> for its backward direction), <c>layers.1.weight</c> and
/// <c>layers.1.bias</c> of a dense layer. The metadata contains the <c>declaration</c> of the network, or for <c>cell</c> the names of the
/// recurrent layers' cells, such as <c>lstm,gru</c>, or one name for all. If directions are merged, it contains the declaration, or for
/// <c>merged_directions</c> the numbers of their layers; otherwise the inputs of the next layer show it.</para>
/// <para>A self-test is <c>selftest.input</c> [steps, input] and <c>selftest.output</c> [steps, output]. Its initial state, if it differs
/// from the network's, is <c>selftest.h0</c> and <c>selftest.c0</c>, with the shapes of the initial states.</para>
/// <para>Values may be F32, F64, F16 or BF16. Other tensors in the file are ignored.</para>
/// </remarks>
public sealed partial class LstmWeights
{
    private const string InMemory = "weights";

    private readonly float[] _initialHidden;
    private readonly float[] _initialCell;

    /// <summary>Creates the weights of a network with one direction and at most one dense layer, its head.</summary>
    /// <param name="layers">
    /// The layers, the lowest first: 1 to 8, all of one kind and one hidden size. Use the constructor with a sequence for layers that
    /// differ.
    /// </param>
    /// <param name="head">The dense head on the last layer's hidden state, or null for none.</param>
    /// <param name="selfTest">The self-test, or null for none.</param>
    /// <param name="source">The name of these weights in messages: see <see cref="Source"/>. Null means "weights".</param>
    /// <exception cref="ArgumentNullException"><paramref name="layers"/>, or one of them, is null.</exception>
    /// <exception cref="ArgumentException">The number of layers is not 1 to 8, or the sizes of the parts do not match.</exception>
    public LstmWeights(
        IReadOnlyList<LstmLayerWeights> layers,
        DenseWeights? head = null,
        LstmSelfTest? selfTest = null,
        string? source = null)
        : this(layers, stem: [], head: head is null ? [] : [head], selfTest: selfTest, source: source)
    {
    }

    /// <summary>Creates the weights of a network from all its parts.</summary>
    /// <param name="layers">
    /// The recurrent layers, the lowest first: 1 to 8. In a bidirectional network twice as many: each forward layer is followed by its
    /// backward layer. All are of one kind and one hidden size; use the constructor with a sequence for layers that differ.
    /// </param>
    /// <param name="stem">The dense layers before the recurrent ones, in order of execution; empty for none.</param>
    /// <param name="head">The dense layers after the recurrent ones, in order of execution; empty for none.</param>
    /// <param name="bidirectional">Whether every layer has two directions.</param>
    /// <param name="initialHidden">
    /// The initial hidden states, row-major [layers·directions, hidden or projection]; empty for zero.
    /// </param>
    /// <param name="initialCell">
    /// The initial cell states, row-major [layers·directions, hidden]; empty if <paramref name="initialHidden"/> is empty, and in a GRU.
    /// </param>
    /// <param name="selfTest">The self-test, or null for none.</param>
    /// <param name="source">The name of these weights in messages: see <see cref="Source"/>. Null means "weights".</param>
    /// <exception cref="ArgumentNullException">A list, or an element of it, is null.</exception>
    /// <exception cref="ArgumentException">
    /// There are too few or too many layers, the sizes of the parts do not match, or a value is not finite.
    /// </exception>
    public LstmWeights(
        IReadOnlyList<LstmLayerWeights> layers,
        IReadOnlyList<DenseWeights> stem,
        IReadOnlyList<DenseWeights> head,
        bool bidirectional = false,
        ReadOnlySpan<float> initialHidden = default,
        ReadOnlySpan<float> initialCell = default,
        LstmSelfTest? selfTest = null,
        string? source = null)
        : this(
            NetworkConsistency.Stack(
                WeightArguments.Copy(layers), WeightArguments.Copy(stem), WeightArguments.Copy(head), bidirectional),
            initialHidden,
            initialCell,
            selfTest,
            source,
            CanonicalNotes.None)
    {
    }

    /// <summary>
    /// Creates the weights of a network from its layers, in the order of the data. Cells may differ in kind and size, and dense layers may
    /// be anywhere.
    /// </summary>
    /// <param name="sequence">The layers: 1 to 8 recurrent ones, and up to 8 dense ones in a row.</param>
    /// <param name="initialHidden">
    /// The initial hidden states of all cells, one after the other. A recurrent layer has one cell, a bidirectional layer two. Empty for
    /// zero.
    /// </param>
    /// <param name="initialCell">
    /// The initial cell states of all cells that have one, one after the other; empty if <paramref name="initialHidden"/> is empty.
    /// </param>
    /// <param name="selfTest">The self-test, or null for none.</param>
    /// <param name="source">The name of these weights in messages: see <see cref="Source"/>. Null means "weights".</param>
    /// <exception cref="ArgumentNullException">The list, or a layer, is null.</exception>
    /// <exception cref="ArgumentException">
    /// There are too few or too many layers, the sizes of the parts do not match, or a value is not finite.
    /// </exception>
    [OverloadResolutionPriority(-1)]
    public LstmWeights(
        IReadOnlyList<LayerWeights> sequence,
        ReadOnlySpan<float> initialHidden = default,
        ReadOnlySpan<float> initialCell = default,
        LstmSelfTest? selfTest = null,
        string? source = null)
        : this(
            NetworkConsistency.Sequence(WeightArguments.Copy(sequence)),
            initialHidden,
            initialCell,
            selfTest,
            source,
            CanonicalNotes.None)
    {
    }

    private LstmWeights(
        ReadOnlyCollection<LayerWeights> layers,
        ReadOnlySpan<float> initialHidden,
        ReadOnlySpan<float> initialCell,
        LstmSelfTest? selfTest,
        string? source,
        IReadOnlyDictionary<string, string> notes)
    {
        RecurrentWeights[] recurrent = [.. layers.OfType<RecurrentWeights>()];
        Sequence = layers;
        Layers = Array.AsReadOnly<LstmLayerWeights>([.. recurrent.SelectMany(static layer => layer.Directions)]);
        Stem = Array.AsReadOnly([.. layers.TakeWhile(static layer => layer is DenseWeights).Cast<DenseWeights>()]);
        Head = Array.AsReadOnly([.. layers.Reverse().TakeWhile(static layer => layer is DenseWeights).Reverse().Cast<DenseWeights>()]);
        Shapes = [.. Layers.Select(static cell => cell.Shape)];
        LayerCount = recurrent.Length;
        IsBidirectional = recurrent.All(static layer => layer.IsBidirectional);
        SelfTest = selfTest;
        Source = source ?? InMemory;
        Notes = notes;
        _initialHidden = initialHidden.ToArray();
        _initialCell = initialCell.ToArray();
        NetworkConsistency.CheckStates(this);
    }

    /// <summary>The number of inputs per step.</summary>
    public int InputSize => Sequence[0].InputSize;

    /// <summary>The number of units of the first recurrent layer, in each direction.</summary>
    public int HiddenSize => Layers[0].HiddenSize;

    /// <summary>The number of recurrent layers. A bidirectional layer counts once.</summary>
    public int LayerCount { get; }

    /// <summary>Whether every recurrent layer has a forward and a backward direction.</summary>
    public bool IsBidirectional { get; }

    /// <summary>The number of outputs per step: those of the last layer.</summary>
    public int OutputSize => Sequence[^1].OutputSize;

    /// <summary>All layers, in the order of the data.</summary>
    public IReadOnlyList<LayerWeights> Sequence { get; }

    /// <summary>
    /// The cells: the recurrent layers, the lowest first. The forward direction of a bidirectional layer is followed by its backward
    /// direction.
    /// </summary>
    public IReadOnlyList<LstmLayerWeights> Layers { get; }

    /// <summary>The dense layers before the first recurrent one, in order of execution.</summary>
    public IReadOnlyList<DenseWeights> Stem { get; }

    /// <summary>
    /// The dense layers after the last recurrent one, in order of execution. If there are none, the output is the last layer's hidden
    /// state.
    /// </summary>
    public IReadOnlyList<DenseWeights> Head { get; }

    /// <summary>
    /// The initial hidden states of all cells, one after the other; empty for zero. If all cells are equally wide: row-major [cells, hidden
    /// or projection].
    /// </summary>
    public ReadOnlySpan<float> InitialHidden => _initialHidden;

    /// <summary>
    /// The initial cell states of all cells that have one, one after the other; empty for zero. If all cells have one of equal width:
    /// row-major [cells, hidden].
    /// </summary>
    public ReadOnlySpan<float> InitialCell => _initialCell;

    /// <summary>The self-test, or null.</summary>
    public LstmSelfTest? SelfTest { get; }

    /// <summary>
    /// The CRC-32C of all weights and initial states, as 32-bit floats: those of the cells, of the dense layers, and the initial states. It
    /// is the same on every machine, and shows whether two models have the same weights. Data that does not affect a step, such as the
    /// self-test, is not included.
    /// </summary>
    public uint Checksum => WeightsChecksum.Of(this);

    /// <summary>The name of these weights in messages: the path or the name they were loaded from, or "weights".</summary>
    public string Source { get; }

    /// <summary>
    /// The attributes of the class that these weights belong to, as in C#, one on a line. It is the entry <c>declaration</c> of the file's
    /// <c>__metadata__</c>, which the import library writes, or null if there is none. A class with other attributes rejects the weights.
    /// </summary>
    public string? Declaration => Notes.GetValueOrDefault(CanonicalNotes.Declaration);

    /// <summary>The metadata of the file: the entries of <see cref="CanonicalNotes"/> that it has.</summary>
    internal IReadOnlyDictionary<string, string> Notes { get; init; }

    /// <summary>
    /// The two biases of each layer, in the order of the layers, if the file has two; otherwise empty. The network uses their sum. The
    /// separate biases help to explain a failed self-test.
    /// </summary>
    internal IReadOnlyList<TwoBiases> Biases { get; init; } = [];

    /// <summary>
    /// The name of the head's first tensor in a file in which the head has another name; null otherwise. A class without a head ignores
    /// such a head.
    /// </summary>
    internal string? UnnamedHead { get; init; }

    /// <summary>The matrices of the file that belong to nothing, as text for messages; empty if there are none.</summary>
    internal string UnusedMatrices { get; init; } = "";

    /// <summary>The shapes of the cells.</summary>
    internal IReadOnlyList<CellShape> Shapes { get; }

    /// <summary>
    /// Creates untrained weights for a class, from the distributions with which PyTorch initialises its layers. Use them to try shapes and
    /// to measure speed before a trained file exists. Their outputs mean nothing.
    /// </summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="seed">Any number. Equal seeds give the same bits on every machine, different seeds give other weights.</param>
    public static LstmWeights Random<TModel>(int seed)
        where TModel : ILstmModel => UntrainedWeights.Of(TModel.Network.Shape, seed);

    /// <summary>Returns the source and the declaration of the weights; without a declaration, their sizes.</summary>
    public override string ToString() => Declaration is { } declaration
        ? $"{Source}: {ModelAccess.OneLine(declaration)}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Source}: input size {InputSize}, hidden size {HiddenSize}, layers {LayerCount}, output size {OutputSize}");
}

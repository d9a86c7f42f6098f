using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Import.Declarations;
using Lstm.Import.Layers;
using Lstm.Import.Proof;
using Lstm.Shared;

namespace Lstm.Import;

/// <summary>
/// A network that was read from a model file, as LstmGen takes it: the declaration of its class, its canonical weights, and what its file says beside. Immutable.
/// </summary>
public sealed class ModelDescription
{
    private readonly IReadOnlyList<TwoBiases> _biases = [];

    internal ModelDescription(SourceModel model, AssembledNetwork network)
        : this(model.Format, model.FormatDetail, network.Shape, network.Weights, network.Weights.SelfTest, LayerDescriptions.Of(network), model.Preprocessing, [.. model.Notes])
    {
        _biases = [.. network.Recurrent.SelectMany(static layer => layer.Biases)];
    }

    private ModelDescription(
        ModelFormat format,
        string formatDetail,
        NetworkShape shape,
        LstmWeights weights,
        LstmSelfTest? selfTest,
        IReadOnlyList<LayerDescription> layers,
        Preprocessing preprocessing,
        IReadOnlyList<string> notes)
    {
        Format = format;
        FormatDetail = formatDetail;
        Shape = shape;
        Declaration = DeclarationText.Of(shape);
        Layers = layers;
        Preprocessing = preprocessing;
        Notes = notes;

        // What the declaration says goes with the weights: a class with another one refuses them.
        Weights = new LstmWeights(
            weights.Layers, weights.Stem, weights.Head, weights.IsBidirectional, weights.InitialHidden, weights.InitialCell, selfTest, weights.Source)
        {
            Notes = PreprocessingNotes.Of(preprocessing, Declaration),
        };
    }

    private ModelDescription(ModelDescription other, LstmSelfTest? selfTest)
        : this(other.Format, other.FormatDetail, other.Shape, other.Weights, selfTest, other.Layers, other.Preprocessing, other.Notes) => _biases = other._biases;

    /// <summary>What messages call the file: its path, or the name that a stream was given.</summary>
    public string Source => Weights.Source;

    /// <summary>The format of the file.</summary>
    public ModelFormat Format { get; }

    /// <summary>The format in words, with the version that wrote the file where it says so.</summary>
    public string FormatDetail { get; }

    /// <summary>
    /// The attributes that a class for this network needs, as C# and one on a line: what <see cref="LstmWeights.Declaration"/> of the canonical file will be.
    /// </summary>
    public string Declaration { get; }

    /// <summary>The layers, in the order of the data: the dense ones before, the recurrent ones, the dense ones after.</summary>
    public IReadOnlyList<LayerDescription> Layers { get; }

    /// <summary>The weights, canonical: gates in the order i, f, g, o, one bias; with the self-test, if there is one, and the states to start from.</summary>
    public LstmWeights Weights { get; }

    /// <summary>What the file says about the signal around the network.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>What somebody who uses the network has to know, a sentence each; empty when there is nothing.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The network.</summary>
    internal NetworkShape Shape { get; }

    /// <summary>
    /// Runs the self-test that the weights carry, in double precision; does nothing when they carry none. (A stochastic forget gate is drawn by the generated class
    /// alone, which runs the test when it takes the weights.)
    /// </summary>
    /// <exception cref="WeightFormatException">
    /// The weights miss it. The message says by how much, at which step and output first, and which of the known mistakes would explain it.
    /// </exception>
    public void Verify()
    {
        try
        {
            SelfTests.VerifyReference(Weights, Shape);
        }
        catch (WeightFormatException miss) when (miss.Tensor == SelfTestTensors.OutputName && BiasDiagnosis.Explain(Weights, Shape, _biases) is { } cause)
        {
            throw new WeightFormatException(miss.File, miss.Tensor, miss.Expected, $"{miss.Found}; {cause}", miss);
        }
    }

    /// <summary>The same network with another self-test, which is not yet run: see <see cref="Verify"/>.</summary>
    /// <param name="test">The self-test; null for none.</param>
    /// <exception cref="ArgumentException">It is not of this network's sizes.</exception>
    public ModelDescription WithSelfTest(LstmSelfTest? test) => new(this, test);

    /// <summary>A source file that declares a class for this network.</summary>
    /// <param name="className">The name of the class.</param>
    /// <param name="namespaceName">Its namespace; null for none.</param>
    /// <exception cref="ArgumentException">A name is none that C# allows.</exception>
    public string ToSource(string className, string? namespaceName = null) => ClassSource.Of(this, className, namespaceName);

    /// <summary>
    /// Saves the canonical file: weights, self-test, states to start from, the declaration, and what is said about the signal. It appears complete or not at all.
    /// </summary>
    /// <param name="path">The file, which may exist.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => Weights.Save(path);

    /// <summary>Writes the canonical file to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="IOException">Writing the stream failed.</exception>
    public void Save(Stream stream) => Weights.Save(stream);

    /// <summary>The declaration, on one line.</summary>
    public override string ToString() => $"{Source}: {string.Join(' ', Declaration.Split('\n'))}";
}

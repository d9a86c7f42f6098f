using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Import.Declarations;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import;

/// <summary>
/// A network read from a model file, in the form that LstmGen uses: the declaration of its class, its canonical weights, and the other
/// information in the file. Immutable.
/// </summary>
public sealed class ModelDescription
{
    private readonly IReadOnlyList<SourceNote> _notes;
    private readonly Lazy<string>? _doubt;

    internal ModelDescription(SourceModel model, AssembledNetwork network)
            : this(
                model.Format,
                model.FormatDetail,
                network.Shape,
                network.Weights,
                network.Weights.SelfTest,
                LayerDescriptions.Of(network),
                model.Preprocessing,
                model.Notes)
    {
        _doubt = model.Doubt;
    }

    private ModelDescription(
        ModelFormat format,
        string formatDetail,
        NetworkShape shape,
        LstmWeights weights,
        LstmSelfTest? selfTest,
        IReadOnlyList<LayerDescription> layers,
        Preprocessing preprocessing,
        IReadOnlyList<SourceNote> notes)
    {
        _notes = notes;
        Format = format;
        FormatDetail = formatDetail;
        Shape = shape;
        Declaration = DeclarationText.Of(shape);
        Layers = layers;
        Preprocessing = preprocessing;
        Notes = [.. notes.Select(static note => note.Text)];

        // The declaration is stored with the weights: a class with a different declaration rejects them.
        Weights = new LstmWeights(
            weights.Sequence,
            weights.InitialHidden,
            weights.InitialCell,
            selfTest,
            weights.Source)
        {
            Notes = PreprocessingNotes.Of(preprocessing, Declaration),
            Biases = weights.Biases,
        };
    }

    private ModelDescription(ModelDescription other, LstmSelfTest? selfTest)
            : this(
                other.Format,
                other.FormatDetail,
                other.Shape,
                other.Weights,
                selfTest,
                other.Layers,
                other.Preprocessing,
                other._notes)
    {
        // A self-test with outputs of the training framework proves what the import had to assume.
        int assumptions = _notes.Count(static note => note.IsAssumption);
        if (selfTest is null)
        {
            _doubt = other._doubt;
        }
        else if (assumptions > 0)
        {
            string steps = string.Create(CultureInfo.InvariantCulture, $"{selfTest.Steps} {(selfTest.Steps == 1 ? "step" : "steps")}");
            Notes =
            [
                .. _notes.Where(static note => !note.IsAssumption).Select(static note => note.Text),
                $"A self-test of {steps} checks what the file does not specify. Every class runs it when it loads the weights.",
            ];
        }
    }

    /// <summary>The name of the file in messages: its path, or the name given for a stream.</summary>
    public string Source => Weights.Source;

    /// <summary>The format of the file.</summary>
    public ModelFormat Format { get; }

    /// <summary>The name of the format, with the version of the software that wrote the file if the file contains it.</summary>
    public string FormatDetail { get; }

    /// <summary>
    /// The C# attributes that a class for this network needs, one on each line. This becomes <see cref="LstmWeights.Declaration"/> of the
    /// canonical file.
    /// </summary>
    public string Declaration { get; }

    /// <summary>The layers, in the order of the data.</summary>
    public IReadOnlyList<LayerDescription> Layers { get; }

    /// <summary>
    /// The canonical weights: gates in the order i, f, g, o, and one bias; with the initial states and, if there is one, the self-test.
    /// </summary>
    public LstmWeights Weights { get; }

    /// <summary>The processing of the signal outside the network, as described in the file.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Notes for the user of the network, one sentence each; empty if there are none.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The reason to suspect a mistake in the file or in its import, in sentences; null if there is none.</summary>
    internal string? Doubt => _doubt?.Value;

    /// <summary>The paths of the other files that the model was read from.</summary>
    internal IReadOnlyCollection<string> Parts { get; init; } = [];

    /// <summary>The network.</summary>
    internal NetworkShape Shape { get; }

    /// <summary>
    /// Runs the self-test of the weights in double precision. Does nothing if there is no self-test, or if the network has a stochastic
    /// forget gate: only the generated class draws that gate, and it runs the test when it loads the weights.
    /// </summary>
    /// <exception cref="WeightFormatException">
    /// The self-test fails. The message gives the size of the error, the step and output where it first occurs, and the known mistake that
    /// would explain it, if one does.
    /// </exception>
    public void Verify() => SelfTests.VerifyReference(Weights, Shape);

    /// <summary>
    /// Returns the same network with a different self-test. <see cref="Verify"/> runs it. The notes of the result do not contain the
    /// assumptions of the import, which the self-test proves or refutes.
    /// </summary>
    /// <param name="test">The self-test; null for none.</param>
    /// <exception cref="ArgumentException">The sizes of the self-test do not match this network.</exception>
    public ModelDescription WithSelfTest(LstmSelfTest? test) => new(this, test);

    /// <summary>Returns a C# source file that declares a class for this network.</summary>
    /// <param name="className">The name of the class.</param>
    /// <param name="namespaceName">Its namespace; null for none.</param>
    /// <exception cref="ArgumentException">A name is not a valid C# identifier.</exception>
    public string ToSource(string className, string? namespaceName = null) => ClassSource.Of(this, className, namespaceName);

    /// <summary>
    /// Saves the canonical file: weights, self-test, initial states, declaration and signal information. The file appears only when it is
    /// complete.
    /// </summary>
    /// <param name="path">The path of the file. An existing file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => Weights.Save(path);

    /// <summary>Writes the canonical file to a stream and leaves the stream open.</summary>
    /// <param name="stream">The stream.</param>
    /// <exception cref="ArgumentException">The stream is not writable.</exception>
    /// <exception cref="IOException">Writing the stream failed.</exception>
    public void Save(Stream stream) => Weights.Save(stream);

    /// <summary>Returns the source and the declaration on one line.</summary>
    public override string ToString() => $"{Source}: {string.Join(' ', Declaration.Split('\n'))}";
}

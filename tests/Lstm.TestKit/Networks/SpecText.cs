using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>
/// Names and declarations of networks to test. Written apart from the library's own text of a declaration, which tests compare.
/// </summary>
internal static class SpecText
{
    /// <summary>The attributes as the library writes them.</summary>
    public static string Canonical(ListSpec spec)
    {
        ListSpec plain = spec with
        {
            Precision = LstmPrecision.Single,
            Arithmetic = LstmArithmetic.Exact,
            Layers = [.. spec.Layers.Select(Canonical)],
        };
        return Attributes(plain with { ShortHead = HasShortForm(plain) });
    }

    /// <summary>The attributes as a user would write them, one on a line.</summary>
    public static string Attributes(ListSpec spec)
    {
        List<string> lines = [];
        bool isFirst = true;
        foreach ((LayerSpec layer, int count) in Runs(spec).SkipLast(spec.ShortHead ? 1 : 0))
        {
            if (layer is RecurrentSpec recurrent)
            {
                lines.Add(Recurrent(recurrent, count, isFirst ? spec : null));
                isFirst = false;
            }
            else
            {
                lines.Add(Other(layer));
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>The name of a list: I3_Lstm5x2_D4Relu_Gru6_Bi.</summary>
    public static string NameOf(ListSpec spec)
    {
        List<string> parts = [Number($"I{spec.Input}")];
        foreach ((LayerSpec layer, int count) in Runs(spec))
        {
            if (layer is RecurrentSpec recurrent)
            {
                string before = recurrent.Form == CellForm.GruResetBefore ? "Before" : "";
                parts.Add(Number($"{AttributeOf(recurrent.Form)}{before}{recurrent.Hidden}") + (count > 1 ? Number($"x{count}") : ""));
                parts.AddRange(NamesOf(recurrent));
            }
            else
            {
                parts.Add(NameOf(layer));
            }
        }

        parts.AddRange(NamesOf(spec.Residual, spec.Precision, spec.Arithmetic));
        return string.Join('_', parts);
    }

    /// <summary>The parts of a name that tell of a dense layer.</summary>
    public static string NameOf(char place, DenseSpec layer) => Number($"{place}{layer.Units}{NameOf(layer.Activation)}");

    /// <summary>The parts of a name that tell how a recurrent layer differs from its default.</summary>
    public static IEnumerable<string> NamesOf(RecurrentSpec layer) => new (bool Given, string Part)[]
    {
        (layer.Bidirectional, "Bi"),
        (layer.Direction == Direction.Backward, "Back"),
        (layer.Projection > 0, Number($"P{layer.Projection}")),
        (layer.Peephole, "Peep"),
        (layer.CoupledGates, "Coupled"),
        (layer.LayerNorm, layer.LayerNormEpsilon == 1e-5f ? "Norm" : "Norm" + Digits(layer.LayerNormEpsilon)),
        (layer.StochasticForget, "Stoch"),
        (layer.GateActivation != Activation.Sigmoid, "G" + NameOf(layer.GateActivation)),
        (layer.CellActivation != Activation.Tanh, "C" + NameOf(layer.CellActivation)),
        (layer.HiddenActivation != Activation.Tanh, "H" + NameOf(layer.HiddenActivation)),
        (layer.Clip > 0, "Clip" + Digits(layer.Clip)),
        (layer.CellClip > 0, "CellClip" + Digits(layer.CellClip)),
    }.Where(static part => part.Given).Select(static part => part.Part);

    /// <summary>The parts of a name that tell of the whole network.</summary>
    public static IEnumerable<string> NamesOf(bool residual, LstmPrecision precision, LstmArithmetic arithmetic) =>
    [
        .. residual ? (string[])["Res"] : [],
        .. precision == LstmPrecision.Single ? (string[])[] : [precision.ToString()],
        .. arithmetic == LstmArithmetic.Exact ? (string[])[] : [arithmetic.ToString()],
    ];

    /// <summary>The name of a cell in files: that of its attribute in small letters.</summary>
    public static string CellOf(CellForm form) => AttributeOf(form).ToLowerInvariant();

    /// <summary>A text with numbers, the same in every culture.</summary>
    public static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // Equal recurrent layers in a row are one attribute with a count.
    private static IEnumerable<(LayerSpec Layer, int Count)> Runs(ListSpec spec)
    {
        for (int layer = 0, count; layer < spec.Layers.Count; layer += count)
        {
            LayerSpec first = spec.Layers[layer];
            count = first is RecurrentSpec ? spec.Layers.Skip(layer).TakeWhile(next => next == first).Count() : 1;
            yield return (first, count);
        }
    }

    private static bool HasShortForm(ListSpec spec)
    {
        (LayerSpec Layer, int Count)[] runs = [.. Runs(spec)];
        return runs.Count(static run => run.Layer is RecurrentSpec) == 1
            && runs is [.., { Layer: RecurrentSpec }, { Layer: DenseSpec { Activation: { Alpha: null, Beta: null } } }];
    }

    private static LayerSpec Canonical(LayerSpec layer) => layer switch
    {
        DenseSpec dense => dense with { Activation = dense.Activation.Canonical },
        ActivationSpec activation => activation with { Activation = activation.Activation.Canonical },
        Conv1DSpec convolution => convolution with { Activation = convolution.Activation.Canonical },
        UnitSpec or PoolSpec or MergeSpec or EmbeddingSpec => layer,
        RecurrentSpec recurrent => recurrent with
        {
            GateActivation = recurrent.GateActivation.Canonical,
            CellActivation = recurrent.CellActivation.Canonical,
            HiddenActivation = recurrent.HiddenActivation.Canonical,
        },
        _ => throw new ArgumentException($"Expected a layer, found {layer}.", nameof(layer)),
    };

    // The first recurrent attribute says what holds for the network.
    private static string Recurrent(RecurrentSpec layer, int count, ListSpec? network)
    {
        List<string> arguments = network is null ? [] : [Number($"input: {network.Input}")];
        arguments.Add(Number($"hidden: {layer.Hidden}"));
        void Add(bool given, string argument)
        {
            if (given)
            {
                arguments.Add(argument);
            }
        }

        void AddFunction(string name, FunctionSpec function, Activation ordinary, bool isNamed = true)
        {
            Add(isNamed && function.Function != ordinary, $"{name}Activation = Activation.{function.Function}");
            Add(function.Alpha is not null, $"{name}Alpha = {Literal(function.Alpha)}");
            Add(function.Beta is not null, $"{name}Beta = {Literal(function.Beta)}");
        }

        bool isRnn = layer.Form == CellForm.Rnn;
        Add(isRnn && layer.CellActivation.Function != Activation.Tanh, $"activation: Activation.{layer.CellActivation.Function}");
        Add(count > 1, Number($"Layers = {count}"));
        Add(layer.Bidirectional, "Bidirectional = true");
        Add(layer.Direction == Direction.Backward, "Direction = Direction.Backward");
        Add(layer.Form == CellForm.GruResetBefore, "ResetAfter = false");
        Add(layer.Projection > 0, Number($"Projection = {layer.Projection}"));
        Add(layer.Peephole, "Peephole = true");
        Add(layer.CoupledGates, "CoupledGates = true");
        Add(layer.LayerNorm, "LayerNorm = true");
        Add(layer.LayerNormEpsilon != 1e-5f, $"LayerNormEpsilon = {Literal(layer.LayerNormEpsilon)}");
        Add(layer.StochasticForget, "StochasticForget = true");
        AddFunction("Gate", layer.GateActivation, Activation.Sigmoid);
        AddFunction(isRnn ? "" : "Cell", layer.CellActivation, Activation.Tanh, isNamed: !isRnn);
        AddFunction("Hidden", layer.HiddenActivation, Activation.Tanh);
        Add(layer.Clip > 0, $"Clip = {Literal(layer.Clip)}");
        Add(layer.CellClip > 0, $"CellClip = {Literal(layer.CellClip)}");
        if (network is { ShortHead: true, Layers: [.., DenseSpec head] })
        {
            Add(true, Number($"Output = {head.Units}"));
            Add(head.Activation != Activation.Linear, $"OutputActivation = Activation.{head.Activation.Function}");
        }

        Add(network is { Residual: true }, "Residual = true");
        Add(network is { Precision: not LstmPrecision.Single }, $"Precision = LstmPrecision.{network?.Precision}");
        Add(network is { Arithmetic: not LstmArithmetic.Exact }, $"Arithmetic = LstmArithmetic.{network?.Arithmetic}");
        return $"[{AttributeOf(layer.Form)}({string.Join(", ", arguments)})]";
    }

    private static string Other(LayerSpec layer) => layer switch
    {
        DenseSpec { Activation: { Function: Activation.Linear } } dense =>
            Number($"[Dense({dense.Units}{ParametersOf(dense.Activation)})]"),
        DenseSpec dense =>
            Number($"[Dense({dense.Units}, Activation.{dense.Activation.Function}{ParametersOf(dense.Activation)})]"),
        Conv1DSpec convolution => Convolution(convolution),
        EmbeddingSpec embedding => Number($"[Embedding({embedding.Vocabulary}, {embedding.Size})]"),
        AffineSpec => "[Affine]",
        LayerNormSpec norm => norm.Epsilon == 1e-5f ? "[LayerNorm]" : $"[LayerNorm(Epsilon = {Literal(norm.Epsilon)})]",
        PReluSpec => "[PRelu]",
        PoolSpec pool => $"[Pool(Pooling.{pool.Pooling})]",
        MergeSpec merge => $"[Merge(Merging.{merge.Merging})]",
        ResidualSpec residual => Number($"[Residual({residual.Layers})]"),
        ActivationSpec { Activation: FunctionSpec function } => $"[Activation(Activation.{function.Function}{ParametersOf(function)})]",
        _ => throw new ArgumentException($"Expected a layer without a state, found {layer}.", nameof(layer)),
    };

    private static string Convolution(Conv1DSpec layer)
    {
        string function = layer.Activation.Function == Activation.Linear ? "" : $", Activation.{layer.Activation.Function}";
        string dilation = layer.Dilation > 1 ? Number($", Dilation = {layer.Dilation}") : "";
        return Number($"[Conv1D({layer.Filters}, {layer.Kernel}{function}{ParametersOf(layer.Activation)}{dilation})]");
    }

    private static string ParametersOf(FunctionSpec function) =>
        (function.Alpha is null ? "" : $", Alpha = {Literal(function.Alpha)}")
            + (function.Beta is null ? "" : $", Beta = {Literal(function.Beta)}");

    private static string AttributeOf(CellForm form) => form switch
    {
        CellForm.GruResetAfter or CellForm.GruResetBefore => "Gru",
        _ => form.ToString(),
    };

    // The part of a name that tells of a layer that is not recurrent.
    private static string NameOf(LayerSpec layer) => layer switch
    {
        DenseSpec dense => NameOf('D', dense),
        Conv1DSpec convolution => Number(
            $"C{convolution.Filters}x{convolution.Kernel}{NameOf(convolution.Activation)}{(convolution.Dilation > 1 ? "d" : "")}")
            + (convolution.Dilation > 1 ? Number($"{convolution.Dilation}") : ""),
        EmbeddingSpec embedding => Number($"E{embedding.Vocabulary}x{embedding.Size}"),
        AffineSpec => "Affine",
        LayerNormSpec norm => norm.Epsilon == 1e-5f ? "LayerNorm" : "LayerNorm" + Digits(norm.Epsilon),
        PReluSpec => "PRelu",
        PoolSpec pool => "Pool" + pool.Pooling,
        MergeSpec merge => "Merge" + merge.Merging,
        ResidualSpec residual => Number($"Skip{residual.Layers}"),
        ActivationSpec activation => "A" + NameOf(activation.Activation),
        _ => throw new ArgumentException($"Expected a layer without a state, found {layer}.", nameof(layer)),
    };

    private static string NameOf(FunctionSpec function) =>
        function.Function
            + (function.Alpha is { } alpha ? "a" + Digits(alpha) : "")
            + (function.Beta is { } beta ? "b" + Digits(beta) : "");

    // What a name may hold of a number: 0.25 is 0d25, and a minus is an m.
    private static string Digits(float value) =>
        value.ToString("G9", CultureInfo.InvariantCulture)
            .Replace('.', 'd')
            .Replace('-', 'm')
            .Replace("+", "", StringComparison.Ordinal);

    // The shortest text of the same float.
    private static string Literal(float? value) => (value ?? 0).ToString(CultureInfo.InvariantCulture) + "f";
}

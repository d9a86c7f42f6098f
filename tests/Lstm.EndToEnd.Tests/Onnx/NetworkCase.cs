using System;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>A network and a sequence to run it over; everything else follows from the seed.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Seed">Of the weights, the inputs and the states.</param>
/// <param name="Steps">The length of the sequence.</param>
/// <param name="InputBound">Inputs are uniform in ± this.</param>
/// <param name="Start">Where the sequence starts.</param>
internal sealed record NetworkCase(NetworkSpec Spec, int Seed, int Steps, float InputBound, StartKind Start)
{
    // Where functions without bounds let values grow, they also let errors grow: such a network agrees with nothing, not with itself in
    // float and double.
    private const double LargestValue = 10;

    // Far more than ONNX Runtime's rounding errors, and rare enough to lose few cases.
    private const float NearThreshold = 1e-4f;

    public LstmWeights Weights { get; } = RandomWeights.Create(Spec, Seed, initialStates: Start == StartKind.Trained);

    public float[] Inputs { get; } = RandomWeights.Inputs(Steps, Spec.Input, Seed, InputBound);

    public StartState? StartState { get; } = Start == StartKind.Given ? StatesOf(Spec, Seed) : null;

    /// <summary>What the oracle says, about this network or about another with the same weights.</summary>
    public LstmOracleResult Oracle(NetworkSpec? other = null) =>
        LstmOracle.Run(other ?? Spec, Weights, Inputs, StartState?.HiddenAsDoubles, StartState?.CellAsDoubles);

    /// <summary>What ONNX Runtime says, about this network or about another with the same weights.</summary>
    public OnnxResult Onnx(NetworkSpec? other = null, OnnxOptions options = OnnxOptions.None) =>
        OnnxRun.Of(other ?? Spec, Weights, Inputs, StartState, options);

    /// <summary>
    /// Whether the oracle's answer is one that floats can be held to: no value is large, and no argument of a ThresholdedRelu is so near
    /// its jump that rounding decides the side. The latter shows in the answer itself: where moving the thresholds changes no bit of it,
    /// nothing lies between.
    /// </summary>
    public bool IsComparable(LstmOracleResult oracle) =>
        Agreement.Values(oracle).All(static value => Math.Abs(value.Value) <= LargestValue) &&
        (!HasThresholds || (HasSameBits(oracle, Oracle(Moved(NearThreshold))) && HasSameBits(oracle, Oracle(Moved(-NearThreshold)))));

    public override string ToString() => FormattableString.Invariant(
        $"{Spec.Declaration.TrimEnd()} with seed {Seed}, {Steps} steps, inputs in ±{InputBound}, start {Start}");

    private bool HasThresholds => !Moved(NearThreshold).Equals(Spec);

    private NetworkSpec Moved(float by) => Spec with
    {
        GateActivation = Moved(Spec.GateActivation, by),
        CellActivation = Moved(Spec.CellActivation, by),
        HiddenActivation = Moved(Spec.HiddenActivation, by),
        Stem = [.. Spec.Stem.Select(layer => layer with { Activation = Moved(layer.Activation, by) })],
        Head = [.. Spec.Head.Select(layer => layer with { Activation = Moved(layer.Activation, by) })],
    };

    private static FunctionSpec Moved(FunctionSpec function, float by) =>
        function.Function == Activation.ThresholdedRelu ? function with { Alpha = (OnnxFunction.Of(function).Alpha ?? 0) + by } : function;

    private static bool HasSameBits(LstmOracleResult one, LstmOracleResult other) =>
        Agreement.Values(one).SequenceEqual(Agreement.Values(other));

    private static StartState StatesOf(NetworkSpec spec, int seed)
    {
        float[][] Vectors(int kind, int width) =>
            [.. Enumerable.Range(0, spec.Cells).Select(cell => RandomWeights.Inputs(1, width, seed + 1_000_003 * (2 * cell + kind + 1)))];

        return new StartState(Vectors(0, spec.Width), Vectors(1, spec.Gru ? 0 : spec.Hidden));
    }
}

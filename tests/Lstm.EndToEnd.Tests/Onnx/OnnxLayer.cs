using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Lstm.TestKit.Onnx;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>A recurrent layer on its way into a graph: its weights in ONNX's order and the attributes of its node.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Spec">The layer.</param>
/// <param name="Directions">The weights of the layer's directions.</param>
/// <param name="Steps">The length of the sequence.</param>
/// <param name="StartHidden">The value with the hidden states to start from, [directions, 1, hidden]; empty for zero.</param>
/// <param name="StartCell">The value with the cell states to start from, [directions, 1, hidden]; empty for zero.</param>
internal sealed record OnnxLayer(
    OnnxGraph Graph, RecurrentSpec Spec, IReadOnlyList<LstmLayerWeights> Directions, int Steps, string StartHidden, string StartCell)
{
    private string Canonical => Spec.Form == CellForm.Rnn ? OnnxRows.Rnn : Spec.IsGru ? "rzn" : Spec.CoupledGates ? "igo" : "ifgo";

    private string Ordered => Spec.Form == CellForm.Rnn ? OnnxRows.Rnn : Spec.IsGru ? OnnxRows.Gru : OnnxRows.Lstm;

    /// <summary>
    /// Adds the weights of some directions as constants; gives their names in the order of a node's inputs: W, R, B, and P, empty where
    /// there is none.
    /// </summary>
    public (string Input, string Recurrent, string Bias, string Peephole) Weights(params IReadOnlyList<LstmLayerWeights> directions)
    {
        string Constant(string name, int rows, Func<LstmLayerWeights, float[]> select, params int[] columns) =>
            Graph.Floats(Graph.NewName(name), directions.SelectMany(select).ToArray(), [directions.Count, rows, .. columns]);

        int rows = Ordered.Length * Spec.Hidden;
        return (
            Constant("W", rows, weights => OnnxRows.Reorder(weights.Input, Canonical, Ordered), directions[0].InputSize),
            Constant("R", rows, weights => OnnxRows.Reorder(weights.Recurrent, Canonical, Ordered), Spec.Hidden),
            Constant("B", 2 * rows, Bias),
            Spec.Peephole ? Constant("P", OnnxRows.Peephole.Length * Spec.Hidden, Peephole) : "");
    }

    /// <summary>The attributes of the node.</summary>
    /// <param name="direction">forward, reverse or bidirectional.</param>
    /// <param name="directions">The directions that the functions are listed for.</param>
    /// <param name="hidden">What the cell state passes on its way to the hidden state; ignored in other cells than an LSTM.</param>
    public IReadOnlyList<OnnxAttribute> Attributes(string direction, int directions, OnnxFunction hidden)
    {
        List<OnnxAttribute> attributes = [OnnxAttribute.Of("hidden_size", Spec.Hidden), OnnxAttribute.Of("direction", direction)];
        OnnxFunction gate = OnnxFunction.Of(Spec.GateActivation);
        OnnxFunction cell = OnnxFunction.Of(Spec.CellActivation);
        OnnxFunction[] functions = Spec.Form == CellForm.Rnn ? [cell] : Spec.IsGru ? [gate, cell] : [gate, cell, hidden];
        // Where these are ONNX's own, ONNX Runtime shall choose them.
        string[] own = Spec.Form == CellForm.Rnn ? ["Tanh"] : Spec.IsGru ? ["Sigmoid", "Tanh"] : ["Sigmoid", "Tanh", "Tanh"];
        if (!functions.Select(static function => function.Name).SequenceEqual(own))
        {
            functions = [.. Enumerable.Repeat(functions, directions).SelectMany(static list => list)];
            attributes.Add(OnnxAttribute.Of("activations", functions.Select(static function => function.Name).ToArray()));
            attributes.Add(
                OnnxAttribute.Of("activation_alpha", functions.Select(static function => function.Alpha).OfType<float>().ToArray()));
            attributes.Add(
                OnnxAttribute.Of("activation_beta", functions.Select(static function => function.Beta).OfType<float>().ToArray()));
        }

        if (Spec.Clip > 0)
        {
            attributes.Add(OnnxAttribute.Of("clip", Spec.Clip));
        }

        if (Spec.CoupledGates)
        {
            attributes.Add(OnnxAttribute.Of("input_forget", 1));
        }

        if (Spec.Form == CellForm.GruResetAfter)
        {
            attributes.Add(OnnxAttribute.Of("linear_before_reset", 1));
        }

        return attributes;
    }

    // Two biases, of the inputs and of the hidden state. They are added, except in a GRU's candidate.
    private float[] Bias(LstmLayerWeights weights)
    {
        float[] ofInputs = OnnxRows.Reorder(weights.Bias, Canonical, Ordered);
        float[] ofHidden = new float[ofInputs.Length];
        weights.CandidateBias.CopyTo(ofHidden.AsSpan(ofHidden.Length - weights.CandidateBias.Length));
        return [.. ofInputs, .. ofHidden];
    }

    private float[] Peephole(LstmLayerWeights weights) =>
        OnnxRows.Reorder(weights.Peephole, Spec.CoupledGates ? "io" : "ifo", OnnxRows.Peephole);
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm;

/// <summary>Finds out which of the known mistakes would explain that weights miss their self-test.</summary>
internal static class SelfTestDiagnosis
{
    // Multiply-adds one hypothesis may cost: about a third of a second for one that holds to the end. A wrong one ends at its first miss,
    // mostly after a step or two, so the 40 of them together stay within a second or so. Networks for which the limit does not even reach
    // the first missed step are not diagnosed: waiting would help nobody.
    private const long MostMultiplyAdds = 1L << 28;

    // Each hypothesis also copies all weights, some forty times in all.
    private const long MostParameters = 1L << 20;

    // i, f, g, o as the canonical rows stand.
    private const string CanonicalOrder = "ifgo";

    /// <summary>A clause that says what would explain the miss, or that nothing known does.</summary>
    public static string Explain(LstmWeights weights, Activation outputActivation, SelfTestComparison comparison)
    {
        long parameters = Parameters(weights);
        int steps = (int)Math.Min(weights.SelfTest!.Steps, MostMultiplyAdds / parameters);
        if (parameters > MostParameters || steps <= comparison.First / weights.OutputSize)
        {
            return "the network is too large to look for the cause";
        }

        foreach (SelfTestHypothesis hypothesis in Hypotheses(weights, outputActivation))
        {
            if (Explains(weights, hypothesis, comparison.Tolerance, steps))
            {
                string how = steps < weights.SelfTest!.Steps ? $"the first {steps} steps of the self-test are met" : "the self-test is met";
                return $"{how} if {hypothesis.Explanation}";
            }
        }

        return "no other gate order, transpose, bias or output activation meets the self-test either";
    }

    private static long Parameters(LstmWeights weights) =>
        weights.Layers.Sum(layer => (long)layer.Input.Length + layer.Recurrent.Length) + weights.Head.Sum(static layer => (long)layer.Weight.Length);

    private static bool Explains(LstmWeights weights, SelfTestHypothesis hypothesis, double tolerance, int steps)
    {
        LstmSelfTest test = weights.SelfTest!;
        var mended = new LstmWeights([.. weights.Layers.Select(hypothesis.Mend)], weights.Stem, weights.Head);
        var reference = new ReferenceLstm(mended, hypothesis.OutputActivation, test);
        for (int step = 0; step < steps; step++)
        {
            double[] outputs = reference.Step(test.Input.Slice(step * weights.InputSize, weights.InputSize));
            ReadOnlySpan<float> expected = test.Output.Slice(step * weights.OutputSize, weights.OutputSize);
            for (int output = 0; output < outputs.Length; output++)
            {
                if (!(Math.Abs(outputs[output] - expected[output]) <= tolerance))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // The likely ones first: the first that fits is the one that is told.
    private static IEnumerable<SelfTestHypothesis> Hypotheses(LstmWeights weights, Activation outputActivation)
    {
        SelfTestHypothesis Layers(string explanation, Func<LstmLayerWeights, LstmLayerWeights> mend) =>
            new(explanation, outputActivation, mend);

        yield return Layers(
            "the same weights are computed in double precision: the fault is not in them but in the computation, please report it",
            layer => layer);

        foreach (string order in Orders().Where(order => order != CanonicalOrder))
        {
            yield return Layers($"the rows stand in the order {string.Join(',', order.ToCharArray())}", layer => WithOrder(layer, order));
        }

        foreach (SelfTestHypothesis transposed in Transposes(weights, Layers))
        {
            yield return transposed;
        }

        if (weights.Head.Count > 0)
        {
            foreach (Activation activation in Enum.GetValues<Activation>().Where(activation => activation != outputActivation))
            {
                yield return new SelfTestHypothesis($"the output activation is {activation}", activation, layer => layer);
            }
        }

        yield return Layers("the bias stands twice in the weights", layer => WithBias(layer, 0.5f));
        yield return Layers("the bias stands half in the weights (one of two, equal biases)", layer => WithBias(layer, 2));
    }

    private static IEnumerable<SelfTestHypothesis> Transposes(
        LstmWeights weights, Func<string, Func<LstmLayerWeights, LstmLayerWeights>, SelfTestHypothesis> layers)
    {
        yield return layers(
            "the recurrent weights of each gate are transposed", layer => With(layer, layer.Input, GatesTransposed(layer.Recurrent, layer)));
        yield return layers(
            "the recurrent weights stand as [hidden, 4·hidden]", layer => With(layer, layer.Input, Transposed(layer.Recurrent, layer.HiddenSize)));
        yield return layers(
            "the input weights stand as [input, 4·hidden]", layer => With(layer, Transposed(layer.Input, layer.InputSize), layer.Recurrent));
        yield return layers(
            "the input and the recurrent weights stand as [input, 4·hidden] and [hidden, 4·hidden]",
            layer => With(layer, Transposed(layer.Input, layer.InputSize), Transposed(layer.Recurrent, layer.HiddenSize)));

        // A gate's input weights that are no square cannot be transposed and keep their shape.
        if (weights.InputSize == weights.HiddenSize)
        {
            yield return layers(
                "the input weights of each gate are transposed", layer => With(layer, GatesTransposed(layer.Input, layer), layer.Recurrent));
            yield return layers(
                "the input and the recurrent weights of each gate are transposed",
                layer => With(layer, GatesTransposed(layer.Input, layer), GatesTransposed(layer.Recurrent, layer)));
        }
    }

    private static IEnumerable<string> Orders() =>
        from a in CanonicalOrder
        from b in CanonicalOrder
        from c in CanonicalOrder
        from d in CanonicalOrder
        where new HashSet<char> { a, b, c, d }.Count == 4
        select new string([a, b, c, d]);

    // Rows that stand in the given order, brought into the canonical one.
    private static LstmLayerWeights WithOrder(LstmLayerWeights layer, string order)
    {
        float[] Reorder(ReadOnlySpan<float> rows)
        {
            float[] result = new float[rows.Length];
            int block = rows.Length / 4;
            for (int gate = 0; gate < 4; gate++)
            {
                int from = order.IndexOf(CanonicalOrder[gate], StringComparison.Ordinal);
                rows.Slice(from * block, block).CopyTo(result.AsSpan(gate * block));
            }

            return result;
        }

        return new LstmLayerWeights(
            layer.InputSize, layer.HiddenSize, Reorder(layer.Input), Reorder(layer.Recurrent), Reorder(layer.Bias));
    }

    private static LstmLayerWeights WithBias(LstmLayerWeights layer, float factor)
    {
        float[] bias = layer.Bias.ToArray();
        for (int row = 0; row < bias.Length; row++)
        {
            // Clamped, because the largest floats have no double.
            bias[row] = Math.Clamp(bias[row] * factor, float.MinValue, float.MaxValue);
        }

        return new LstmLayerWeights(layer.InputSize, layer.HiddenSize, layer.Input, layer.Recurrent, bias);
    }

    private static LstmLayerWeights With(LstmLayerWeights layer, ReadOnlySpan<float> input, ReadOnlySpan<float> recurrent) =>
        new(layer.InputSize, layer.HiddenSize, input, recurrent, layer.Bias);

    // The values of [rows, columns] as they stand in [columns, rows].
    private static float[] Transposed(ReadOnlySpan<float> values, int rows)
    {
        int columns = values.Length / rows;
        float[] result = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[column * rows + row] = values[row * columns + column];
            }
        }

        return result;
    }

    private static float[] GatesTransposed(ReadOnlySpan<float> values, LstmLayerWeights layer)
    {
        float[] result = new float[values.Length];
        int block = values.Length / 4;
        for (int gate = 0; gate < 4; gate++)
        {
            Transposed(values.Slice(gate * block, block), layer.HiddenSize).CopyTo(result.AsSpan(gate * block));
        }

        return result;
    }
}

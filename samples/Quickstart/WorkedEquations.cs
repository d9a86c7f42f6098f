using System;
using System.Linq;
using System.Text;
using Lstm;

namespace Quickstart;

/// <summary>Prints the equations of one step with all numbers.</summary>
internal static class WorkedEquations
{
    public static void Print(LstmLayerWeights layer, float[] x, float[] h, float[] c, StepByHand hand)
    {
        Console.WriteLine($"""
            1. ONE STEP BY HAND                             [Lstm(input: 3, hidden: 3)]

                x = [{string.Join(", ", x)}]          the input
                h = [{string.Join(", ", h)}]          the hidden state before the step
                c = [{string.Join(", ", c)}]     the cell state before the step

            Each unit of a gate has one weight per value of x and h, and a bias.
            Its value is the sigmoid or tanh of the sum of weight * value, plus the bias.

            """);

        PrintGate("input gate i: the share of the candidate that is added", "i = sigmoid", 0, hand.Input);
        PrintGate("forget gate f: the share of the old cell state that is kept", "f = sigmoid", 1, hand.Forget);
        PrintGate("candidate g: the new value for the cell state", "g = tanh", 2, hand.Candidate);
        PrintGate("output gate o: the share of the cell state that is output", "o = sigmoid", 3, hand.Output);
        PrintCell(c, hand);
        PrintHidden(hand);

        void PrintGate(string title, string function, int block, GateByHand gate)
        {
            Console.WriteLine(title);
            for (int unit = 0; unit < h.Length; unit++)
            {
                Console.WriteLine($"    {WeightedSum(layer, block * h.Length + unit, x, h),-62} = {gate.Before[unit]}");
            }

            string after = string.Join(", ", gate.After.Select(value => $"{value:F6}"));
            Console.WriteLine($"    {function}([{string.Join(", ", gate.Before)}]) = [{after}]");
            Console.WriteLine();
        }
    }

    private static void PrintCell(float[] c, StepByHand hand)
    {
        Console.WriteLine("new cell state: c = f * c + i * g");
        for (int unit = 0; unit < c.Length; unit++)
        {
            string kept = $"{hand.Forget.After[unit]:F6} * {c[unit],4}";
            string added = $"{hand.Input.After[unit]:F6} * {hand.Candidate.After[unit],9:F6}";
            Console.WriteLine($"    {kept} + {added} = {hand.Cell[unit],9:F6}");
        }

        Console.WriteLine();
    }

    private static void PrintHidden(StepByHand hand)
    {
        Console.WriteLine("new hidden state: h = o * tanh(c)");
        for (int unit = 0; unit < hand.Hidden.Length; unit++)
        {
            Console.WriteLine($"    {hand.Output.After[unit]:F6} * tanh({hand.Cell[unit],9:F6}) = {hand.Hidden[unit],9:F6}");
        }

        Console.WriteLine();
    }

    /// <summary>Returns the weighted sum of a row: <c>0.5*1 - 0.25*2 + … + 0.5</c>.</summary>
    private static string WeightedSum(LstmLayerWeights layer, int row, float[] x, float[] h)
    {
        var text = new StringBuilder();
        for (int column = 0; column < x.Length; column++)
        {
            Append(layer.Input[row * x.Length + column], $"*{x[column]}");
        }

        for (int column = 0; column < h.Length; column++)
        {
            Append(layer.Recurrent[row * h.Length + column], $"*{h[column]}");
        }

        Append(layer.Bias[row], "");
        return text.ToString();

        void Append(float weight, string value)
        {
            bool first = text.Length == 0;
            string sign = weight < 0 ? (first ? "-" : " - ") : (first ? "" : " + ");
            text.Append(sign).Append(Math.Abs(weight)).Append(value);
        }
    }
}

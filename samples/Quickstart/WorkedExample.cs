using System;
using System.Linq;
using Lstm;

namespace Quickstart;

/// <summary>Computes one step of an LSTM by hand, equation by equation, and with the generated class.</summary>
internal static class WorkedExample
{
    // The step by hand uses double precision, the generated class single precision.
    private const double Tolerance = 1e-6;

    /// <summary>Prints both results and returns whether they agree.</summary>
    public static bool Show(string weightsPath)
    {
        float[] x = [1, 2, 3];
        float[] h = [4, 5, 6];
        float[] c = [0.5f, -0.5f, 1];

        LstmWeights weights = LstmWeights.Load(weightsPath);

        StepByHand hand = StepByHand.Of(weights.Layers[0], x, h, c);
        WorkedEquations.Print(weights.Layers[0], x, h, c, hand);

        var model = new WorkedCell(weights);
        var state = new WorkedCell.State();
        h.CopyTo(state.Hidden());
        c.CopyTo(state.Cell());
        float[] y = new float[WorkedCell.OutputSize];
        model.Step(ref state, x, y);

        // The output y of a network without a dense head is its new hidden state h.
        return Compare(hand, cell: state.Cell().ToArray(), hidden: y);
    }

    private static bool Compare(StepByHand hand, float[] cell, float[] hidden)
    {
        Console.WriteLine("the same step with the generated class: model.Step(ref state, x, y)");
        Console.WriteLine($"    {"",-26}{"unit 0",12}{"unit 1",12}{"unit 2",12}");
        PrintRow("c  by hand", hand.Cell);
        PrintRow("   generated", [.. cell]);
        PrintRow("h  by hand", hand.Hidden);
        PrintRow("   generated", [.. hidden]);

        double difference = Math.Max(LargestDifference(hand.Cell, cell), LargestDifference(hand.Hidden, hidden));
        bool agree = difference <= Tolerance;
        string result = agree ? "The results agree" : "THE RESULTS DO NOT AGREE";
        Console.WriteLine($"    {result}: the largest difference is {difference:0.0e+00}, the tolerance is {Tolerance:0e+00}.");
        Console.WriteLine();
        return agree;
    }

    private static void PrintRow(string name, double[] values) =>
        Console.WriteLine($"    {name,-26}{values[0],12:F8}{values[1],12:F8}{values[2],12:F8}");

    // Math.Max returns NaN if one argument is NaN; Max() ignores NaN.
    private static double LargestDifference(double[] expected, float[] found) =>
        expected.Zip(found, (a, b) => Math.Abs(a - b)).Aggregate(Math.Max);
}

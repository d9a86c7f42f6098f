using System;
using System.Linq;
using Lstm;

namespace Quickstart;

/// <summary>One step of an LSTM, first by hand, equation by equation, and then by the generated class.</summary>
internal static class WorkedExample
{
    // By hand it is computed in double precision, by the generated class in single precision.
    private const double Tolerance = 1e-6;

    /// <summary>Prints both ways and says whether they agree.</summary>
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

        // A network without a dense head puts out its new hidden state: y is h.
        return Compare(hand, cell: state.Cell().ToArray(), hidden: y);
    }

    private static bool Compare(StepByHand hand, float[] cell, float[] hidden)
    {
        Console.WriteLine("the same by the generated class: model.Step(ref state, x, y)");
        Console.WriteLine($"    {"",-26}{"unit 0",12}{"unit 1",12}{"unit 2",12}");
        PrintRow("c  by hand", hand.Cell);
        PrintRow("   generated", [.. cell]);
        PrintRow("h  by hand", hand.Hidden);
        PrintRow("   generated", [.. hidden]);

        double difference = Math.Max(LargestDifference(hand.Cell, cell), LargestDifference(hand.Hidden, hidden));
        bool agree = difference <= Tolerance;
        Console.WriteLine($"    {(agree ? "They agree" : "THEY DO NOT AGREE")}: largest difference {difference:0.0e+00}, allowed {Tolerance:0e+00}.");
        Console.WriteLine();
        return agree;
    }

    private static void PrintRow(string name, double[] values) =>
        Console.WriteLine($"    {name,-26}{values[0],12:F8}{values[1],12:F8}{values[2],12:F8}");

    // Math.Max keeps a NaN, which Max() would pass over.
    private static double LargestDifference(double[] expected, float[] found) =>
        expected.Zip(found, (a, b) => Math.Abs(a - b)).Aggregate(Math.Max);
}

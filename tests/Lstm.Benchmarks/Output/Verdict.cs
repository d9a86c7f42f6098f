using System;
using System.Collections.Generic;
using Lstm.Benchmarks.Sizes;
using Lstm.Benchmarks.Variants;

namespace Lstm.Benchmarks.Output;

/// <summary>Whether the numbers may be used at all: fast and wrong is worth nothing.</summary>
internal static class Verdict
{
    /// <summary>Prints to standard error whatever makes the run a failure.</summary>
    /// <returns>True when there is nothing.</returns>
    public static bool Print(IReadOnlyList<SizeResult> results, IReadOnlyList<VariantResult> variants)
    {
        bool sound = true;
        void Fail(string message)
        {
            Console.Error.WriteLine("FAILED: " + message);
            sound = false;
        }

        foreach (SizeResult result in results)
        {
            if (result.StepRunDifference != 0)
            {
                Fail($"{result.Size}: Step and Run differ by up to {Text.Number(result.StepRunDifference, "0.0e+0")}; they promise the same bits.");
            }

            if (result.Onnx is { } onnx && !(onnx.Difference <= SizeBenchmark.Tolerance))
            {
                Fail($"{result.Size}: ONNX Runtime's outputs differ by up to {Text.Number(onnx.Difference, "0.0e+0")}, more than {SizeBenchmark.Tolerance}.");
            }

            if (result.Step.AllocatedBytes > 0 || result.Run.AllocatedBytes > 0)
            {
                Fail($"{result.Size}: Step or Run allocates.");
            }
        }

        foreach (VariantResult variant in variants)
        {
            if (variant.Time.AllocatedBytes > 0)
            {
                Fail($"{variant.Size}, {variant.Name}: a step allocates.");
            }
        }

        return sound;
    }
}

using System;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>A call of a layer's method in C#: one layer, or each in a loop over equal ones.</summary>
/// <param name="Layer">The layer, or the first of a loop.</param>
/// <param name="Weights">The first weight of the cell.</param>
/// <param name="State">The first value of its state.</param>
/// <param name="Input">Its first input.</param>
/// <param name="Number">The number of the cell.</param>
/// <param name="IsLoop">Whether the call is in a loop over layers.</param>
internal sealed record RunCall(RecurrentPlan Layer, string Weights, string State, string Input, string Number, bool IsLoop)
{
    /// <summary>Returns the number of the cell as an <c>int</c>.</summary>
    public string Cell => IsLoop ? $"(int){Number}" : Number;
}

/// <summary>
/// Prints the calls of equal recurrent layers in a row, for one step: the first, and then the upper ones, in a loop if they are many.
/// </summary>
internal static class RunCalls
{
    /// <summary>Prints the calls.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="plan">The network.</param>
    /// <param name="run">The layers.</param>
    /// <param name="input">The first input of the first of them.</param>
    /// <param name="lanes">The number of streams side by side in a state.</param>
    /// <param name="emit">Prints a call.</param>
    /// <returns>The hidden state of the last of them.</returns>
    public static string Emit(
        SourceWriter writer, KernelPlan plan, RecurrentRun run, string input, int lanes, Action<RunCall> emit)
    {
        emit(CallOf(plan, run.First, input, lanes));
        if (run.Layers.Count == 2)
        {
            emit(CallOf(plan, run.Last, StateOf(plan, run.First, lanes), lanes));
        }
        else if (run.Upper is { } upper)
        {
            using (writer.Block($"for (nint layer = 0; layer < {Text.Int(run.Layers.Count - 1)}; layer++)"))
            {
                int stride = StatePlan.LengthOf(upper.Cell) * lanes;
                int first = plan.State.StartOf(run.First.Cells[0].Number) * lanes;
                string start = first == 0 ? "" : Text.Int(first) + " + ";
                writer.Line($"ref float below = ref Unsafe.Add(ref state, {start}layer * {Text.Int(stride)});");
                emit(new RunCall(
                    upper,
                    Text.Element("weights", $"{Text.Int(upper.Sections.Start)} + layer * {Text.Int(upper.Sections.Length)}"),
                    Text.At("below", stride),
                    "below",
                    $"layer + {Text.Int(upper.Cells[0].Number)}",
                    IsLoop: true));
            }

            writer.Line();
        }

        return StateOf(plan, run.Last, lanes);
    }

    /// <summary>Returns the call of a single layer.</summary>
    public static RunCall CallOf(KernelPlan plan, RecurrentPlan layer, string input, int lanes) => new(
        layer,
        Text.At("weights", layer.Sections.Start),
        StateOf(plan, layer, lanes),
        input,
        Text.Int(layer.Cells[0].Number),
        IsLoop: false);

    /// <summary>Returns the state of a layer, which begins with its hidden state.</summary>
    public static string StateOf(KernelPlan plan, RecurrentPlan layer, int lanes) =>
        Text.At("state", plan.State.StartOf(layer.Cells[0].Number) * lanes);
}

using System;
using System.Linq;
using System.Text;

namespace Gestures;

/// <summary>How often each class was taken for each class.</summary>
internal sealed class Confusion
{
    private readonly int[,] _counts = new int[GestureModel.OutputSize, GestureModel.OutputSize];

    /// <summary>The number of right answers.</summary>
    public int Right => Enumerable.Range(0, GestureModel.OutputSize).Sum(kind => _counts[kind, kind]);

    /// <summary>Counts the answers for windows.</summary>
    /// <param name="kinds">The class of each window.</param>
    /// <param name="outputs">The probabilities, [windows, classes].</param>
    public static Confusion Of(Gesture[] kinds, ReadOnlySpan<float> outputs)
    {
        Confusion confusion = new();
        for (int window = 0; window < kinds.Length; window++)
        {
            confusion._counts[(int)kinds[window], Largest(outputs.Slice(window * GestureModel.OutputSize, GestureModel.OutputSize))]++;
        }

        return confusion;
    }

    /// <summary>Returns the place of the largest value.</summary>
    public static int Largest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int place = 1; place < values.Length; place++)
        {
            best = values[place] > values[best] ? place : best;
        }

        return best;
    }

    /// <summary>Returns a table: a row for each class, with its symbol, and a column for each answer. Zeros are dots.</summary>
    public string Table()
    {
        Gesture[] kinds = Enum.GetValues<Gesture>();
        StringBuilder text = new();
        text.Append($"{"made",-16}").AppendLine($"answered{string.Concat(kinds.Select(static kind => $"{kind.Symbol(),5}"))}");
        foreach (Gesture kind in kinds)
        {
            int[] row = [.. kinds.Select(answer => _counts[(int)kind, (int)answer])];
            text.Append($"{kind.Symbol()} {kind.Name(),-22}").AppendJoin("", row.Select(static n => n == 0 ? $"{".",5}" : $"{n,5}"));
            text.AppendLine($"   {100.0 * row[(int)kind] / row.Sum(),5:0.0} %");
        }

        return text.ToString();
    }
}

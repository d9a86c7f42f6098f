using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>Selects a few items of many such that every combination of a few of their features still occurs.</summary>
/// <remarks>
/// Faults of a product of options are nearly always faults of two or three of them together (Kuhn, Wallace and Gallo, 2004, "Software fault
/// interactions and implications for software testing"). A covering array of strength 3 meets every such triple with a hundredth of the
/// items.
/// </remarks>
public static class CoveringArray
{
    // Candidates compared for each item that is added. More give a shorter list, and take longer.
    private const int Candidates = 48;

    /// <summary>
    /// A list in which every combination of <paramref name="strength"/> features occurs that occurs among the items; the same list in every
    /// run.
    /// </summary>
    /// <param name="items">What to select from.</param>
    /// <param name="featuresOf">The features of an item, as many for each.</param>
    /// <param name="strength">Features that are combined: 1 or more.</param>
    public static IReadOnlyList<T> Select<T>(IReadOnlyList<T> items, Func<T, IReadOnlyList<object>> featuresOf, int strength)
    {
        int[][] levels = Levels([.. items.Select(featuresOf)]);
        int[][] columns = [.. Choose(levels.Length == 0 ? 0 : levels[0].Length, strength)];
        HashSet<(int Columns, long Levels)> missing = [.. levels.SelectMany(row => Combinations(row, columns))];

        List<T> selected = [];
        while (missing.Count > 0)
        {
            (int columns, long levels) wanted = missing.First();
            int[] having =
            [
                .. Enumerable.Range(0, levels.Length).Where(item => Key(levels[item], columns[wanted.columns]) == wanted.levels),
            ];
            int stride = Math.Max(1, having.Length / Candidates);
            int best = having.Where((_, index) => index % stride == 0)
                .MaxBy(item => Combinations(levels[item], columns).Count(missing.Contains));
            missing.ExceptWith(Combinations(levels[best], columns));
            selected.Add(items[best]);
        }

        return selected;
    }

    // Each feature as a small number: its value's place among the values that its column has.
    private static int[][] Levels(IReadOnlyList<object>[] features)
    {
        int[][] levels = [.. features.Select(static row => new int[row.Count])];
        for (int column = 0; features.Length > 0 && column < features[0].Count; column++)
        {
            Dictionary<object, int> places = [];
            for (int row = 0; row < features.Length; row++)
            {
                object value = features[row][column];
                if (!places.TryGetValue(value, out int place))
                {
                    places[value] = place = places.Count;
                }

                levels[row][column] = place;
            }
        }

        return levels;
    }

    private static IEnumerable<(int Columns, long Levels)> Combinations(int[] row, int[][] columns) =>
        columns.Select((chosen, index) => (index, Key(row, chosen)));

    private static long Key(int[] row, int[] columns) => columns.Aggregate(0L, (key, column) => (key << 10) + row[column]);

    /// <summary>Every choice of <paramref name="count"/> of so many columns.</summary>
    private static IEnumerable<int[]> Choose(int columns, int count, int first = 0) => count == 0
        ? [[]]
        : Enumerable.Range(first, Math.Max(0, columns - first))
            .SelectMany(column => Choose(columns, count - 1, column + 1).Select(rest => (int[])[column, .. rest]));
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The sentences of the header that say how far the rows are unrolled in the kernel for vectors of eight floats, and why no further.
/// </summary>
internal static class UnrollingRemark
{
    private static readonly string[] s_words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"];

    public static string Of(KernelPlan plan)
    {
        List<Walk[]> layers = [.. plan.Methods.Select(static method => WalksOf(method.Layer).ToArray())];
        if (layers.All(static walks => walks.Length == 0))
        {
            return "The runtime loops over pairs of rows of weights.";
        }

        Walk[] loops = [.. layers.SelectMany(static walks => walks).Where(static walk => walk.HasLoop)];
        if (loops.Length == 0)
        {
            int most = layers.Max(static walks => walks.Sum(static walk => walk.MultiplyAdds));
            string limit = layers.Count > 1 ? "at most " : "";
            return "All rows of weights are unrolled in the recurrent layers of one stream: " +
                $"{limit}{most} multiply-adds per layer, too few to need a loop.";
        }

        string rows = Listed(loops.Select(static walk => walk.UnrolledRows), static count => s_words[count]);
        string multiplyAdds = Listed(loops.Select(static walk => walk.MultiplyAdds), static count => $"{count}");
        bool straight = layers.Any(static walks => walks.Any(static walk => !walk.HasLoop));
        return $"In the recurrent layers of one stream, rows of weights are unrolled {rows} at a time: " +
            $"{multiplyAdds} multiply-adds per iteration. " +
            "A longer loop body is not faster, and a much longer one makes the JIT spill registers." +
            (straight ? " Rows too few for two iterations are unrolled without a loop." : "") +
            (!plan.Network.IsQuantized ? "" :
                plan.Recurrent.Any(CallsRows) ? " The runtime loops over the other rows." : " An integer multiply-add takes two rows.");
    }

    private static bool CallsRows(RecurrentPlan layer) =>
        layer is TiledLayer { Sums: QuantizedSums quantized } && quantized.Parts.Any(static part => part.IsCalled);

    private static IEnumerable<Walk> WalksOf(RecurrentPlan layer)
    {
        SumsForm? form = (layer as TiledLayer)?.Sums;
        if (form is QuantizedSums quantized)
        {
            IEnumerable<PackedSection> inputs = quantized.Parts.Count > 1 ? [] : layer.Sections.All(PackedKind.Input);
            IEnumerable<QuantizedPart> parts = quantized.Parts.Concat(quantized.Late is { } late ? [late] : []);
            return inputs.Select(section => Walk.Of(layer.Inputs, section))
                .Concat(parts.Where(static part => !part.IsCalled).SelectMany(static part =>
                    part.Tiles.Select(section => Walk.OfPairs(part.Pairs, section))));
        }

        IEnumerable<Walk> tiles = form is TileMethods
            ? layer.Sections.Tiles.SelectMany(static tile => new[] { Walk.OfMethod(tile.Input), Walk.OfMethod(tile.Recurrent) })
            : layer.Sections.Tiles.SelectMany(tile => new[]
            {
                Walk.Of(layer.Inputs, tile.Input),
                Walk.Of(layer.Cell.Width, tile.Recurrent),
            });
        return tiles.Concat(layer.Sections.Candidate.Select(section => Walk.Of(layer.Cell.Hidden, section)));
    }

    private static string Listed(IEnumerable<int> counts, Func<int, string> text) =>
        Prose.List([.. counts.Distinct().OrderBy(static count => count).Select(text)], "or");

    /// <summary>A walk over the rows of a tile.</summary>
    /// <param name="HasLoop">Whether it is a loop.</param>
    /// <param name="UnrolledRows">The rows of an iteration, or all rows without a loop.</param>
    /// <param name="MultiplyAdds">The multiply-adds of these rows.</param>
    private sealed record Walk(bool HasLoop, int UnrolledRows, int MultiplyAdds)
    {
        public static Walk Of(int rows, PackedSection section) =>
            Of(rows, RowLoop.For(rows, MultiplyAddsOfRow(section)), section, rowsOfMultiplyAdd: 1);

        /// <summary>In integers one multiply-add takes a pair of rows.</summary>
        public static Walk OfPairs(int pairs, PackedSection section) =>
            Of(pairs, RowLoop.ForPairs(pairs, section.Group.BlocksPerTile), section, rowsOfMultiplyAdd: 2);

        /// <summary>The method of a tile takes two rows an iteration, for any number of rows.</summary>
        public static Walk OfMethod(PackedSection section) => new(HasLoop: true, 2, 2 * MultiplyAddsOfRow(section));

        private static Walk Of(int count, RowLoop loop, PackedSection section, int rowsOfMultiplyAdd)
        {
            int unrolled = loop.Turns > 0 ? loop.RowsPerTurn : count;
            return new Walk(loop.Turns > 0, unrolled * rowsOfMultiplyAdd, unrolled * MultiplyAddsOfRow(section));
        }

        private static int MultiplyAddsOfRow(PackedSection section) => section.Group.BlocksPerTile * section.Sums.Length;
    }
}

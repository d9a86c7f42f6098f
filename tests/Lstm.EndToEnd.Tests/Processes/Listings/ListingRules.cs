using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.EndToEnd.Tests.Processes.Listings;

/// <summary>
/// What makes a kernel fast, as far as it can be read from its machine code. A row is what is multiplied by one value: a broadcast of x_k
/// or h_k from memory, and a multiply-add for each vector of weights.
/// </summary>
internal static class ListingRules
{
    // i, f, g and o, of one block, two or three.
    private static readonly int[] s_vectorsOfRow = [4, 8, 12];

    /// <summary>The rows of a method, each from its broadcast to its last multiply-add.</summary>
    public static IReadOnlyList<IReadOnlyList<Instruction>> RowsOf(JitListing listing)
    {
        List<IReadOnlyList<Instruction>> rows = [];
        for (int start = 0; start < listing.Instructions.Count; start++)
        {
            Instruction broadcast = listing.Instructions[start];
            if (!broadcast.IsBroadcast || broadcast.ReadsConstant)
            {
                continue;
            }

            // Until another value takes the place of this one.
            int end = start + 1;
            while (end < listing.Instructions.Count
                && (listing.Instructions[end].Operands is not [string target, ..] || target != broadcast.Operands[0]))
            {
                end++;
            }

            int last = Enumerable.Range(start, end - start).Last(i => i == start || IsWeights(listing.Instructions[i], broadcast));
            if (last > start)
            {
                rows.Add([.. listing.Instructions.Skip(start).Take(last - start + 1)]);
            }
        }

        return rows;
    }

    // The walk over the tiles of a larger layer calls one for each: hundreds of multiply-adds, whose own loops are looked at where they
    // stand.
    private static bool IsTile(Instruction call) => call.ToString().Contains("Kernel:Tile", StringComparison.Ordinal);

    /// <summary>Everything that breaks a rule.</summary>
    /// <param name="listing">A method of a kernel.</param>
    /// <param name="largestCode">The bytes of code that it may have.</param>
    /// <param name="reloads">Constants that a loop may load again in each turn.</param>
    public static IReadOnlyList<string> Violations(JitListing listing, int largestCode, int reloads = 0)
    {
        List<string> violations = [];
        foreach (IReadOnlyList<Instruction> row in RowsOf(listing))
        {
            Instruction[] multiplyAdds = [.. row.Where(instruction => IsWeights(instruction, row[0]))];
            if (!s_vectorsOfRow.Contains(multiplyAdds.Length))
            {
                violations.Add($"the row of \"{row[0]}\" has {multiplyAdds.Length} multiply-adds, not 4, 8 or 12");
            }

            violations.AddRange(multiplyAdds.Where(static instruction => instruction.Memory.Length == 0)
                .Select(static instruction => $"\"{instruction}\" does not take its weights from memory"));
            violations.AddRange(Spills(row, "a row"));
        }

        foreach (IReadOnlyList<Instruction> loop in listing.InnermostLoops)
        {
            violations.AddRange(loop.Where(static instruction => instruction.IsCall && !IsTile(instruction))
                .Select(static instruction => $"\"{instruction}\" is called in an innermost loop"));
            // A small network's loop over steps is an innermost one as well: its rows and activations follow each other, and do not hold on
            // to constants.
            violations.AddRange(loop.Any(static instruction => instruction.IsBroadcast && !instruction.ReadsConstant)
                ? Spills(loop, "a loop over rows")
                : loop.Where(static instruction => instruction.LoadsConstant)
                    .Skip(reloads)
                    .Select(static instruction => $"\"{instruction}\" loads a constant again in each turn of a loop"));
        }

        if (listing.CodeSize > largestCode)
        {
            violations.Add($"{listing.CodeSize} bytes of code, more than {largestCode}");
        }

        return [.. violations.Distinct()];
    }

    private static bool IsWeights(Instruction instruction, Instruction broadcast) =>
        instruction.IsMultiplyAdd && instruction.Reads(broadcast.Operands[0]);

    private static IEnumerable<string> Spills(IReadOnlyList<Instruction> instructions, string where) =>
        instructions.Where(static instruction => instruction.TouchesStack && instruction.Mnemonic.StartsWith('v'))
            .Select(instruction => $"\"{instruction}\" spills a vector within {where}");
}

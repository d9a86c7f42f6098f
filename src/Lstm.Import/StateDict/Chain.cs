using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.StateDict;

/// <summary>A module with inputs and outputs.</summary>
internal interface IChained
{
    int InputSize { get; }

    int OutputSize { get; }
}

/// <summary>Connects modules by their sizes.</summary>
internal static class Chain
{
    /// <summary>Returns whether each module has as many inputs as the one before it has outputs.</summary>
    public static bool Fits(IReadOnlyList<IChained> modules) =>
        modules.Zip(modules.Skip(1)).All(static pair => pair.First.OutputSize == pair.Second.InputSize);

    /// <summary>
    /// Starts at each module and follows unique successors. Returns null if the sizes allow several chains, or none with all modules.
    /// </summary>
    public static List<T>? BySizes<T>(IReadOnlyList<T> modules)
        where T : class, IChained
    {
        List<T>? found = null;
        foreach (T first in modules)
        {
            List<T> chain = [first];
            List<T> rest = [.. modules.Where(module => module != first)];
            while (rest.FindAll(module => module.InputSize == chain[^1].OutputSize) is [var next])
            {
                chain.Add(next);
                rest.Remove(next);
            }

            // With two possible successors, the sizes do not determine the order.
            if (rest.Exists(module => module.InputSize == chain[^1].OutputSize) || (rest.Count == 0 && found is not null))
            {
                return null;
            }

            found = rest.Count == 0 ? chain : found;
        }

        return found;
    }

    /// <summary>Returns whether modules lead from one size to another. Each may be used once.</summary>
    public static bool Leads(int from, int to, IEnumerable<IChained> modules)
    {
        ILookup<int, int> outputs = modules.ToLookup(static module => module.InputSize, static module => module.OutputSize);
        HashSet<int> reached = [];
        Queue<int> left = new([from]);
        while (left.TryDequeue(out int size))
        {
            foreach (int output in outputs[size])
            {
                if (output == to)
                {
                    return true;
                }

                if (reached.Add(output))
                {
                    left.Enqueue(output);
                }
            }
        }

        return false;
    }
}

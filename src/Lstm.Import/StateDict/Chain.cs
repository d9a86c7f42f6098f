using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

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
    /// <summary>The number of modules of the largest network of a class.</summary>
    public const int MostModules =
        NetworkShape.MaxLayers + (NetworkShape.MaxLayers + 1) * (NetworkShape.MaxDenseLayers + NetworkShape.MaxOtherLayers);

    // A search for the orders of very many modules of equal sizes is given up: they have no order that sizes could show.
    private const int MostSteps = 20_000;

    /// <summary>Returns whether each module has as many inputs as the one before it has outputs.</summary>
    public static bool Fits(IReadOnlyList<IChained> modules) =>
        modules.Zip(modules.Skip(1)).All(static pair => pair.First.OutputSize == pair.Second.InputSize);

    /// <summary>
    /// Returns the only order of all modules that their sizes allow; null if there is none or several, or if two layers could be the next
    /// one: one of them may be the head of another task.
    /// </summary>
    public static IReadOnlyList<T>? Only<T>(IReadOnlyList<T> modules)
        where T : class, IChained => Orders(modules, most: 2) is [var only]
            && !Enumerable.Range(1, only.Count).Any(next => only.Skip(next)
                .Count(module => module is not UnitsPiece && module.InputSize == only[next - 1].OutputSize) > 1)
                    ? only
                    : null;

    /// <summary>Returns orders of all modules that their sizes allow, in the order of the modules where there is a choice.</summary>
    /// <param name="modules">The modules.</param>
    /// <param name="most">The number of orders after which the search ends.</param>
    public static IReadOnlyList<IReadOnlyList<T>> Orders<T>(IReadOnlyList<T> modules, int most)
        where T : class, IChained
    {
        List<IReadOnlyList<T>> found = [];
        List<T> chain = [];
        List<T> rest = [.. modules];
        int steps = 0;
        return modules.Count is > 0 and <= MostModules && Extend() ? found : [];

        // Returns false if the search is given up.
        bool Extend()
        {
            if (rest.Count == 0)
            {
                found.Add([.. chain]);
                return true;
            }

            for (int index = 0; index < rest.Count && found.Count < most; index++)
            {
                T next = rest[index];
                if (chain.Count > 0 && chain[^1].OutputSize != next.InputSize)
                {
                    continue;
                }

                chain.Add(next);
                rest.RemoveAt(index);
                bool isDone = ++steps <= MostSteps && Extend();
                rest.Insert(index, next);
                chain.RemoveAt(chain.Count - 1);
                if (!isDone)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Returns chains that start with a module and end where no other module fits.</summary>
    /// <param name="first">The module.</param>
    /// <param name="others">The modules that may follow it, each once.</param>
    /// <param name="most">The number of chains after which the search ends.</param>
    public static IEnumerable<IReadOnlyList<T>> After<T>(T first, IReadOnlyList<T> others, int most)
        where T : class, IChained
    {
        List<IReadOnlyList<T>> found = [];
        Stack<List<T>> left = new([[first]]);
        while (found.Count < most && left.TryPop(out List<T>? chain))
        {
            List<T>[] longer =
            [
                .. others.Where(next => next.InputSize == chain[^1].OutputSize && !chain.Contains(next))
                    .Select(next => (List<T>)[.. chain, next]),
            ];
            if (longer.Length == 0 || chain.Count == MostModules)
            {
                found.Add(chain);
                continue;
            }

            foreach (List<T> next in longer.Take(most).Reverse())
            {
                left.Push(next);
            }
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

using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Lstm.CompilerServices;

/// <summary>The models whose weights are resources of their assemblies, one of each class. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EmbeddedModels
{
    /// <summary>The model of a class: loaded by the first call, the same for every other, on whatever thread.</summary>
    /// <remarks>
    /// A load that fails is not remembered. Every call throws until one succeeds, an exception of its own that tells of its own try, not one that threads share; and
    /// what was lacking for a moment only, such as memory, is lacking no longer than that.
    /// </remarks>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="resource">The name of a resource of its assembly, or the end of one after a dot.</param>
    /// <param name="create">Makes a model of weights.</param>
    /// <exception cref="ArgumentNullException">There is no name, or nothing that makes a model.</exception>
    /// <exception cref="WeightFormatException">There is no such resource, or more than one, or it holds no weights that this class takes.</exception>
    /// <exception cref="InvalidOperationException">The model is asked for by what is just making it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TModel Get<TModel>(string resource, Func<LstmWeights, TModel> create)
        where TModel : class =>
        Slot<TModel>.Model ?? Load(resource, create);

    private static TModel Load<TModel>(string resource, Func<LstmWeights, TModel> create)
        where TModel : class
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(create);
        if (Slot<TModel>.Loading.IsHeldByCurrentThread)
        {
            // Without this the stack would overflow, which no program survives.
            throw new InvalidOperationException($"A constructor or an initializer of {typeof(TModel)} uses its Default, which is just being made.");
        }

        lock (Slot<TModel>.Loading)
        {
            return Slot<TModel>.Model ??= create(EmbeddedWeights.Load(typeof(TModel), resource));
        }
    }

    private static class Slot<TModel>
        where TModel : class
    {
        // One for each class: whatever a user's constructor waits for, it holds up no other model.
        public static readonly Lock Loading = new();

        public static volatile TModel? Model;
    }
}

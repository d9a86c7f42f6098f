using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Lstm.CompilerServices;

/// <summary>The default models: one for each class whose weights are embedded in its assembly. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EmbeddedModels
{
    /// <summary>Returns the model of a class. The first call loads it; later calls on any thread return the same instance.</summary>
    /// <remarks>
    /// A failed load is not cached. The next call tries again, and every failure throws a new exception. A temporary failure, such as a
    /// lack of memory, therefore does not outlast its cause.
    /// </remarks>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="resource">The name of a resource in the class's assembly, or the end of such a name after a dot.</param>
    /// <param name="create">Creates a model from weights.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> or <paramref name="create"/> is null.</exception>
    /// <exception cref="WeightFormatException">
    /// No resource has this name, or several have it, or the weights in it do not fit the class.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// A constructor or an initializer of the class called this method while it loads.
    /// </exception>
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
            // Without this check the recursion would overflow the stack and end the process.
            throw new InvalidOperationException(
                $"A constructor or an initializer of {typeof(TModel)} uses Default while Default is being created. " +
                "Do not use Default there.");
        }

        lock (Slot<TModel>.Loading)
        {
            return Slot<TModel>.Model ??= create(EmbeddedWeights.Load(typeof(TModel), resource));
        }
    }

    private static class Slot<TModel>
        where TModel : class
    {
        // One lock for each class: a user's constructor that blocks does not block other models.
        public static readonly Lock Loading = new();

        public static volatile TModel? Model;
    }
}

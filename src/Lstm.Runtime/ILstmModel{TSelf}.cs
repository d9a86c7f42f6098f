using System;

namespace Lstm;

/// <summary>
/// What every generated class has, with a way to create it: for generic code that loads models, such as a service or a cache.
/// </summary>
/// <typeparam name="TSelf">The generated class itself.</typeparam>
public interface ILstmModel<TSelf> : ILstmModel
    where TSelf : class, ILstmModel<TSelf>
{
    /// <summary>Creates a model, as the constructor of the class does, and runs the self-test of the weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <exception cref="ArgumentNullException">The weights are null.</exception>
    /// <exception cref="WeightFormatException">The weights belong to another network, or their self-test fails.</exception>
    /// <exception cref="InvalidOperationException">The class was generated for another version of the runtime.</exception>
    static abstract TSelf Create(LstmWeights weights);
}

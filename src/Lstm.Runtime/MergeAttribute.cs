using System;

namespace Lstm;

/// <summary>Makes one vector of the two directions of a recurrent layer. Without it they are side by side.</summary>
/// <remarks>
/// It directly follows a layer with <see cref="RecurrentAttribute.Bidirectional"/>, or <see cref="PoolAttribute"/> after one. It has half
/// as many outputs as inputs, and no weights.
/// </remarks>
/// <example>
/// The product of both directions, as in Keras with <c>merge_mode="mul"</c>:
/// <code>
/// [Lstm(input: 12, hidden: 32, Bidirectional = true)]
/// [Merge(Merging.Product)]
/// [Dense(5)]
/// public sealed partial class Tagger;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MergeAttribute : Attribute
{
    /// <summary>Declares how the two directions become one vector.</summary>
    /// <param name="merging">How.</param>
    public MergeAttribute(Merging merging) => Merging = merging;

    /// <summary>How the two directions become one vector.</summary>
    public Merging Merging { get; }
}

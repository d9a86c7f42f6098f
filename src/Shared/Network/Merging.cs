namespace Lstm;

/// <summary>How the two directions of a recurrent layer become one vector.</summary>
#if NET
public enum Merging
#else
// The generator's copy is internal: a public one would clash with the runtime's type in a project that references both.
internal enum Merging
#endif
{
    /// <summary>The sum of both. This is <c>merge_mode="sum"</c> in Keras.</summary>
    Sum = 0,

    /// <summary>The mean of both. This is <c>merge_mode="ave"</c> in Keras.</summary>
    Mean = 1,

    /// <summary>The product of both. This is <c>merge_mode="mul"</c> in Keras.</summary>
    Product = 2,
}

namespace Lstm;

/// <summary>The direction in which a recurrent layer processes a sequence.</summary>
#if NET
public enum Direction
#else
// The generator's copy is internal: a public one would clash with the runtime's type in a project that references both.
internal enum Direction
#endif
{
    /// <summary>From the first step to the last. The default.</summary>
    Forward = 0,

    /// <summary>
    /// From the last step to the first. Each output has the position of its input. Such a network needs the whole sequence and has no
    /// <c>Step</c>.
    /// </summary>
    Backward = 1,
}

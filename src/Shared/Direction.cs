namespace Lstm;

/// <summary>Which way a recurrent layer walks over a sequence.</summary>
#if NET
public enum Direction
#else
// The generator's copy: public, it would clash with the runtime's in a project that references both.
internal enum Direction
#endif
{
    /// <summary>From the first step to the last. The default.</summary>
    Forward = 0,

    /// <summary>
    /// From the last step to the first; outputs stand at the time of their inputs. Such a network needs the whole sequence, and has no <c>Step</c>.
    /// </summary>
    Backward = 1,
}

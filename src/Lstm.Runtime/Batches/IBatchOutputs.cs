namespace Lstm;

/// <summary>The outputs of a batch that a caller receives.</summary>
internal interface IBatchOutputs
{
    /// <summary>Returns whether the output of a step is one of them.</summary>
    /// <param name="step">The step.</param>
    /// <param name="length">The number of steps of its sequence.</param>
    static abstract bool Has(int step, int length);

    /// <summary>Returns the row of an output.</summary>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="input">The row of its input.</param>
    static abstract int RowOf(int sequence, int input);
}

/// <summary>An output for each step, in the row of its input.</summary>
internal readonly struct EveryStep : IBatchOutputs
{
    public static bool Has(int step, int length) => true;

    public static int RowOf(int sequence, int input) => input;
}

/// <summary>The output of the last step, in the row of its sequence.</summary>
internal readonly struct LastStep : IBatchOutputs
{
    public static bool Has(int step, int length) => step == length - 1;

    public static int RowOf(int sequence, int input) => sequence;
}

namespace Lstm.Benchmarks;

/// <summary>The exit codes of the program.</summary>
internal static class ExitCodes
{
    public const int Sound = 0;

    /// <summary>The numbers must not be used.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;
}

namespace Lstm.Benchmarks.Sizes;

/// <summary>A declaration of the same network that computes less exactly.</summary>
/// <param name="Role">The role of its contestants.</param>
/// <param name="Name">Its name in the tables, which is that of its <c>Step</c> too.</param>
/// <param name="Options">The options of its attribute.</param>
internal sealed record InexactKind(Role Role, string Name, string Options)
{
    /// <summary>The name of its <c>Run</c>.</summary>
    public string RunName => $"{Name} {Entrants.Run}";
}

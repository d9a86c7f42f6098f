namespace Lstm.Tool.Statistics;

/// <summary>A finding about a network that is probably a mistake.</summary>
/// <param name="Rule">The identifier of the rule.</param>
/// <param name="Place">The tensor or layer.</param>
/// <param name="Message">The finding, with the rule in words.</param>
internal sealed record Suspicion(string Rule, string Place, string Message);

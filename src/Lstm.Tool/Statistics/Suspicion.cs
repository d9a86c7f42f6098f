namespace Lstm.Tool.Statistics;

/// <summary>Something about a network that is rarely meant.</summary>
/// <param name="Rule">Its name, for machines.</param>
/// <param name="Place">Where.</param>
/// <param name="Message">What, with the rule that says so.</param>
internal sealed record Suspicion(string Rule, string Place, string Message);

namespace Lstm.Generator.Model;

/// <summary>An error in a declaration, in plain values, and the errors after it: a chain that compares by content.</summary>
/// <param name="Id">The id of the diagnostic.</param>
/// <param name="Message">Its message.</param>
/// <param name="Place">Its place, or null if it has none.</param>
/// <param name="Next">The next error, or null.</param>
internal sealed record Fault(string Id, string Message, SourcePlace? Place, Fault? Next);

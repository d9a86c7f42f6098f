namespace Lstm.Extensions.DependencyInjection.Tests;

/// <summary>A network that reads whole sequences.</summary>
[Gru(input: 2, hidden: 3, Bidirectional = true)]
internal sealed partial class ServedTagger;

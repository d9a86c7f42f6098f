using System.Collections.Generic;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>What a program stores of a stream.</summary>
internal sealed record SeenSession(string Name, SeenAmp.State State, IReadOnlyDictionary<string, SeenAmp.State> Forks);

using System;

namespace Lstm.Benchmarks.Children;

/// <summary>A process that was started to measure something did not: the message says which and why.</summary>
internal sealed class ChildFailedException(string message) : Exception(message);

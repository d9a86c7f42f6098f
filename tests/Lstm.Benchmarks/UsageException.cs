using System;

namespace Lstm.Benchmarks;

/// <summary>Arguments that make no sense; the message says which and why.</summary>
internal sealed class UsageException(string message) : Exception(message);

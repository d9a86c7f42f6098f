using System;

namespace Lstm.Benchmarks;

/// <summary>The exception for wrong arguments; the message says which and why.</summary>
internal sealed class UsageException(string message) : Exception(message);

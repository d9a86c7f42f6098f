using System;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lstm.Extensions.DependencyInjection.Tests.Harness;

/// <summary>A log that keeps its lines.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = [];

    /// <summary>The lines so far: level, event, text and the type of the exception.</summary>
    public string[] Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) =>
        categoryName.Contains(nameof(LstmModelFile<>), StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {eventId.Id}: {formatter(state, exception)} {exception?.GetType().Name}".TrimEnd());

    public void Dispose()
    {
    }
}

using System;
using Microsoft.Extensions.Logging;

namespace Lstm.Extensions.DependencyInjection;

/// <summary>The log messages.</summary>
internal static partial class LstmLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Model} was loaded from {Path}, weights {Checksum:X8}.")]
    public static partial void Loaded(ILogger logger, string model, string path, uint checksum);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "{Model} was reloaded from {Path}, weights {Checksum:X8}.")]
    public static partial void Reloaded(ILogger logger, string model, string path, uint checksum);

    [LoggerMessage(
        EventId = 3,
        Level = LogLevel.Debug,
        Message = "{Model} was not replaced: {Path} has the weights that are in use, {Checksum:X8}.")]
    public static partial void Unchanged(ILogger logger, string model, string path, uint checksum);

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Error,
        Message = "{Model} could not be reloaded from {Path}. The model in use stays. {Reason}")]
    public static partial void Failed(ILogger logger, string model, string path, string reason, Exception exception);
}

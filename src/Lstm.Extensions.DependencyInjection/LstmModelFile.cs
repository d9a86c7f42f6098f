using System;
using System.IO;
using System.Threading;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Lstm.Extensions.DependencyInjection;

/// <summary>
/// A model that was loaded from a file, in a slot. It is loaded again on request or, with <see cref="LstmOptions{TModel}.ReloadOnChange"/>,
/// when the file changes. A file that cannot be loaded leaves the model in use as it is.
/// </summary>
/// <typeparam name="TModel">The generated class.</typeparam>
public sealed class LstmModelFile<TModel> : IDisposable
    where TModel : class, ILstmModel<TModel>
{
    private readonly Lock _reloading = new();
    private readonly LstmOptions<TModel> _options;
    private readonly ILogger _logger;
    private readonly ITimer? _delay;
    private readonly PhysicalFileProvider? _folder;
    private readonly IDisposable? _changes;
    private volatile string? _failure;
    private uint _checksum;

    /// <summary>Loads the model for the first time.</summary>
    /// <param name="options">The options.</param>
    /// <param name="logger">The log.</param>
    /// <param name="host">The host, for its content root; null for none.</param>
    /// <param name="time">The clock of <see cref="LstmOptions{TModel}.ReloadDelay"/>; null for that of the system.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> or <paramref name="logger"/> is null.</exception>
    /// <exception cref="ArgumentException">The options have no path.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The delay or the number of steps of a fade is negative.</exception>
    /// <exception cref="WeightFormatException">The file is corrupt, of another network or fails its self-test.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public LstmModelFile(
        IOptions<LstmOptions<TModel>> options,
        ILogger<LstmModelFile<TModel>> logger,
        IHostEnvironment? host = null,
        TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);
        _options = options.Value;
        _logger = logger;
        ArgumentException.ThrowIfNullOrEmpty(_options.Path, "options.Path");
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.ReloadDelay, TimeSpan.Zero, "options.ReloadDelay");
        ArgumentOutOfRangeException.ThrowIfNegative(_options.FadeSteps, "options.FadeSteps");
        Path = System.IO.Path.GetFullPath(_options.Path, host?.ContentRootPath ?? AppContext.BaseDirectory);
        try
        {
            if (_options.ReloadOnChange && System.IO.Path.GetDirectoryName(Path) is { } folder && Directory.Exists(folder))
            {
                // Before the first load, so that no change between the two is missed.
                _delay = (time ?? TimeProvider.System).CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _folder = new PhysicalFileProvider(folder, ExclusionFilters.None);
                string name = System.IO.Path.GetFileName(Path);
                _changes = ChangeToken.OnChange(
                    () => _folder.Watch(name),
                    () => _delay.Change(_options.ReloadDelay, Timeout.InfiniteTimeSpan));
            }

            // A reload because of a change in the meantime waits, and then reads the file again.
            lock (_reloading)
            {
                LstmWeights weights = LstmWeights.Load(Path);
                Slot = new LstmSlot<TModel>(TModel.Create(weights));
                _checksum = weights.Checksum;
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        LstmLog.Loaded(_logger, typeof(TModel).Name, Path, _checksum);
    }

    /// <summary>The full path of the weights file.</summary>
    public string Path { get; }

    /// <summary>The slot with the model in use. Streams that follow it switch to a reloaded model.</summary>
    public LstmSlot<TModel> Slot { get; }

    /// <summary>The reason why the last reload failed; null if it succeeded, or if there was none.</summary>
    public string? Failure => _failure;

    /// <summary>
    /// Loads the file again and publishes its model, unless its weights are those of the model in use. A failure is logged, and the model
    /// in use stays.
    /// </summary>
    /// <returns>Whether the file could be loaded.</returns>
    public bool Reload()
    {
        string name = typeof(TModel).Name;
        lock (_reloading)
        {
            try
            {
                LstmWeights weights = LstmWeights.Load(Path);
                TModel model = TModel.Create(weights);
                _failure = null;
                if (weights.Checksum == _checksum)
                {
                    LstmLog.Unchanged(_logger, name, Path, _checksum);
                    return true;
                }

                Slot.Publish(model, _options.FadeSteps);
                _checksum = weights.Checksum;
                LstmLog.Reloaded(_logger, name, Path, _checksum);
                return true;
            }
            catch (Exception exception)
            {
                // Whatever is wrong with a new file, or in the constructor of the user's class, the model in use goes on.
                _failure = exception.Message;
                LstmLog.Failed(_logger, name, Path, exception.Message, exception);
                return false;
            }
        }
    }

    /// <summary>Stops following changes of the file. The model stays usable.</summary>
    public void Dispose()
    {
        _changes?.Dispose();
        _delay?.Dispose();
        _folder?.Dispose();
    }
}

using System;

namespace Lstm.Extensions.DependencyInjection;

/// <summary>How a model is loaded and reloaded as a service.</summary>
/// <typeparam name="TModel">The generated class. Each class has its own options.</typeparam>
public sealed class LstmOptions<TModel>
    where TModel : class, ILstmModel<TModel>
{
    /// <summary>
    /// The path of the weights file. A relative path starts at the content root of the host or, without a host, at
    /// <see cref="AppContext.BaseDirectory"/>.
    /// </summary>
    public string Path { get; set; } = "";

    /// <summary>Whether the model is replaced when the file changes. The default is false.</summary>
    /// <remarks>
    /// Where the operating system reports no changes (network folders, some containers, a symbolic link that is replaced), set the
    /// environment variable <c>DOTNET_USE_POLLING_FILE_WATCHER</c> to 1.
    /// </remarks>
    public bool ReloadOnChange { get; set; }

    /// <summary>
    /// The time without further changes after which a changed file is loaded, so that it is not read while it is written. The default is
    /// 0.5 seconds.
    /// </summary>
    public TimeSpan ReloadDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The number of steps over which each stream fades to a reloaded model: see <see cref="LstmSlot{TModel}.Publish"/>.</summary>
    public int FadeSteps { get; set; }
}

using System;
using Lstm;
using Lstm.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// The namespace of every such method, so that it is found without a using.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds models to the services of an application.</summary>
public static class LstmServiceCollectionExtensions
{
    /// <summary>Adds a model that is loaded from a weights file.</summary>
    /// <remarks>
    /// <para>The services are <see cref="LstmSlot{TModel}"/>, the class itself (transient: the model in use when it is resolved) and
    /// <see cref="LstmModelFile{TModel}"/>. A service that lives longer than a request should take the slot, because a model that it keeps
    /// is not replaced.</para>
    /// <para>A host loads the model when it starts, and does not start if that fails. Without a host, it is loaded when one of these
    /// services is first resolved.</para>
    /// </remarks>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="path">
    /// The path of the weights file, from the content root of the host or, without a host, from <see cref="AppContext.BaseDirectory"/>.
    /// </param>
    /// <param name="configure">Sets further options; null for none.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    public static IServiceCollection AddLstm<TModel>(
        this IServiceCollection services,
        string path,
        Action<LstmOptions<TModel>>? configure = null)
        where TModel : class, ILstmModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (typeof(IDisposable).IsAssignableFrom(typeof(TModel)) || typeof(IAsyncDisposable).IsAssignableFrom(typeof(TModel)))
        {
            throw new ArgumentException(
                $"Expected a class that is not disposable, found {typeof(TModel).Name}: " +
                "a scope would dispose the model that all others use.",
                nameof(TModel));
        }

        services.AddOptions<LstmOptions<TModel>>().Configure(options =>
        {
            options.Path = path;
            configure?.Invoke(options);
        });
        services.TryAddSingleton(static provider => new LstmModelFile<TModel>(
            provider.GetRequiredService<IOptions<LstmOptions<TModel>>>(),
            provider.GetService<ILogger<LstmModelFile<TModel>>>() ?? NullLogger<LstmModelFile<TModel>>.Instance,
            provider.GetService<IHostEnvironment>(),
            provider.GetService<TimeProvider>()));
        services.TryAddSingleton(static provider => provider.GetRequiredService<LstmModelFile<TModel>>().Slot);
        services.TryAddTransient(static provider => provider.GetRequiredService<LstmSlot<TModel>>().Current);
        services.AddHostedService(static provider => new LstmStartup<TModel>(provider));
        return services;
    }
}

using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lstm.Extensions.DependencyInjection;

/// <summary>Loads a model when the host starts, so that a missing or wrong file stops the start and not the first request.</summary>
/// <typeparam name="TModel">The generated class.</typeparam>
/// <param name="services">The services.</param>
internal sealed class LstmStartup<TModel>(IServiceProvider services) : IHostedService
    where TModel : class, ILstmModel<TModel>
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<LstmModelFile<TModel>>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

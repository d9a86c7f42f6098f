using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lstm.Extensions.DependencyInjection;

/// <summary>A health check that fails while the last reload of a model has failed.</summary>
/// <typeparam name="TModel">The generated class.</typeparam>
/// <param name="file">The model's file.</param>
internal sealed class LstmHealthCheck<TModel>(LstmModelFile<TModel> file) : IHealthCheck
    where TModel : class, ILstmModel<TModel>
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(file.Failure is { } reason
            ? new HealthCheckResult(
                context.Registration.FailureStatus,
                $"{typeof(TModel).Name} could not be reloaded from {file.Path}. The model in use stays. {reason}")
            : HealthCheckResult.Healthy($"{file.Slot.Current}"));
}

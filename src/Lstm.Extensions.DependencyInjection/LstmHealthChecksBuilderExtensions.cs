using System;
using System.Collections.Generic;
using Lstm;
using Lstm.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// The namespace of every such method, so that it is found without a using.
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of models.</summary>
public static class LstmHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a health check that fails while the last reload of a model has failed. The application still works then, with the old model.
    /// </summary>
    /// <typeparam name="TModel">The generated class, which <c>services.AddLstm</c> has added.</typeparam>
    /// <param name="builder">The builder of the health checks.</param>
    /// <param name="name">The name of the check. Null means "lstm:" and the name of the class.</param>
    /// <param name="failureStatus">The status of a failure. Null means <see cref="HealthStatus.Degraded"/>.</param>
    /// <param name="tags">Tags to filter checks by; null for none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static IHealthChecksBuilder AddLstm<TModel>(
        this IHealthChecksBuilder builder,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
        where TModel : class, ILstmModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name ?? "lstm:" + typeof(TModel).Name,
            static provider => new LstmHealthCheck<TModel>(provider.GetRequiredService<LstmModelFile<TModel>>()),
            failureStatus ?? HealthStatus.Degraded,
            tags));
    }
}

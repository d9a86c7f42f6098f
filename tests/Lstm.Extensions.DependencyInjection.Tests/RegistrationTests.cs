using System;
using System.IO;
using System.Threading.Tasks;
using Lstm.Extensions.DependencyInjection.Tests.Harness;
using Lstm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Lstm.Extensions.DependencyInjection.Tests;

/// <summary>The services that AddLstm adds, and where and when the file is read.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void The_class_is_the_model_in_use_when_it_is_resolved()
    {
        using Served served = new();
        ServedAmp first = served.Services.GetRequiredService<ServedAmp>();
        Assert.Same(first, served.Services.GetRequiredService<ServedAmp>());
        Assert.Same(first, served.Services.GetRequiredService<LstmSlot<ServedAmp>>().Current);
        Assert.Equal(served.File, served.Model.Path);

        served.Write(seed: 2);
        served.Model.Reload();

        Assert.Equal(Served.ChecksumOf(2), served.Services.GetRequiredService<ServedAmp>().WeightsChecksum);
    }

    [Fact]
    public async Task A_host_loads_from_its_content_root_when_it_starts()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("models"));
        LstmWeights.Random<ServedAmp>(1).Save(folder.File("models", "amp.safetensors"));
        LstmWeights.Random<ServedTagger>(1).Save(folder.File("tagger.safetensors"));
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = folder.Path });
        builder.Services.AddLstm<ServedAmp>("models/amp.safetensors").AddLstm<ServedTagger>("tagger.safetensors");
        LogLines log = new();
        builder.Logging.AddProvider(log);
        using IHost host = builder.Build();

        await host.StartAsync();

        Assert.Equal(2, log.Lines.Length);
        Assert.Equal(folder.File("models", "amp.safetensors"), host.Services.GetRequiredService<LstmModelFile<ServedAmp>>().Path);
        Assert.Equal(
            LstmWeights.Random<ServedTagger>(1).Checksum,
            host.Services.GetRequiredService<LstmSlot<ServedTagger>>().Current.WeightsChecksum);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_does_not_start_without_the_file_or_with_a_wrong_one()
    {
        using TemporaryFolder folder = new();
        async Task StartAsync()
        {
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = folder.Path });
            builder.Services.AddLstm<ServedAmp>("amp.safetensors", static options => options.ReloadOnChange = true);
            using IHost host = builder.Build();
            await host.StartAsync();
        }

        FileNotFoundException missing = await Assert.ThrowsAsync<FileNotFoundException>(StartAsync);
        Assert.Contains(folder.File("amp.safetensors"), missing.Message, StringComparison.Ordinal);

        LstmWeights.Random<ServedTagger>(1).Save(folder.File("amp.safetensors"));
        WeightFormatException wrong = await Assert.ThrowsAsync<WeightFormatException>(StartAsync);
        Assert.Contains("expected an LSTM", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_host_a_relative_path_starts_at_the_base_directory()
    {
        const string Name = "base-directory.safetensors";
        string path = Path.Combine(AppContext.BaseDirectory, Name);
        LstmWeights.Random<ServedAmp>(1).Save(path);
        using ServiceProvider services = new ServiceCollection().AddLstm<ServedAmp>(Name).BuildServiceProvider();

        Assert.Equal(path, services.GetRequiredService<LstmModelFile<ServedAmp>>().Path);
        File.Delete(path);
    }

    [Fact]
    public void Options_come_from_the_configuration_as_well()
    {
        using TemporaryFolder folder = new();
        LstmWeights.Random<ServedAmp>(1).Save(folder.File("other.safetensors"));
        ServiceCollection services = new();
        services.AddLstm<ServedAmp>("amp.safetensors");
        services.Configure<LstmOptions<ServedAmp>>(options => options.Path = folder.File("other.safetensors"));
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(folder.File("other.safetensors"), provider.GetRequiredService<LstmModelFile<ServedAmp>>().Path);
    }

    [Theory]
    [InlineData("", 0, 0, "options.Path")]
    [InlineData("amp.safetensors", -1, 0, "options.ReloadDelay")]
    [InlineData("amp.safetensors", 0, -1, "options.FadeSteps")]
    public void Wrong_options_are_refused(string path, int delay, int fadeSteps, string name)
    {
        ServiceCollection services = new();
        services.AddLstm<ServedAmp>("x", options =>
        {
            options.Path = path;
            options.ReloadDelay = TimeSpan.FromSeconds(delay);
            options.FadeSteps = fadeSteps;
        });
        using ServiceProvider provider = services.BuildServiceProvider();

        ArgumentException refused = Assert.ThrowsAny<ArgumentException>(() => provider.GetRequiredService<ServedAmp>());

        Assert.Equal(name, refused.ParamName);
    }

    [Fact]
    public void Null_and_empty_arguments_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => LstmServiceCollectionExtensions.AddLstm<ServedAmp>(null!, "x"));
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddLstm<ServedAmp>(""));
        Assert.Throws<ArgumentNullException>(() => LstmHealthChecksBuilderExtensions.AddLstm<ServedAmp>(null!));
    }

    [Fact]
    public void The_health_check_takes_a_name_a_status_and_tags()
    {
        ServiceCollection services = new();
        services.AddHealthChecks().AddLstm<ServedAmp>("amp", HealthStatus.Unhealthy, ["ready"]);
        using ServiceProvider provider = services.BuildServiceProvider();

        HealthCheckRegistration registration =
            Assert.Single(provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations);

        Assert.Equal(("amp", HealthStatus.Unhealthy), (registration.Name, registration.FailureStatus));
        Assert.Equal(["ready"], registration.Tags);
    }
}

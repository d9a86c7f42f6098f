using System;
using System.IO;
using System.Threading.Tasks;
using Lstm.Extensions.DependencyInjection.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Lstm.Extensions.DependencyInjection.Tests;

/// <summary>A changed file replaces the model, and a file that cannot be loaded does not.</summary>
public sealed class ReloadTests
{
    [Fact]
    public void A_reload_publishes_the_new_model_with_the_fade()
    {
        using Served served = new(options => options.FadeSteps = 3);
        LstmStream<ServedAmp, ServedAmp.State> stream = new(served.Model.Slot);
        float[] y = new float[1];
        served.Write(seed: 2);

        Assert.True(served.Model.Reload());

        Assert.Equal(Served.ChecksumOf(2), served.Model.Slot.Current.WeightsChecksum);
        stream.Step([0.5f], y);
        Assert.Equal(2, stream.FadeStepsLeft);
        Assert.Equal(
            [
                $"Information 1: ServedAmp was loaded from {served.File}, weights {Served.ChecksumOf(1):X8}.",
                $"Information 2: ServedAmp was reloaded from {served.File}, weights {Served.ChecksumOf(2):X8}.",
            ],
            served.Log.Lines);
    }

    [Fact]
    public void A_file_with_the_same_weights_replaces_nothing()
    {
        using Served served = new();
        ServedAmp before = served.Model.Slot.Current;
        served.Write(seed: 1);

        Assert.True(served.Model.Reload());

        Assert.Same(before, served.Model.Slot.Current);
        Assert.StartsWith("Debug 3: ServedAmp was not replaced", served.Log.Lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", nameof(WeightFormatException))]
    [InlineData(null, nameof(FileNotFoundException))]
    public async Task A_reload_that_fails_keeps_the_model_and_is_seen(string? text, string exception)
    {
        using Served served = new();
        HealthCheckService health = served.Services.GetRequiredService<HealthCheckService>();
        ServedAmp before = served.Model.Slot.Current;
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        served.Delete();
        if (text is not null)
        {
            served.WriteText(text);
        }

        Assert.False(served.Model.Reload());

        Assert.Same(before, served.Model.Slot.Current);
        Assert.Contains(served.File, served.Model.Failure, StringComparison.Ordinal);
        Assert.Equal(
            $"Error 4: ServedAmp could not be reloaded from {served.File}. The model in use stays. {served.Model.Failure} {exception}",
            served.Log.Lines[^1]);
        HealthReportEntry entry = (await health.CheckHealthAsync()).Entries["lstm:ServedAmp"];
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(
            $"ServedAmp could not be reloaded from {served.File}. The model in use stays. {served.Model.Failure}",
            entry.Description);

        served.Write(seed: 2);
        Assert.True(served.Model.Reload());
        Assert.Null(served.Model.Failure);
        entry = (await health.CheckHealthAsync()).Entries["lstm:ServedAmp"];
        Assert.Equal((HealthStatus.Healthy, $"{served.Model.Slot.Current}"), (entry.Status, entry.Description));
    }

    /// <summary>Also when it comes back with the weights that are in use.</summary>
    [Fact]
    public void The_failure_ends_with_the_next_good_file()
    {
        using Served served = new();
        LstmModelFile<ServedAmp> file = served.Model;
        served.WriteText("wrong");
        Assert.False(file.Reload());
        served.Write(seed: 1);

        Assert.True(served.Model.Reload());

        Assert.Null(served.Model.Failure);
    }

    [Fact]
    public void A_change_of_the_file_is_loaded_after_the_delay()
    {
        using Served served = new(options =>
        {
            options.ReloadOnChange = true;
            options.ReloadDelay = TimeSpan.FromSeconds(7);
        });
        LstmSlot<ServedAmp> slot = served.Model.Slot;

        for (int seed = 2; seed < 5; seed++)
        {
            int starts = served.Clock.Starts;
            served.Write(seed);
            Served.WaitFor(() => served.Clock.Starts > starts);
            Assert.Equal(Served.ChecksumOf(1), slot.Current.WeightsChecksum);
        }

        Assert.Equal(TimeSpan.FromSeconds(7), served.Clock.Delay);
        served.Clock.Elapse();
        Assert.Equal(Served.ChecksumOf(4), slot.Current.WeightsChecksum);
    }

    [Fact]
    public void A_file_that_is_deleted_and_written_again_is_loaded_too()
    {
        using Served served = new(options => options.ReloadOnChange = true);
        LstmSlot<ServedAmp> slot = served.Model.Slot;
        served.Delete();
        Served.WaitFor(() => served.Clock.Starts > 0);
        served.Clock.Elapse();
        Assert.NotNull(served.Model.Failure);
        int starts = served.Clock.Starts;

        served.Write(seed: 3);

        Served.WaitFor(() => served.Clock.Starts > starts);
        served.Clock.Elapse();
        Assert.Equal((Served.ChecksumOf(3), null), (slot.Current.WeightsChecksum, served.Model.Failure));
    }

    [Fact]
    public void Without_the_option_no_change_is_followed_and_disposal_ends_it()
    {
        using Served still = new();
        Assert.NotNull(still.Model);
        Assert.Equal(0, still.Clock.Starts);

        using Served served = new(options => options.ReloadOnChange = true);
        LstmModelFile<ServedAmp> file = served.Model;
        served.Dispose();
        Assert.True(served.Clock.IsStopped);
        Assert.Equal(Served.ChecksumOf(1), file.Slot.Current.WeightsChecksum);
    }
}

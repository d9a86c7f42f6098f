using System;
using System.Diagnostics;
using System.Threading;
using Lstm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lstm.Extensions.DependencyInjection.Tests.Harness;

/// <summary>The services of an application with one model, and its weights file in a folder of its own.</summary>
internal sealed class Served : IDisposable
{
    // A change that the operating system never reports would otherwise hang the test.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public Served(Action<LstmOptions<ServedAmp>>? configure = null)
    {
        Write(seed: 1);
        ServiceCollection services = new();
        services.AddLogging(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddLstm(File, configure);
        services.AddHealthChecks().AddLstm<ServedAmp>();
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public LogLines Log { get; } = new();

    public HandClock Clock { get; } = new();

    public string File => _folder.File("amp.safetensors");

    public IServiceProvider Services => _services;

    public LstmModelFile<ServedAmp> Model => _services.GetRequiredService<LstmModelFile<ServedAmp>>();

    public static uint ChecksumOf(int seed) => LstmWeights.Random<ServedAmp>(seed).Checksum;

    public void Write(int seed) => LstmWeights.Random<ServedAmp>(seed).Save(File);

    public void WriteText(string text) => System.IO.File.WriteAllText(File, text);

    public void Delete() => System.IO.File.Delete(File);

    /// <summary>Waits for something that another thread does.</summary>
    public static void WaitFor(Func<bool> condition)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > s_longest)
            {
                throw new TimeoutException("It has not happened.");
            }

            Thread.Sleep(5);
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }
}

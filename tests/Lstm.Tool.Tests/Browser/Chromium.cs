using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>A browser without a window. It is killed at the end, and also if this process ends before, in whatever way.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // The shell reads what this process never writes: its end comes with the end of this process, even if that is killed.
    private const string Watch = "\"$@\" & browser=$!; cat > /dev/null; kill -9 $browser";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-browser-").FullName;
    private Process? _process;

    /// <summary>The connection to the browser; its pages have sessions of their own.</summary>
    internal DevTools DevTools { get; private set; } = null!;

    /// <summary>The path of a browser; null where there is none, or no shell to watch it.</summary>
    public static string? Find()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] names = ["chromium", "chromium-browser", "google-chrome"];
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        // Without a browser the tests are skipped, but what they share is made all the same.
        if (Find() is not string path)
        {
            return;
        }

        string[] arguments =
        [
            "-c", Watch, "sh", path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--hide-scrollbars", "--remote-debugging-port=0", $"--user-data-dir={_folder}", "about:blank",
        ];
        ProcessStartInfo start = ChildProcess.CreateStartInfo("/bin/sh", arguments);
        start.RedirectStandardInput = true;
        _process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += Kill;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        try
        {
            string[] lines = await ReadPort().ConfigureAwait(false);
            DevTools = await DevTools.Connect(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), Patience).ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (DevTools is not null)
        {
            await DevTools.DisposeAsync().ConfigureAwait(false);
        }

        AppDomain.CurrentDomain.ProcessExit -= Kill;
        Kill(null, EventArgs.Empty);
        _process?.Dispose();
        DeleteFolder();
    }

    // The browser writes the file when it listens: the port, and the path of its own endpoint.
    private async Task<string[]> ReadPort()
    {
        string file = Path.Combine(_folder, "DevToolsActivePort");
        for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(50).ConfigureAwait(false))
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file).ConfigureAwait(false) is { Length: >= 2 } lines)
            {
                return lines;
            }
        }

        throw new TimeoutException("The browser does not listen.");
    }

    private void Kill(object? sender, EventArgs arguments)
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(Patience);
        }
    }

    // A process that is just ending may still write into the folder.
    private void DeleteFolder()
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
                return;
            }
            catch (IOException)
            {
                System.Threading.Thread.Sleep(50);
            }
        }
    }
}

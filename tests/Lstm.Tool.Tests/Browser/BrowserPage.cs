using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;

namespace Lstm.Tool.Tests;

/// <summary>A page in the browser: what it says, what it shows, and what a user does with it.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private readonly DevTools _devTools;
    private readonly string _target;
    private readonly string _session;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private BrowserPage(DevTools devTools, string target, string session)
    {
        (_devTools, _target, _session) = (devTools, target, session);
        devTools.Event += Listen;
    }

    /// <summary>Exceptions, everything written to the console, and everything the browser itself has to say.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The addresses of everything that was asked for.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Opens a file in a window of a size, in CSS pixels, and waits until it is drawn.</summary>
    public static async Task<BrowserPage> Open(
        DevTools devTools, string path, int width = 1200, int height = 900, double pixelRatio = 1, string scheme = "light")
    {
        string target = (await devTools.Send("Target.createTarget", new { url = "about:blank" })).GetProperty("targetId").GetString()!;
        string session = (await devTools.Send("Target.attachToTarget", new { targetId = target, flatten = true }))
            .GetProperty("sessionId")
            .GetString()!;
        var page = new BrowserPage(devTools, target, session);
        await page.Send("Page.enable");
        await page.Send("Runtime.enable");
        await page.Send("Log.enable");
        await page.Send("Network.enable");
        await page.Send("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = pixelRatio, mobile = false });
        await page.SetScheme(scheme);
        await page.Send("Page.navigate", new { url = new Uri(path).AbsoluteUri });
        await page.WaitUntil("document.readyState === 'complete' && location.protocol === 'file:'");
        await page.Frame();
        return page;
    }

    /// <summary>Loads the page again and waits until it is drawn.</summary>
    public async Task Reload()
    {
        // The old document stays for a while and is complete, too: only the event tells that the new one is there.
        TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnEvent(string session, string method, JsonElement parameters)
        {
            if (session == _session && method == "Page.loadEventFired")
            {
                loaded.TrySetResult();
            }
        }

        _devTools.Event += OnEvent;
        try
        {
            await Send("Page.reload");
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            _devTools.Event -= OnEvent;
        }

        await Frame();
    }

    public Task SetScheme(string scheme) =>
        Send("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } });

    /// <summary>The value of an expression in JavaScript; of a promise, what it promises.</summary>
    public async Task<JsonElement> Evaluate(string expression)
    {
        JsonElement answer = await Send("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true });
        if (answer.TryGetProperty("exceptionDetails", out JsonElement details))
        {
            throw new InvalidOperationException($"{expression}: {details}");
        }

        return answer.GetProperty("result").TryGetProperty("value", out JsonElement value) ? value : default;
    }

    public async Task<string> Text(string selector) =>
        (await Evaluate($"document.querySelector({JsonSerializer.Serialize(selector)}).textContent")).GetString()!;

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitUntil(string expression)
    {
        for (Stopwatch watch = Stopwatch.StartNew(); !(await Evaluate(expression)).GetBoolean(); await Task.Delay(20))
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new TimeoutException($"Still not true: {expression}");
            }
        }
    }

    /// <summary>Waits until what is due has been drawn: observers answer in one frame, what they ask for is drawn in the next.</summary>
    public Task Frame() =>
        Evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))))");

    /// <summary>Left, top, width and height of an element, in CSS pixels of the window.</summary>
    public async Task<(double Left, double Top, double Width, double Height)> Bounds(string selector)
    {
        JsonElement box = await Evaluate(
            $"(() => {{ const box = document.querySelector({JsonSerializer.Serialize(selector)}).getBoundingClientRect(); "
                + $"return [box.left, box.top, box.width, box.height]; }})()");
        return (box[0].GetDouble(), box[1].GetDouble(), box[2].GetDouble(), box[3].GetDouble());
    }

    /// <summary>Scrolls an element to the middle of the window, and waits until it is drawn.</summary>
    public async Task Show(string selector)
    {
        await Evaluate($"document.querySelector({JsonSerializer.Serialize(selector)}).scrollIntoView({{ block: 'center' }})");
        await Frame();
    }

    /// <summary>Red, green, blue and alpha of a pixel of a canvas, in its own pixels.</summary>
    public async Task<int[]> Pixel(string selector, int x, int y) =>
        (await Evaluate(
            $"Array.from(document.querySelector({JsonSerializer.Serialize(selector)}).getContext('2d').getImageData({x}, {y}, 1, 1).data)"))
            .Deserialize<int[]>()!;

    public async Task Mouse(string type, double x, double y, string button = "none", int clicks = 0)
    {
        int buttons = button == "left" && type != "mouseReleased" ? 1 : 0;
        await Send("Input.dispatchMouseEvent", new { type, x, y, button, buttons, clickCount = clicks });
        await Frame();
    }

    /// <summary>Turns the wheel, with a modifier of the protocol: 1 is Alt, 2 is Ctrl.</summary>
    public async Task Wheel(double x, double y, double down, double right = 0, int modifiers = 0, bool wait = true)
    {
        await Send("Input.dispatchMouseEvent", new { type = "mouseWheel", x, y, deltaX = right, deltaY = down, modifiers });
        if (wait)
        {
            await Frame();
        }
    }

    /// <summary>Presses and releases a key, named as in KeyboardEvent.key.</summary>
    public async Task Key(string key, bool shift = false)
    {
        int modifiers = shift ? 8 : 0;
        await Send(
            "Input.dispatchKeyEvent",
            key.Length == 1 || key == "Enter"
                ? new { type = "keyDown", key, text = key == "Enter" ? "\r" : key, modifiers }
                : new { type = "rawKeyDown", key, text = "", modifiers });
        await Send("Input.dispatchKeyEvent", new { type = "keyUp", key, modifiers });
        await Frame();
    }

    /// <summary>Writes a picture of the window, or of the whole page, for a person to look at.</summary>
    public async Task Picture(string path, bool whole = false)
    {
        JsonElement answer = await Send("Page.captureScreenshot", new { format = "png", captureBeyondViewport = whole });
        await File.WriteAllBytesAsync(path, answer.GetProperty("data").GetBytesFromBase64());
    }

    public async ValueTask DisposeAsync()
    {
        _devTools.Event -= Listen;
        await _devTools.Send("Target.closeTarget", new { targetId = _target });
    }

    private Task<JsonElement> Send(string method, object? parameters = null) => _devTools.Send(method, parameters, _session);

    private void Listen(string session, string method, JsonElement parameters)
    {
        if (session != _session)
        {
            return;
        }

        switch (method)
        {
            // An advice to whoever reads pixels of a canvas, which are the tests.
            case "Log.entryAdded" when parameters.ToString().Contains("willReadFrequently", StringComparison.Ordinal):
                break;
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded":
                _complaints.Enqueue(parameters.ToString());
                break;
            case "Network.requestWillBeSent":
                _requests.Enqueue(parameters.GetProperty("request").GetProperty("url").GetString()!);
                break;
        }
    }
}

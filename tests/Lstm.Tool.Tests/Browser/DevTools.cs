using System;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Lstm.Tool.Tests;

/// <summary>A connection in the DevTools protocol: commands with answers, and events.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly TimeSpan _patience;
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = new();
    private Task _receiving = Task.CompletedTask;
    private int _last;

    private DevTools(TimeSpan patience) => _patience = patience;

    /// <summary>Every event: the session's name, the method and the parameters.</summary>
    public event Action<string, string, JsonElement>? Event;

    public static async Task<DevTools> Connect(Uri address, TimeSpan patience)
    {
        var connection = new DevTools(patience);
        using var timeout = new CancellationTokenSource(patience);
        await connection._socket.ConnectAsync(address, timeout.Token).ConfigureAwait(false);
        connection._receiving = connection.Receive();
        return connection;
    }

    /// <summary>Sends a command and gives its result.</summary>
    /// <exception cref="InvalidOperationException">The browser refuses.</exception>
    /// <exception cref="TimeoutException">The browser does not answer.</exception>
    public async Task<JsonElement> Send(string method, object? parameters = null, string? session = null)
    {
        int id = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        var message =
            new JsonObject { ["id"] = id, ["method"] = method, ["params"] = JsonSerializer.SerializeToNode(parameters ?? new object()) };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(message);
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, _ended.Token).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }

        JsonElement result = await answer.Task.WaitAsync(_patience).ConfigureAwait(false);
        return result.TryGetProperty("error", out JsonElement error)
            ? throw new InvalidOperationException($"{method}: {error}")
            : result.GetProperty("result");
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _sending.Dispose();
        _ended.Dispose();
    }

    private async Task Receive()
    {
        byte[] buffer = new byte[1 << 16];
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult received = await _socket.ReceiveAsync(buffer.AsMemory(length), _ended.Token).ConfigureAwait(false);
            length += received.Count;
            if (received.EndOfMessage)
            {
                Handle(JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length)));
                length = 0;
            }
            else if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * length);
            }
        }
    }

    private void Handle(JsonElement message)
    {
        if (!message.TryGetProperty("id", out JsonElement id))
        {
            string session = message.TryGetProperty("sessionId", out JsonElement name) ? name.GetString()! : "";
            Event?.Invoke(session, message.GetProperty("method").GetString()!, message.GetProperty("params"));
        }
        else if (_waiting.TryRemove(id.GetInt32(), out TaskCompletionSource<JsonElement>? answer))
        {
            answer.SetResult(message);
        }
    }
}

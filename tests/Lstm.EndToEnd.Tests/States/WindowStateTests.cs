using System.Linq;
using System.Text.Json;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.States;

[Conv1D(4, 3, Dilation = 2)]
[Lstm(input: 2, hidden: 5)]
[Conv1D(2, 2)]
public sealed partial class Windowed;

/// <summary>The last inputs of convolutions are part of a state wherever it is stored.</summary>
public sealed class WindowStateTests
{
    private readonly Windowed _model = Windowed.Random(seed: 1);
    private readonly Windowed.State _state;

    public WindowStateTests()
    {
        Windowed.State state = _model.InitialState;
        _model.Run(ref state, RandomWeights.Inputs(9, Windowed.InputSize), new float[9 * Windowed.OutputSize]);
        _state = state;
    }

    [Fact]
    public void Bytes_and_JSON_restore_every_bit()
    {
        byte[] bytes = new byte[Windowed.State.ByteCount];
        _state.CopyTo(bytes);

        Assert.True(_state == Windowed.State.Read(bytes), "bytes");
        Assert.True(_state == Windowed.State.FromJson(_state.ToJson()), "JSON");
        Assert.Equal(4 * (2 * 5 + 4 * 2 + 1 * 5), StateFormat.ByteCount<Windowed.State>() - EmptyBytes());
    }

    [Fact]
    public void JSON_has_the_windows_in_the_order_of_the_layers()
    {
        using JsonDocument document = JsonDocument.Parse(_state.ToJson());

        float[][] windows = [.. document.RootElement.GetProperty("windows").EnumerateArray()
            .Select(static window => window.EnumerateArray().Select(static value => value.GetSingle()).ToArray())];

        // The first one has the inputs of four steps, the second one the hidden state of one.
        Assert.Equal(RandomWeights.Inputs(9, Windowed.InputSize)[(5 * Windowed.InputSize)..], windows[0]);
        Windowed.State state = _state;
        Assert.Equal(state.Hidden().ToArray(), windows[1]);
    }

    [Fact]
    public void Windows_of_another_shape_are_refused_with_their_place()
    {
        string json = _state.ToJson();
        StateFormatException none = Assert.Throws<StateFormatException>(
            () => Windowed.State.FromJson(json.Replace("\"windows\"", "\"other\"", System.StringComparison.Ordinal)));
        Assert.Equal("\"windows\" in the state", none.Expected);

        using JsonDocument document = JsonDocument.Parse(json);
        string window = document.RootElement.GetProperty("windows")[1].GetRawText();
        StateFormatException shorter = Assert.Throws<StateFormatException>(
            () => Windowed.State.FromJson(json.Replace(window, "[1, 2]", System.StringComparison.Ordinal)));
        Assert.Equal(("5 entries at windows[1]", "2"), (shorter.Expected, shorter.Found));
    }

    // The header, the declaration and the checksum.
    private static int EmptyBytes() => 12 + System.Text.Encoding.UTF8.GetByteCount(Windowed.Declaration) + 4;
}

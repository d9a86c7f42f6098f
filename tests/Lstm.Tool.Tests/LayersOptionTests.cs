using System;
using System.Text;
using Xunit;

namespace Lstm.Tool.Tests;

public sealed class LayersOptionTests
{
    // A state dict as JSON: an LSTM of one unit, and two dense layers that fit anywhere.
    private const string Dict =
        """
        {
          "net.lstm.weight_ih_l0": [[1],[2],[3],[4]], "net.lstm.weight_hh_l0": [[1],[2],[3],[4]],
          "net.a.weight": [[0.5]], "net.b.weight": [[2]]
        }
        """;

    [Fact]
    public void Layers_are_named_in_their_order()
    {
        string[] arguments = ["inspect", "-", "--layers", "b, lstm,a", "--activation", "a=Tanh", "--json"];
        ToolResult result = Tool.RunWith(Encoding.UTF8.GetBytes(Dict), arguments);

        Assert.Equal(
            "[Dense(1)]\n[Lstm(input: 1, hidden: 1, Output = 1, OutputActivation = Activation.Tanh)]",
            result.Json.GetProperty("declaration").GetString());
    }

    [Fact]
    public void The_pooling_is_given()
    {
        ToolResult result = Tool.RunWith(
            Encoding.UTF8.GetBytes(Dict), ["inspect", "-", "--layers", "lstm,a", "--pool", "mean", "--json"]);
        ToolResult wrong = Tool.RunWith(Encoding.UTF8.GetBytes(Dict), ["inspect", "-", "--layers", "lstm,a", "--pool", "men"]);

        Assert.Equal(
            "[Lstm(input: 1, hidden: 1)]\n[Pool(Pooling.Mean)]\n[Dense(1)]", result.Json.GetProperty("declaration").GetString());
        Assert.Equal((2, "error: --pool men: expected one of Last, Final, Mean, Max. Did you mean 'Mean'?\n"), (wrong.Code, wrong.Error));
    }

    [Fact]
    public void A_dilation_is_given()
    {
        byte[] dict = Encoding.UTF8.GetBytes(Dict.Replace("[[0.5]]", "[[[0.5, 1]]]", StringComparison.Ordinal));
        ToolResult result = Tool.RunWith(dict, ["inspect", "-", "--layers", "a,lstm", "--dilation", "net.a=4", "--json"]);

        Assert.Equal(
            "[Conv1D(1, 2, Dilation = 4)]\n[Lstm(input: 1, hidden: 1)]", result.Json.GetProperty("declaration").GetString());
        Assert.All((string[])["net.a", "=2", "net.a=", "net.a=0", "net.a=-1", "net.a=2.5", "net.a= 2"], text =>
        {
            ToolResult wrong = Tool.RunWith(dict, ["inspect", "-", "--dilation", text]);
            Assert.Equal(
                (2, $"error: --dilation {text}: expected LAYER=STEPS, where STEPS is a whole number from 1.\n"), (wrong.Code, wrong.Error));
        });
    }

    [Fact]
    public void Wrong_names_are_refused()
    {
        ToolResult empty = Tool.Run("inspect", Models.Plain, "--layers", "lstm,,fc");
        ToolResult ordered = Tool.Run("inspect", Models.Plain, "--layers", "lstm");

        Assert.Equal((2, "error: --layers lstm,,fc: expected names with commas between them.\n"), (empty.Code, empty.Error));
        Assert.Equal(3, ordered.Code);
        Assert.Contains("the file stores the order of its layers", ordered.Error, StringComparison.Ordinal);
    }
}

using System;
using System.Globalization;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>
/// Spans of a wrong length are refused before anything is written, by a message that says which, how long, and how long it should be.
/// </summary>
public sealed class SpanLengthTests
{
    public static TheoryData<string> Plain => ContractNetworks.Plain;

    public static TheoryData<string> Variants => ContractNetworks.Variants;

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Variants))]
    public void Step_takes_exactly_one_step(string name)
    {
        (int x, int y) = SizesOf(name);
        Accepts(name, Verb.Step, x, y);
        Refuses(name, Verb.Step, x - 1, y, "input", expected: x, found: x - 1);
        Refuses(name, Verb.Step, x + 1, y, "input", expected: x, found: x + 1);
        Refuses(name, Verb.Step, x, y - 1, "output", expected: y, found: y - 1);
        Refuses(name, Verb.Step, x, y + 1, "output", expected: y, found: y + 1);
        Refuses(name, Verb.Step, 0, 0, "input", expected: x, found: 0);
    }

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Variants))]
    public void Run_takes_whole_steps(string name)
    {
        (int x, int y) = SizesOf(name);
        Accepts(name, Verb.Run, 5 * x, 5 * y);
        Refuses(name, Verb.Run, 5 * x, 5 * y - 1, "outputs", expected: 5 * y, found: 5 * y - 1);
        Refuses(name, Verb.Run, 5 * x, 6 * y, "outputs", expected: 5 * y, found: 6 * y);
        Refuses(name, Verb.Run, 0, 1, "outputs", expected: 0, found: 1);
        Refuses(name, Verb.Run, x, 0, "outputs", expected: y, found: 0);
        if (x > 1)
        {
            Refuses(name, Verb.Run, 5 * x + 1, 5 * y, "inputs", expected: x, found: 5 * x + 1);
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Variants))]
    public void StepMany_takes_a_step_for_each_stream(string name)
    {
        (int x, int y) = SizesOf(name);
        foreach (Verb verb in new[] { Verb.StepMany, Verb.StepBlock })
        {
            Accepts(name, verb, 3 * x, 3 * y, streams: 3);
            Accepts(name, verb, 8 * x, 8 * y, streams: 8);
            Refuses(name, verb, 3 * x + 1, 3 * y, "inputs", expected: 3 * x, found: 3 * x + 1, streams: 3);
            Refuses(name, verb, 2 * x, 2 * y, "inputs", expected: 3 * x, found: 2 * x, streams: 3);
            Refuses(name, verb, 3 * x, 3 * y - 1, "outputs", expected: 3 * y, found: 3 * y - 1, streams: 3);
            Refuses(name, verb, x, y, "inputs", expected: 0, found: x, streams: 0);
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Variants))]
    public void Empty_spans_do_nothing(string name)
    {
        foreach ((Verb verb, int streams) in new[] { (Verb.Run, 1), (Verb.StepMany, 0), (Verb.StepBlock, 0) })
        {
            (ArgumentException? thrown, bool untouched) = ContractNetworks.Create(name).Call(verb, 0, 0, streams);
            Assert.Null(thrown);
            Assert.True(untouched);
        }
    }

    private static (int Input, int Output) SizesOf(string name)
    {
        Network network = ContractNetworks.Create(name);
        return (network.InputSize, network.OutputSize);
    }

    private static void Accepts(string name, Verb verb, int inputs, int outputs, int streams = 1)
    {
        (ArgumentException? thrown, bool untouched) = ContractNetworks.Create(name).Call(verb, inputs, outputs, streams);
        Assert.Null(thrown);
        Assert.False(untouched, "the call did nothing");
    }

    private static void Refuses(string name, Verb verb, int inputs, int outputs, string parameter, int expected, int found, int streams = 1)
    {
        (ArgumentException? thrown, bool untouched) = ContractNetworks.Create(name).Call(verb, inputs, outputs, streams);
        Assert.NotNull(thrown);
        Assert.Equal(parameter, thrown.ParamName);
        Assert.Matches($@"\b{expected.ToString(CultureInfo.InvariantCulture)}\b", thrown.Message);
        Assert.Matches($@"\b{found.ToString(CultureInfo.InvariantCulture)}\b", thrown.Message);
        Assert.True(untouched, "something was written before the lengths were checked");
    }
}

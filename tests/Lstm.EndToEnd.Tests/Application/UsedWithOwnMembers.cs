using System;

namespace Lstm.EndToEnd.Tests.Application;

/// <summary>A class with members of its own, which came before those that LstmGen generates.</summary>
[Lstm(input: 1, hidden: 3, Output = 1)]
public sealed partial class UsedWithOwnMembers
{
    public int Weights { get; } = 3;

    public static float Noise => Random.Shared.NextSingle();

    public float Step(ref State state, float input) => -input;

    public override string ToString() => "mine";
}

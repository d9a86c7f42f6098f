using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using Lstm.Testing;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>What a generated class and its state have beyond their interfaces, and the proofs of a class.</summary>
internal sealed class ProjectedCalls(StackProjected model, LstmWeights weights)
{
    private readonly StrongBox<StackProjected.State> _one = new();
    private readonly StrongBox<StackProjected.State> _other = new();
    private readonly object _boxed = default(StackProjected.State);
    private readonly byte[] _stored = new byte[StackProjected.State.ByteCount];
    private readonly MemoryStream _file = new();

    public IEnumerable<StackCall> All =>
    [
        new("LstmWeights.Save", () =>
        {
            _file.SetLength(0);
            weights.Save(_file);
        }),
        new("Load", () =>
        {
            _file.Position = 0;
            StackProjected.Load(_file);
        }),
        new("State.Equals", () => _one.Value.Equals(in _other.Value)),
        new("State.Equals of an object", () => _one.Value.Equals(_boxed)),
        new("State ==", () => Keep(_one.Value == _other.Value)),
        new("State.GetHashCode", () => _one.Value.GetHashCode()),
        new("State.CopyTo", () => _one.Value.CopyTo(_stored)),
        new("State.TryRead", () => StackProjected.State.TryRead(_stored, out _other.Value)),
        new("State.AsBytes", () => _one.Value.AsBytes().CopyTo(_other.Value.AsBytes())),
        new(
            "LstmProof.AllocatesNothing",
            () => LstmProof.AllocatesNothing<StackProjected, StackProjected.State>(model, calls: 1),
            IsMeasured: false),
        new(
            "LstmProof.GivesTheSameBits",
            () => LstmProof.GivesTheSameBits<StackProjected, StackProjected.State>(model, steps: 2, threads: 2),
            IsMeasured: false),
    ];

    private static void Keep(bool equal) => GC.KeepAlive(equal);
}

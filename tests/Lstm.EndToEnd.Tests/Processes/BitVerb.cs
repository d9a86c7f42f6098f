using System;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>A way to take streams through a sequence each.</summary>
/// <param name="name">What the table calls it where it differs.</param>
/// <param name="run">Advances the states, [streams], from the inputs, [streams][steps, input], to the outputs, [streams][steps,
/// output].</param>
internal sealed class BitVerb<TState>(string name, Action<TState[], float[][], float[][]> run)
    where TState : unmanaged, ILstmState
{
    public string Name { get; } = name;

    public void Run(TState[] states, float[][] inputs, float[][] outputs) => run(states, inputs, outputs);
}

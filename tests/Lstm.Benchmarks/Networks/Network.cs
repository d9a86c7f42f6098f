using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Networks;

/// <summary>A generated class, ready to take part.</summary>
internal abstract class Network
{
    public abstract NetworkSize Size { get; }

    /// <summary>Its <c>Step</c> on a sequence, row-major [steps, input].</summary>
    public abstract NetworkContestant CreateStep(LstmWeights weights, float[] inputs);

    /// <summary>Its <c>Run</c> on a sequence, row-major [steps, input].</summary>
    public abstract NetworkContestant CreateRun(LstmWeights weights, float[] inputs);
}

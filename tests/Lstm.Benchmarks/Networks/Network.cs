using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Networks;

/// <summary>A generated class, ready to take part.</summary>
internal abstract class Network
{
    public abstract NetworkSize Size { get; }

    /// <summary>Bytes of a stream's state.</summary>
    public abstract int StateBytes { get; }

    /// <summary>Constructs it, and nothing else.</summary>
    public abstract object Create(LstmWeights weights);

    /// <summary>Its <c>Step</c> on a sequence, row-major [steps, input].</summary>
    public abstract NetworkContestant CreateStep(LstmWeights weights, float[] inputs);

    /// <summary>Its <c>Run</c> on a sequence, row-major [steps, input].</summary>
    public abstract NetworkContestant CreateRun(LstmWeights weights, float[] inputs);

    /// <summary>Its <c>StepMany</c> on inputs, row-major [steps, streams, input].</summary>
    public abstract NetworkContestant CreateStepMany(LstmWeights weights, float[] inputs, int streams);

    /// <summary>Its <c>StepMany</c> on a block, the same.</summary>
    public abstract NetworkContestant CreateStepBlock(LstmWeights weights, float[] inputs, int streams);

    /// <summary>Its <c>StepMany</c> on ranges of a block, each on a thread.</summary>
    public abstract NetworkContestant CreateStepRanges(LstmWeights weights, float[] inputs, int streams, int threads);

    /// <summary>Single steps of its <c>Step</c>, each timed for itself.</summary>
    public abstract void TimeSteps(LstmWeights weights, float[] inputs, StepTimer timer);
}

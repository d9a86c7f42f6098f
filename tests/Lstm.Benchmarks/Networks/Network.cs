using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Networks;

/// <summary>A generated class that takes part in contests.</summary>
internal abstract class Network
{
    public abstract NetworkSize Size { get; }

    /// <summary>The bytes of a stream's state.</summary>
    public abstract int StateBytes { get; }

    /// <summary>Constructs a model.</summary>
    public abstract object Create(LstmWeights weights);

    /// <summary>Creates a contestant of <c>Step</c>, on a sequence [steps, input].</summary>
    public abstract NetworkContestant CreateStep(LstmWeights weights, float[] inputs);

    /// <summary>Creates a contestant of <c>Run</c>, on a sequence [steps, input].</summary>
    public abstract NetworkContestant CreateRun(LstmWeights weights, float[] inputs);

    /// <summary>Creates a contestant of <c>StepMany</c>, on inputs [steps, streams, input].</summary>
    public abstract NetworkContestant CreateStepMany(LstmWeights weights, float[] inputs, int streams);

    /// <summary>Creates a contestant of <c>StepMany</c> on a block, on inputs [steps, streams, input].</summary>
    public abstract NetworkContestant CreateStepBlock(LstmWeights weights, float[] inputs, int streams);

    /// <summary>Creates a contestant of <c>StepMany</c> on ranges of a block, one thread each.</summary>
    public abstract NetworkContestant CreateStepRanges(LstmWeights weights, float[] inputs, int streams, int threads);

    /// <summary>Times every single call of <c>Step</c>.</summary>
    public abstract void TimeSteps(LstmWeights weights, float[] inputs, StepTimer timer);
}

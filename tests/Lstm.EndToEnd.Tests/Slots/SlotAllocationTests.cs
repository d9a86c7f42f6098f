using System;
using Lstm.EndToEnd.Tests.Contracts;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Slots;

/// <summary>A stream allocates nothing: not in a step or a run, not when it notices a model, not in a fade.</summary>
public sealed class SlotAllocationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void Following_allocates_nothing(int fadeSteps)
    {
        Assert.Equal(0, Least(() => Allocated<OnePaddedBlock, OnePaddedBlock.State>(SlotModels.Small, fadeSteps)));
        Assert.Equal(0, Least(() => Allocated<ThreeLayers, ThreeLayers.State>(SlotModels.Deep, fadeSteps)));
        Assert.Equal(0, Least(() => Allocated<EightBlocks, EightBlocks.State>(SlotModels.Large, fadeSteps)));
    }

    // As in Contracts: a collection that another test sets off may charge this thread.
    private static long Least(Func<long> measure)
    {
        long least = measure();
        for (int again = 0; again < 4 && least > 0; again++)
        {
            least = Math.Min(least, measure());
        }

        return least;
    }

    private static long Allocated<TModel, TState>(Func<int, TModel> create, int fadeSteps)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        TModel[] models = [create(1), create(2)];
        LstmSlot<TModel> slot = new(models[0]);
        LstmStream<TModel, TState> stream = new(slot);
        float[] inputs = RandomWeights.Inputs(20, TModel.InputSize);
        float[] outputs = new float[20 * TModel.OutputSize];
        long allocated = 0;
        for (int swap = 0; swap < 20; swap++)
        {
            slot.Publish(models[swap % 2], fadeSteps);
            long before = GC.GetAllocatedBytesForCurrentThread();
            stream.Step(inputs.AsSpan(0, TModel.InputSize), outputs.AsSpan(0, TModel.OutputSize));
            stream.Run(inputs, outputs);
            stream.Step(inputs.AsSpan(0, TModel.InputSize), outputs.AsSpan(0, TModel.OutputSize));
            _ = slot.Current;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }
}

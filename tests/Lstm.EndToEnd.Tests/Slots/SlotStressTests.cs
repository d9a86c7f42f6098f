using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Lstm.EndToEnd.Tests.Contracts;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Slots;

/// <summary>Models come and go while threads step: each step is wholly one model's or, in a fade, a mixture of the two.</summary>
public sealed class SlotStressTests
{
    private const int Threads = 4;

    // A thread that has met both models less often has tested nothing.
    private const int FewestChanges = 20;
    private static readonly int s_swaps = Tier.IsFull ? 10_000 : 2_000;

    [Fact]
    public void Swaps_under_four_threads_leave_every_step_to_one_model()
    {
        OnePaddedBlock[] models = [SlotModels.Small(1), SlotModels.Small(2)];
        LstmSlot<OnePaddedBlock> slot = new(models[0]);
        int[] changes = RunThreads(
            slot, models, fadeSteps: 0, (ref LstmStream<OnePaddedBlock, OnePaddedBlock.State> stream, float[] inputs, int step) =>
            {
                OnePaddedBlock.State before = stream.State;
                float[] output = new float[1];
                if (step % 3 == 0)
                {
                    stream.Run(inputs, output);
                }
                else
                {
                    stream.Step(inputs, output);
                }

                for (int n = 0; n < models.Length; n++)
                {
                    OnePaddedBlock.State state = before;
                    float[] byHand = new float[1];
                    models[n].Step(ref state, inputs, byHand);
                    if (Bits.Equal(byHand, output))
                    {
                        Assert.True(Bits.Equal(state, stream.State), $"step {step} has the output of model {n} and another state");
                        return n;
                    }
                }

                Assert.Fail($"Step {step} has the output of neither model.");
                return -1;
            });

        Assert.All(changes, static count => Assert.True(count > FewestChanges, $"{count} changes"));
    }

    [Fact]
    public void Fades_under_swaps_lie_between_the_two_models()
    {
        OnePaddedBlock[] models = [SlotModels.Small(1), SlotModels.Small(2)];
        LstmSlot<OnePaddedBlock> slot = new(models[0]);
        int[] changes = RunThreads(
            slot, models, fadeSteps: 5, (ref LstmStream<OnePaddedBlock, OnePaddedBlock.State> stream, float[] inputs, int step) =>
            {
                OnePaddedBlock.State before = stream.State;
                float[] output = new float[1];
                stream.Step(inputs, output);

                // The state that shows is always moved by the model that stays.
                for (int n = 0; n < models.Length; n++)
                {
                    OnePaddedBlock.State state = before;
                    float[] byHand = new float[1];
                    models[n].Step(ref state, inputs, byHand);
                    if (Bits.Equal(state, stream.State))
                    {
                        return n;
                    }
                }

                Assert.Fail($"Step {step} has the state of neither model.");
                return -1;
            });
        Assert.All(changes, static count => Assert.True(count > FewestChanges, $"{count} changes"));
    }

    private delegate int CheckedStep(ref LstmStream<OnePaddedBlock, OnePaddedBlock.State> stream, float[] inputs, int step);

    /// <returns>For each thread, how often the model was another one than in the step before.</returns>
    private static int[] RunThreads(LstmSlot<OnePaddedBlock> slot, OnePaddedBlock[] models, int fadeSteps, CheckedStep check)
    {
        int running = Threads;
        bool published = false;
        long[] steps = new long[Threads];
        int[] changes = new int[Threads];
        Task[] threads = [.. Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    Follow(thread);
                }
                finally
                {
                    Interlocked.Decrement(ref running);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];

        // On a busy machine a thread may rest for many swaps: they go on until each thread has met enough, up to a limit.
        for (int swap = 1; swap <= s_swaps || (HaveMetFew() && swap <= 100 * s_swaps); swap++)
        {
            // A swap every few steps of somebody: otherwise all are over before the threads have begun. A thread that has failed must not
            // be waited for.
            long seen = Total();
            while (Total() < seen + 5 && Volatile.Read(ref running) == Threads)
            {
                Thread.Yield();
            }

            // Now and then a cut among the fades.
            slot.Publish(models[swap % 2], swap % 7 == 0 ? 0 : fadeSteps);
        }

        Volatile.Write(ref published, true);
        Task.WhenAll(threads).GetAwaiter().GetResult();
        return changes;

        bool HaveMetFew() => Volatile.Read(ref running) == Threads
            && Enumerable.Range(0, Threads).Any(thread => Volatile.Read(ref changes[thread]) <= FewestChanges);

        long Total() => Enumerable.Range(0, Threads).Sum(thread => Volatile.Read(ref steps[thread]));

        void Follow(int thread)
        {
            float[] inputs = RandomWeights.Inputs(1000, 1, seed: thread);
            LstmStream<OnePaddedBlock, OnePaddedBlock.State> stream = new(slot);
            int model = -1;
            for (int step = 0; !Volatile.Read(ref published); step++)
            {
                int now = check(ref stream, [inputs[step % 1000]], step);
                Volatile.Write(ref changes[thread], changes[thread] + (now == model ? 0 : 1));
                model = now;
                Volatile.Write(ref steps[thread], step);
            }
        }
    }
}

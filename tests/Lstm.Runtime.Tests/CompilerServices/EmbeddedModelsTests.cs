using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Lstm.CompilerServices;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// One instance of a class, whoever asks first, and what becomes of a load that fails. Each test has a class of its own: an instance stays
/// for good.
/// </summary>
public sealed class EmbeddedModelsTests
{
    private const string Resource = "cell.safetensors";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Fact]
    public void Many_threads_get_one_instance_that_is_loaded_once()
    {
        const int threads = 16;
        int loads = 0;
        Concurrent[] found = new Concurrent[threads];
        using Barrier start = new(threads);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            found[index] = EmbeddedModels.Get(Resource, weights =>
            {
                Interlocked.Increment(ref loads);
                // Long enough for every other thread to come while the first is at it.
                Thread.Sleep(200);
                return new Concurrent(weights);
            });
        }))];
        Array.ForEach(all, static thread => thread.Start());
        Assert.All(all, static thread => Assert.True(thread.Join(s_limit)));

        Assert.Equal(1, loads);
        Assert.All(found, model => Assert.Same(found[0], model));
        Assert.Equal(3, found[0].Weights.HiddenSize);
    }

    [Fact]
    public void Nothing_is_loaded_again()
    {
        Once first = EmbeddedModels.Get(Resource, static weights => new Once(weights));
        Assert.Same(
            first,
            EmbeddedModels.Get<Once>("no longer looked at", static _ => throw new InvalidOperationException("Loaded again.")));
    }

    [Fact]
    public void A_failed_load_is_repeated_and_throws_a_new_exception()
    {
        static Retried Create(LstmWeights weights) => new(weights);
        WeightFormatException first = Assert.Throws<WeightFormatException>(() => EmbeddedModels.Get("missing", Create));
        WeightFormatException second = Assert.Throws<WeightFormatException>(() => EmbeddedModels.Get("missing", Create));
        Assert.NotSame(first, second);
        Assert.Equal(first.Message, second.Message);
        Assert.Throws<OutOfMemoryException>(() => EmbeddedModels.Get<Retried>(Resource, static _ => throw new OutOfMemoryException()));
        Assert.Equal(3, EmbeddedModels.Get(Resource, Create).Weights.HiddenSize);
    }

    [Fact]
    public void A_class_whose_constructor_needs_its_own_instance_is_refused()
    {
        InvalidOperationException exception =
            Assert.Throws<InvalidOperationException>(() => EmbeddedModels.Get(Resource, static weights => new Circular(weights)));
        Assert.Equal(
            $"A constructor or an initializer of {typeof(Circular)} uses Default while Default is being created. Do not use Default there.",
            exception.Message);
    }

    /// <summary>Whatever a constructor waits for: a lock for all classes would be a deadlock here.</summary>
    [Fact]
    public void A_loading_class_does_not_block_others() => EmbeddedModels.Get(Resource, static weights =>
    {
        Task<Other> other = Task.Run(static () => EmbeddedModels.Get(Resource, static weights => new Other(weights)));
        Assert.True(other.Wait(s_limit), "another class waits for this one");
        return new Waiting(weights);
    });

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>("resource", static () => EmbeddedModels.Get(null!, static _ => new Null()));
        Assert.Throws<ArgumentNullException>("create", static () => EmbeddedModels.Get<Null>(Resource, null!));
    }

    private abstract class Model(LstmWeights weights)
    {
        public LstmWeights Weights => weights;
    }

    private sealed class Concurrent(LstmWeights weights) : Model(weights);

    private sealed class Once(LstmWeights weights) : Model(weights);

    private sealed class Retried(LstmWeights weights) : Model(weights);

    private sealed class Waiting(LstmWeights weights) : Model(weights);

    private sealed class Other(LstmWeights weights) : Model(weights);

    private sealed class Null;

    private sealed class Circular(LstmWeights weights)
        : Model(EmbeddedModels.Get(Resource, static weights => new Circular(weights)).Weights ?? weights);
}

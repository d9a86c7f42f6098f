using System;
using Lstm.EndToEnd.Tests.Contracts;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.EndToEnd.Tests.Slots;
using Lstm.Testing;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Proofs;

/// <summary>
/// The proof that nothing is allocated: generated networks pass it, and whoever allocates is named with verb, bytes and calls.
/// </summary>
public sealed class AllocationProofTests
{
    [Fact]
    public void Generated_networks_pass_from_the_first_call_on()
    {
        LstmProof.AllocatesNothing<OnePaddedBlock, OnePaddedBlock.State>(SlotModels.Small(1));
        LstmProof.AllocatesNothing<ThreeLayers, ThreeLayers.State>(SlotModels.Deep(1));
        LstmProof.AllocatesNothing<EightBlocks, EightBlocks.State>(SlotModels.Large(1));
        LstmProof.AllocatesNothing<FaithfulModel, Torch3x3.State>(new FaithfulModel(), calls: 1);
        LstmSequenceProof.AllocatesNothing<Torch4x12Bidirectional, Torch4x12Bidirectional.State>(Bidirectional());
    }

    [Fact]
    public void Each_verb_that_allocates_is_named()
    {
        Assert.Equal(
            "AllocatesInStep: Step allocated 13,696 bytes in 100 calls, 1,024 of them in the first call. Expected 0 bytes in every call.",
            MessageOf(new AllocatesInStep()));
        Assert.Equal(
            "AllocatesInTheFirstRun: Run allocated 424 bytes in 100 calls, 424 of them in the first call. Expected 0 bytes in every call.",
            MessageOf(new AllocatesInTheFirstRun()));
        Assert.StartsWith(
            "AllocatesInStepMany: StepMany over states allocated ",
            MessageOf(new AllocatesInStepMany()),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "AllocatesInBlocks: StepMany over a block allocated 25,600 bytes in 100 calls, 256 of",
            MessageOf(new AllocatesInBlocks()),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "AllocatesInRanges: StepMany over a range of a block allocated ",
            MessageOf(new AllocatesInRanges()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_call_is_reported_in_the_singular() => Assert.Equal(
        "AllocatesInStep: Step allocated 1,024 bytes in 1 call, 1,024 of them in the first call. Expected 0 bytes in every call.",
        Assert.Throws<LstmProofException>(static () =>
            LstmProof.AllocatesNothing<AllocatesInStep, Torch3x3.State>(new AllocatesInStep(), calls: 1)).Message);

    [Fact]
    public void Calls_that_each_cause_a_collection_are_reported()
    {
        byte[] last = [];
        void Collect()
        {
            last = new byte[100];
            GC.Collect(0);
        }

        LstmProofException thrown = Assert.Throws<LstmProofException>(() => AllocationMeter.Check("Mine", "Step", Collect, calls: 2));
        Assert.Matches(
            "^Mine: Step allocated [0-9,]+ bytes in 20 calls, with a garbage collection in each. Expected 0 bytes in every call.$",
            thrown.Message);
        Assert.Equal(100, last.Length);
    }

    [Fact]
    public void A_collection_of_another_thread_is_not_counted()
    {
        // Each second call meets one.
        int calls = 0;
        void Collect()
        {
            if (++calls % 2 == 0)
            {
                GC.Collect(0);
            }
        }

        AllocationMeter.Check("Mine", "Step", Collect, calls: 100);
    }

    [Fact]
    public void A_run_over_a_sequence_that_allocates_is_named() => Assert.StartsWith(
        "AllocatesInScratch: Run in scratch memory allocated ",
        Assert.Throws<LstmProofException>(static () =>
            LstmSequenceProof.AllocatesNothing<AllocatesInScratch, Torch4x12Bidirectional.State>(new AllocatesInScratch())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentNullException>("model", static () => LstmProof.AllocatesNothing<Torch3x3, Torch3x3.State>(null!));
        Assert.Throws<ArgumentOutOfRangeException>(
            "calls",
            static () => LstmProof.AllocatesNothing<Torch3x3, Torch3x3.State>(SlotModels.Square(1), calls: 0));
        Assert.Throws<ArgumentNullException>(
            "model",
            static () => LstmSequenceProof.AllocatesNothing<Torch4x12Bidirectional, Torch4x12Bidirectional.State>(null!));
        Assert.Throws<ArgumentOutOfRangeException>(
            "steps",
            static () => LstmSequenceProof.AllocatesNothing<Torch4x12Bidirectional, Torch4x12Bidirectional.State>(
                Bidirectional(),
                steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            "calls",
            static () => LstmSequenceProof.AllocatesNothing<Torch4x12Bidirectional, Torch4x12Bidirectional.State>(
                Bidirectional(),
                calls: 0));
    }

    private static Torch4x12Bidirectional Bidirectional() => Torch4x12Bidirectional.Load(TestFiles.Golden("torch-4x12-bidirectional"));

    private static string MessageOf<TModel>(TModel model)
        where TModel : ILstm<Torch3x3.State> =>
            Assert.Throws<LstmProofException>(() => LstmProof.AllocatesNothing<TModel, Torch3x3.State>(model)).Message;

    /// <summary>6,192 bytes are the runtime's table of casts with 256 entries, and 12,336 those of 512.</summary>
    [Theory]
    [InlineData(771)]
    [InlineData(1539)]
    public void A_table_of_casts_that_grows_once_is_not_the_models(int pointers)
    {
        object[]? kept = null;
        AllocationMeter.Check("Model", "Step", () => kept ??= new object[pointers], calls: 10);

        Assert.Throws<LstmProofException>(() => AllocationMeter.Check("Model", "Step", () => kept = new object[pointers], calls: 10));
        kept = null;
        Assert.Throws<LstmProofException>(() => AllocationMeter.Check("Model", "Step", () => kept ??= new object[pointers + 1], calls: 10));
        Assert.NotNull(kept);
    }
}

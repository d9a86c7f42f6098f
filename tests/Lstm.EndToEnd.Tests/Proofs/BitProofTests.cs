using System;
using Lstm.EndToEnd.Tests.Contracts;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.EndToEnd.Tests.Slots;
using Lstm.Testing;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Proofs;

/// <summary>
/// The proof that all verbs give the same bits: generated networks pass it, and whoever differs is named with verb, stream, step and
/// output.
/// </summary>
public sealed class BitProofTests
{
    [Fact]
    public void Generated_networks_pass()
    {
        LstmProof.GivesTheSameBits<OnePaddedBlock, OnePaddedBlock.State>(SlotModels.Small(1));
        LstmProof.GivesTheSameBits<ThreeLayers, ThreeLayers.State>(SlotModels.Deep(1), steps: 1);
        LstmProof.GivesTheSameBits<EightBlocks, EightBlocks.State>(SlotModels.Large(1), steps: 20, threads: 2, seed: 7);
        LstmProof.GivesTheSameBits<FaithfulModel, Torch3x3.State>(new FaithfulModel(), threads: 1);
        LstmSequenceProof.GivesTheSameBits<Torch4x12Bidirectional, Torch4x12Bidirectional.State>(Bidirectional());
    }

    [Fact]
    public void Each_verb_that_differs_is_named_with_the_first_place()
    {
        AssertSays(
            new OtherBitsInRun(),
            "OtherBitsInRun: Run is not bit-identical to Step alone, first in stream 0, step 4, output 2: expected ");
        AssertSays(
            new OtherBitsInStepMany(),
            "OtherBitsInStepMany: StepMany over states, 8 at a time, is not bit-identical to Step alone, first in stream 6, step 0, "
                + "output 1: expected ");
        AssertSays(
            new OtherBitsInBlocks(),
            "OtherBitsInBlocks: StepMany over a block, 1 at a time, is not bit-identical to Step alone, first in stream 0, step 0, "
                + "output 0: expected ");
        AssertSays(
            new OtherBitsInRanges(),
            "OtherBitsInRanges: StepMany over ranges of a block is not bit-identical to Step alone, first in stream 18, step 0, "
                + "output 2: expected ");
        AssertSays(
            new Remembers(),
            "Remembers: Step, called again, is not bit-identical to the first call, first in stream 0, step 0, output 2: expected ");
        AssertSays(
            new OtherStateAfterShortRuns(),
            "OtherStateAfterShortRuns: Run, in pieces of 7 steps, gives a different state than Step alone in stream 0 after step 49, "
                + "although all outputs are equal. The states differ from byte 40 of 64 on.");
    }

    [Fact]
    public void Both_values_are_shown_with_their_bits() => Assert.Matches(
        @": expected -?0\.\d+(E-\d+)? \(0x[0-9A-F]{8}\), found -?0\.\d+(E-\d+)? \(0x[0-9A-F]{8}\)\.$", MessageOf(new OtherBitsInRun()));

    [Fact]
    public void A_model_that_threads_disturb_is_found()
    {
        Assert.Matches(
            "^NotForThreads: Step on thread [1-8] of 8 concurrent threads is not bit-identical to Step alone, first in stream ",
            MessageOf(new NotForThreads()));
        Assert.Matches(
            @"^A method threw an exception on one of 8 concurrent threads: System\.NotSupportedException: Not on this thread\.",
            MessageOf(new ThrowsOnThreads()));

        // Alone it is as good as any.
        LstmProof.GivesTheSameBits<NotForThreads, Torch3x3.State>(new NotForThreads(), threads: 1);
    }

    [Fact]
    public void A_run_over_a_sequence_that_differs_is_named() => Assert.Matches(
        "^TrustsScratch: Run in scratch memory, called alone, is not bit-identical to Run from a state, first in stream 0, step 1, "
            + "output 5: expected .*, found NaN ",
        Assert.Throws<LstmProofException>(static () =>
            LstmSequenceProof.GivesTheSameBits<TrustsScratch, Torch4x12Bidirectional.State>(new TrustsScratch())).Message);

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentNullException>("model", static () => LstmProof.GivesTheSameBits<Torch3x3, Torch3x3.State>(null!));
        Assert.Throws<ArgumentOutOfRangeException>(
            "steps",
            static () => LstmProof.GivesTheSameBits<Torch3x3, Torch3x3.State>(SlotModels.Square(1), steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            "threads",
            static () => LstmProof.GivesTheSameBits<Torch3x3, Torch3x3.State>(SlotModels.Square(1), threads: 0));
        Assert.Throws<ArgumentNullException>(
            "model",
            static () => LstmSequenceProof.GivesTheSameBits<Torch4x12Bidirectional, Torch4x12Bidirectional.State>(null!));
        Assert.Throws<ArgumentOutOfRangeException>(
            "steps",
            static () => LstmSequenceProof.GivesTheSameBits<Torch4x12Bidirectional, Torch4x12Bidirectional.State>(
                Bidirectional(),
                steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            "threads",
            static () => LstmSequenceProof.GivesTheSameBits<Torch4x12Bidirectional, Torch4x12Bidirectional.State>(
                Bidirectional(),
                threads: 0));
    }

    private static Torch4x12Bidirectional Bidirectional() => Torch4x12Bidirectional.Load(TestFiles.Golden("torch-4x12-bidirectional"));

    private static void AssertSays<TModel>(TModel model, string beginning)
        where TModel : ILstm<Torch3x3.State> => Assert.StartsWith(beginning, MessageOf(model), StringComparison.Ordinal);

    private static string MessageOf<TModel>(TModel model)
        where TModel : ILstm<Torch3x3.State> =>
            Assert.Throws<LstmProofException>(() => LstmProof.GivesTheSameBits<TModel, Torch3x3.State>(model)).Message;
}

using System;
using System.Runtime.CompilerServices;
using Lstm.EndToEnd.Tests.Golden;
using Xunit;

namespace Lstm.EndToEnd.Tests.Slots;

/// <summary>Who keeps an old model alive: after a cut nobody, after a fade the streams that still have to fade.</summary>
public sealed class SlotReleaseTests
{
    private readonly LstmStream<Torch3x3, Torch3x3.State>[] _streams = new LstmStream<Torch3x3, Torch3x3.State>[2];
    private readonly float[] _output = new float[3];

    [Fact]
    public void After_a_cut_idle_streams_hold_no_model()
    {
        (LstmSlot<Torch3x3> slot, WeakReference model) = Begin();
        Publish(slot, fadeSteps: 0);
        AssertReleased(model);

        // And they go on with the new one.
        Step(0);
        GC.KeepAlive(slot);
    }

    [Fact]
    public void A_model_that_no_stream_used_is_released()
    {
        (LstmSlot<Torch3x3> slot, _) = Begin();
        WeakReference passed = Publish(slot, fadeSteps: 0);
        Publish(slot, fadeSteps: 0);
        AssertReleased(passed);
        WeakReference faded = Publish(slot, fadeSteps: 5);
        Publish(slot, fadeSteps: 5);

        // Nobody is at it, so nobody will fade from it.
        AssertReleased(faded);
        Step(0);
        GC.KeepAlive(slot);
    }

    [Fact]
    public void A_fade_holds_the_old_model_until_every_stream_has_finished_it()
    {
        (LstmSlot<Torch3x3> slot, WeakReference model) = Begin();
        Publish(slot, fadeSteps: 3);
        AssertHeld(model);
        for (int step = 0; step < 3; step++)
        {
            Step(0);
            AssertHeld(model);
        }

        Step(1);
        Step(1);
        AssertHeld(model);
        Step(1);
        AssertReleased(model);
        GC.KeepAlive(slot);
    }

    [Fact]
    public void A_cut_after_a_fade_releases_what_idle_streams_would_have_faded_from()
    {
        (LstmSlot<Torch3x3> slot, WeakReference model) = Begin();
        WeakReference second = Publish(slot, fadeSteps: 3);
        AssertHeld(model);
        Publish(slot, fadeSteps: 0);
        AssertReleased(model);
        AssertReleased(second);
        GC.KeepAlive(slot);
    }

    [Fact]
    public void A_stream_in_a_fade_holds_both_models_through_a_cut()
    {
        (LstmSlot<Torch3x3> slot, WeakReference model) = Begin();
        WeakReference second = Publish(slot, fadeSteps: 3);
        Step(0);
        Publish(slot, fadeSteps: 0);
        AssertHeld(model);
        AssertHeld(second);
        Step(0);
        Step(0);
        AssertReleased(model);
        AssertReleased(second);
        GC.KeepAlive(slot);
    }

    [Fact]
    public void A_slot_holds_no_model_for_collected_streams()
    {
        (LstmSlot<Torch3x3> slot, WeakReference model) = Begin();
        Publish(slot, fadeSteps: 3);
        AssertHeld(model);
        Array.Clear(_streams);
        AssertReleased(model);
        GC.KeepAlive(slot);
    }

    // Models are made and published in frames of their own: no local variable of a test may hold one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (LstmSlot<Torch3x3> Slot, WeakReference Model) Begin()
    {
        Torch3x3 model = SlotModels.Square(1);
        LstmSlot<Torch3x3> slot = new(model);
        for (int n = 0; n < _streams.Length; n++)
        {
            _streams[n] = new LstmStream<Torch3x3, Torch3x3.State>(slot);
            Step(n);
        }

        return (slot, new WeakReference(model));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Publish(LstmSlot<Torch3x3> slot, int fadeSteps)
    {
        Torch3x3 model = SlotModels.Square(2);
        slot.Publish(model, fadeSteps);
        return new WeakReference(model);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Step(int stream) => _streams[stream].Step([1, 2, 3], _output);

    private void AssertHeld(WeakReference model)
    {
        Collect();
        Assert.True(model.IsAlive);
        GC.KeepAlive(_streams);
    }

    private void AssertReleased(WeakReference model)
    {
        Collect();
        Assert.False(model.IsAlive);
        GC.KeepAlive(_streams);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}

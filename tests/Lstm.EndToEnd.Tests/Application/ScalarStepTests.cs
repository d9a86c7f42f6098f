using System;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Application;

/// <summary>The overloads of Step for a single input or output have the bits of the other and allocate nothing.</summary>
public sealed class ScalarStepTests
{
    private static readonly float[] s_inputs = RandomWeights.Inputs(64, 1, 5);

    [Fact]
    public void One_input_and_one_output()
    {
        UsedAmp model = UsedAmp.Load(TestFiles.Golden("torch-1x16-dense1"));
        UsedAmp.State expected = model.InitialState;
        UsedAmp.State state = model.InitialState;
        float[] y = new float[1];
        foreach (float x in s_inputs)
        {
            model.Step(ref expected, [x], y);
            Assert.Equal(Bits(y[0]), Bits(model.Step(ref state, x)));
        }

        Assert.Equal(expected, state);
        AssertAllocatesNothing(() => model.Step(ref state, 0.5f));
    }

    [Fact]
    public void One_input_that_is_added_to_the_output()
    {
        UsedResidual model = UsedResidual.Random(1);
        UsedResidual.State expected = default;
        UsedResidual.State state = default;
        float[] y = new float[1];
        foreach (float x in s_inputs)
        {
            model.Step(ref expected, [x], y);
            Assert.Equal(Bits(y[0]), Bits(model.Step(ref state, x)));
        }
    }

    [Fact]
    public void One_input()
    {
        UsedEncoder model = UsedEncoder.Random(1);
        UsedEncoder.State expected = default;
        UsedEncoder.State state = default;
        float[] y = new float[5];
        float[] z = new float[5];
        foreach (float x in s_inputs)
        {
            model.Step(ref expected, [x], y);
            model.Step(ref state, x, z);
            Assert.Equal(y, z);
        }

        AssertAllocatesNothing(() => model.Step(ref state, 0.5f, z));
        Assert.Throws<ArgumentException>(() => model.Step(ref state, 0.5f, new float[4]));
    }

    [Fact]
    public void One_output()
    {
        UsedForecaster model = UsedForecaster.Random(1);
        UsedForecaster.State expected = default;
        UsedForecaster.State state = default;
        float[] y = new float[1];
        float[] inputs = new float[2];
        foreach (float x in s_inputs)
        {
            (inputs[0], inputs[1]) = (x, -x);
            model.Step(ref expected, inputs, y);
            Assert.Equal(Bits(y[0]), Bits(model.Step(ref state, inputs)));
        }

        AssertAllocatesNothing(() => model.Step(ref state, inputs));
        Assert.Throws<ArgumentException>(() => model.Step(ref state, new float[3]));
    }

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    /// <summary>The least of three measurements: a collection of another test charges this thread with its allocation buffer.</summary>
    private static void AssertAllocatesNothing(Action step)
    {
        step();
        long least = long.MaxValue;
        for (int again = 0; again < 3; again++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int round = 0; round < 1000; round++)
            {
                step();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}

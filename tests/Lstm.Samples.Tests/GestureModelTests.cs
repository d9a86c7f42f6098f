using System;
using System.IO;
using System.Linq;
using Gestures;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>samples/Gestures: what the committed weights answer for the committed data, and with which bits.</summary>
public sealed class GestureModelTests
{
    private static readonly Lazy<GestureModel> s_model = new(static () => GestureModel.Load(DataFile.PathOf("gestures.safetensors")));
    private static readonly Lazy<TestWindows> s_windows = new(TestWindows.Load);
    private static readonly Lazy<StreamRun> s_run = new(static () => StreamRun.Of(s_model.Value, Recording.WithGestures()));

    [Fact]
    public void Windows_are_classified_more_often_rightly_than_by_every_baseline()
    {
        int right = Confusion.Of(s_windows.Value.Kinds, Predicted()).Right;
        Assert.InRange(right, 555, 576);
        Assert.All(File.ReadLines(DataFile.PathOf("baselines.csv")), line => Assert.True(int.Parse(line.Split(',')[1]) < right, line));
    }

    [Fact]
    public void A_batch_of_windows_has_the_bits_of_each()
    {
        TestWindows windows = s_windows.Value;
        float[] together = new float[windows.Count * GestureModel.OutputSize];
        s_model.Value.PredictMany(windows.Counts, [.. Enumerable.Repeat(TestWindows.Steps, windows.Count)], together);
        Assert.Equal(Bits(Predicted()), Bits(together));
    }

    [Fact]
    public void The_last_step_of_a_window_has_the_bits_of_its_prediction()
    {
        float[] predicted = Predicted();
        float[] output = new float[GestureModel.OutputSize];
        for (int window = 0; window < s_windows.Value.Count; window++)
        {
            GestureModel.State state = s_model.Value.InitialState;
            ReadOnlySpan<float> counts = s_windows.Value.Window(window);
            for (int step = 0; step < TestWindows.Steps; step++)
            {
                s_model.Value.Step(ref state, counts.Slice(step * GestureModel.InputSize, GestureModel.InputSize), output);
            }

            Assert.Equal(Bits(predicted.AsSpan(window * GestureModel.OutputSize, GestureModel.OutputSize)), Bits(output));
        }
    }

    [Fact]
    public void The_stream_has_most_gestures_and_few_false_alarms()
    {
        Assert.InRange(s_run.Value.Right, 34, s_run.Value.Recording.Events.Count);
        Assert.InRange(s_run.Value.Wrong, 0, 1);
        Assert.InRange(StreamRun.Of(s_model.Value, Recording.WithoutGestures()).Wrong, 0, 1);
    }

    [Fact]
    public void The_committed_picture_is_what_the_program_draws() =>
        Assert.Equal(Repository.Read("samples/Gestures/gestures.svg"), Picture.Draw(s_run.Value));

    private static float[] Predicted()
    {
        TestWindows windows = s_windows.Value;
        float[] outputs = new float[windows.Count * GestureModel.OutputSize];
        for (int window = 0; window < windows.Count; window++)
        {
            s_model.Value.Predict(windows.Window(window), outputs.AsSpan(window * GestureModel.OutputSize, GestureModel.OutputSize));
        }

        return outputs;
    }

    private static int[] Bits(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), BitConverter.SingleToInt32Bits);
}

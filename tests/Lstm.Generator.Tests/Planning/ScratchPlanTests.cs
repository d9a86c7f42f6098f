using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Xunit;

namespace Lstm.Generator.Tests.Planning;

/// <summary>
/// No call takes more scratch memory from the stack than <see cref="ScratchPlan.MostOnStack"/>, and the buffers of a model are long enough
/// for every call that takes one.
/// </summary>
public sealed partial class ScratchPlanTests
{
    // 2,048 floats are 8 KB: with the frames of a kernel and of a fade, half of what a call may take.
    private const int Most = 2048;

    private static IEnumerable<NetworkShape> Samples
    {
        get
        {
            for (int hidden = 1; hidden <= NetworkShape.MaxSize; hidden += hidden < 600 ? 1 : 53)
            {
                yield return Shapes.Plain(ShapeInput(hidden), hidden, 1 + hidden % 8, hidden % 3 * 400);
            }

            foreach (NetworkShape shape in ShapeSamples.Variants())
            {
                foreach (int hidden in (int[])[shape.First().Cell.Hidden, 130, 171, 300, 512, 513, 1024])
                {
                    NetworkShape sized = shape.WithCells(cell => cell with { Hidden = hidden }) with { Input = NetworkShape.MaxInput };
                    foreach (NetworkShape large in sized.InPrecisions())
                    {
                        yield return large;
                    }
                }
            }

            foreach (NetworkShape shape in ShapeSamples.Lists())
            {
                // The sizes stay unequal, and their ratios.
                foreach (int factor in (int[])[1, 4, 14])
                {
                    NetworkShape sized = shape.WithCells(cell => cell with { Hidden = factor * cell.Hidden }) with
                    {
                        Input = NetworkShape.MaxInput,
                    };
                    foreach (NetworkShape large in sized.InPrecisions())
                    {
                        yield return large;
                    }
                }
            }

            DenseShape[] dense = [.. Enumerable.Repeat(new DenseShape(NetworkShape.MaxSize, Activation.Softmax), 8)];
            RecurrentShape layer = new(new CellShape(CellKind.Lstm, 4));
            yield return NetworkShape.Stack(3, layer, stem: dense, head: dense);
            yield return new NetworkShape(3, new LayerList([.. dense, layer, .. dense, layer, .. dense]));
            yield return Shapes.Plain(NetworkShape.MaxInput, 20, 8, output: 256, Activation.Tanh);
        }
    }

    [Fact]
    public void No_call_takes_more_than_8_KB_from_the_stack()
    {
        int onStack = 0;
        int owned = 0;
        foreach (NetworkShape shape in Samples)
        {
            string text = ModelEmitter.Emit(new LstmModel(ModelTypeOf(), shape, Traced: shape.CanTrace()));
            int length = Lengths("scratchLength", text).SingleOrDefault();
            int[] sums = [.. Lengths("sums", text)];

            Assert.All(sums, sum => Assert.True(sum <= Most, $"{shape} takes {sum} floats from the stack."));

            // A model has buffers exactly if a call takes one.
            bool takes = text.Contains(" _weights,", StringComparison.Ordinal);
            Assert.True(takes == length > 0, $"{shape} has buffers of {length} floats.");
            Assert.True(length is 0 or > Most, $"{shape} has buffers of {length} floats.");
            onStack += sums.Length;
            owned += takes ? 1 : 0;
        }

        // Both kinds occur, or this test looks at nothing.
        Assert.InRange(onStack, 1000, int.MaxValue);
        Assert.InRange(owned, 300, int.MaxValue);
    }

    [Fact]
    public void Streams_in_lanes_take_no_more_than_8_KB_from_the_stack()
    {
        foreach (NetworkShape shape in Samples.Where(static shape => KernelPlan.For(shape).Many is StreamsInLanes))
        {
            KernelPlan plan = KernelPlan.For(shape);
            string text = ModelEmitter.Emit(new LstmModel(ModelTypeOf(), shape));
            bool large = new LanePlan(plan).Memory > Most;

            Assert.Equal(large ? 2 : 0, LanesInBuffer.Count(text));
            Assert.Equal(large ? 0 : 2, LanesOnStack.Count(text));
        }
    }

    [Fact]
    public void The_buffers_are_long_enough_for_every_call()
    {
        foreach (NetworkShape shape in Samples)
        {
            LstmModel model = new(ModelTypeOf(), shape, Traced: shape.CanTrace());
            KernelSet kernels = KernelSet.Of(model, KernelWidths.All);
            List<int> needs = [];
            foreach (KernelPlan plan in kernels.Choices.Select(static choice => choice.Plan))
            {
                needs.Add(plan.Scratch.Length);
                needs.Add(plan.Many is SharedLoads ? 3 * plan.Scratch.Step : 0);
                needs.Add(plan.Many is StreamsInLanes ? new LanePlan(plan).Memory : 0);
            }

            needs.Add(kernels.Traced?.Scratch.Length ?? 0);
            needs.Add(shape.IsCausal ? 0 : kernels.Wide.State.Length);

            Assert.Equal(needs.Max() > Most ? needs.Max() : 0, kernels.OwnedScratch);
        }
    }

    [Fact]
    public void A_step_stays_on_the_stack_where_only_a_run_needs_more()
    {
        string text = ModelEmitter.Emit(new LstmModel(ModelTypeOf(), Shapes.Plain(256, 256)));

        Assert.Contains("steps: 1, sums: 1024);", text, StringComparison.Ordinal);
        Assert.Contains("Dispatch.Step(\n            ref _weights.First,", text, StringComparison.Ordinal);
        Assert.Contains("Dispatch.Run(\n            _weights,", text, StringComparison.Ordinal);
    }

    private static int ShapeInput(int hidden) => 1 + hidden * 37 % NetworkShape.MaxInput;

    private static ModelType ModelTypeOf() => new(Namespace: null, Name: "Cell", Container: null);

    private static IEnumerable<int> Lengths(string argument, string text) =>
        Regex.Matches(text, $@"\b{argument}: (\d+)").Select(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"StreamBatches\.Step(States|Lanes)<[^>]+>\(\s+_weights,")]
    private static partial Regex LanesInBuffer { get; }

    [GeneratedRegex(@"StreamBatches\.Step(States|Lanes)<[^>]+>\(\s+ref _weights\.First,")]
    private static partial Regex LanesOnStack { get; }
}

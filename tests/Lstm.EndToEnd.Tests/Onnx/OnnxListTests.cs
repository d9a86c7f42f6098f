using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using Lstm.Import;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>
/// Lists of layers, half of them with a pool, are read from ONNX, and their generated classes agree with ONNX Runtime: its outputs become
/// the self-test of the weights.
/// </summary>
public sealed class OnnxListTests
{
    private const int Count = 60;
    private const int Compiled = 30;
    private const int Steps = 7;

    // Where functions without bounds let values grow, they also let errors grow. Outputs of zero prove nothing.
    private const float LargestValue = 10;
    private const float SmallestValue = 0.01f;

    private static readonly Pooling[] s_poolings = Enum.GetValues<Pooling>();

    private static readonly Lazy<IReadOnlyList<ListCase>> s_cases = new(static () => [.. Cases().Take(Count)]);

    [Fact]
    public void A_list_is_read_and_computes_what_ONNX_Runtime_computes() => Assert.All(s_cases.Value, static list => list.Read().Verify());

    [Fact]
    public void A_generated_class_of_a_list_agrees_with_ONNX_Runtime()
    {
        ModelDescription[] models = [.. s_cases.Value.Take(Compiled).Select(static list => list.Read())];
        string source = "#pragma warning disable CS1591\nusing Lstm;\nnamespace Networks;\n" + string.Concat(models.Select(
            static (model, number) => FormattableString.Invariant($"{model.Declaration}\npublic sealed partial class List{number};\n")));
        AssemblyLoadContext context = new("LstmGen.Onnx.Lists");
        System.Reflection.Assembly assembly = context.LoadFromStream(new MemoryStream(ModelCompiler.Compile("LstmGen.Onnx.Lists", source)));

        // A class runs the self-test of its weights when it is created.
        Assert.All(models.Select(static (model, number) => (model, number)), item => Assert.NotNull(Activator.CreateInstance(
            assembly.GetType(FormattableString.Invariant($"Networks.List{item.number}"))!, item.model.Weights)));
    }

    [Fact]
    public void The_lists_have_every_kind_of_layer()
    {
        Func<ListCase, bool>[] kinds =
        [
            .. s_poolings.Select(pooling => (Func<ListCase, bool>)(list => list.Pool?.Pooling == pooling)),
            static list => list.Pool is null,
            static list => list.Spec.Layers.Any(static layer => layer is AffineSpec),
            static list => list.Spec.Layers.Any(static layer => layer is LayerNormSpec),
            static list => list.Spec.Layers.Any(static layer => layer is PReluSpec),
            static list => list.Spec.Layers.Any(static layer => layer is ActivationSpec),
            static list => list.Spec.Recurrent.Any(static layer => layer is { Form: CellForm.Rnn, Bidirectional: true }),
            static list => list.Spec.Recurrent.Any(static layer => layer is { Form: CellForm.Rnn, Direction: Direction.Backward }),
            static list => list.Spec.Recurrent.Any(static layer => layer.IsGru),
            static list => list.Spec.Recurrent.Any(static layer => layer.Form == CellForm.Lstm),
        ];

        Assert.All(kinds, kind => Assert.Contains(s_cases.Value, list => kind(list)));
    }

    private static IEnumerable<ListCase> Cases() => RandomLists.Many(1500, seed: 5)
        .Where(static spec => OnnxList.CanExpress(spec)
            && spec.Layers.Any(static layer => layer is UnitSpec or RecurrentSpec { Form: CellForm.Rnn }))
        .Select(static (spec, number) => new ListCase(spec, PoolOf(spec, number), number + 1))
        .Where(static list => list.Outputs.Max(Math.Abs) is >= SmallestValue and <= LargestValue);

    // Every other list has a pool, after the last recurrent layer or somewhere behind it.
    private static (Pooling Pooling, int Place)? PoolOf(ListSpec spec, int number)
    {
        if (number % 2 == 0)
        {
            return null;
        }

        int last = spec.Layers.Count - spec.Layers.Reverse().TakeWhile(static layer => layer is not RecurrentSpec).Count();
        Pooling pooling = s_poolings[number / 2 % s_poolings.Length];
        return (pooling, pooling == Pooling.Final ? last : last + number % (spec.Layers.Count - last + 1));
    }

    /// <summary>A list with weights and a sequence.</summary>
    private sealed class ListCase
    {
        private readonly byte[] _model;
        private readonly float[] _inputs;

        public ListCase(ListSpec spec, (Pooling Pooling, int Place)? pool, int seed)
        {
            Spec = spec;
            Pool = pool;
            _model = new OnnxList(spec, RandomWeights.Create(spec, seed), pool).ToModel(Steps);
            _inputs = RandomWeights.Inputs(Steps, spec.Input, seed);
            Outputs = OnnxRun.Of(_model, _inputs, Steps)[OnnxNetwork.Output];
        }

        public ListSpec Spec { get; }

        public (Pooling Pooling, int Place)? Pool { get; }

        /// <summary>The outputs of ONNX Runtime.</summary>
        public float[] Outputs { get; }

        /// <summary>The network as it is read, with the outputs of ONNX Runtime as its self-test.</summary>
        public ModelDescription Read()
        {
            using MemoryStream stream = new(_model);
            return ModelFile.Read(stream, ToString()).WithSelfTest(new LstmSelfTest(Steps, _inputs, Outputs));
        }

        public override string ToString() =>
            $"{Spec.Name} with {(Pool is { } pool ? FormattableString.Invariant($"{pool.Pooling} after {pool.Place} layers") : "no pool")}";
    }
}

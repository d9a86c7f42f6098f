using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Known mistakes between training a network and declaring it, the likely ones first.</summary>
internal static class SelfTestHypotheses
{
    /// <summary>The family of the hypothesis that nothing is wrong with the weights.</summary>
    public const string Same = "";

    // Exporters and ports sometimes confuse these functions.
    private static readonly Activation[] Sigmoids = [Activation.Sigmoid, Activation.HardSigmoid, Activation.HardSigmoid3];

    /// <summary>Returns all mistakes that are possible with these weights and this network.</summary>
    public static IEnumerable<SelfTestHypothesis> Of(NetworkShape network, LstmWeights weights)
    {
        // Lazily: a mistake found early saves the others.
        SelfTestHypothesis Layers(string explanation, Func<LstmLayerWeights, LstmLayerWeights> mend) =>
            new("", explanation, network, all => WeightMending.EachLayer(all, mend));

        (string Family, IEnumerable<SelfTestHypothesis> Mistakes)[] families =
        [
            (Same, [SameWeights(network)]),
            ("another order of the rows", Orders(weights, Layers)),
            ("transposed matrices", Transposes(weights, Layers)),
            ("other activations", Functions(network)),
            (
                "a bias counted twice or half",
                [
                    Layers("the bias is counted twice in the weights", WeightMending.BiasOnce),
                    Layers("only half of the bias is in the weights (one of two equal biases)", WeightMending.BiasTwice),
                ]),
            ("one of the two biases alone", OneBias(network, weights)),
            ("another initial state", Starts(network, weights)),
            ("another direction", Directions(network)),
            ("another place of the reset gate", Resets(network)),
            ("another order of the peephole weights", PeepholeOrders(weights, Layers)),
            ("other limits", Limits(network)),
            ("the input added to the output", Residuals(network)),
            ("dense layers on the other side", DenseArrangements.Of(network, weights)),
            ("reversed rows", ReversedRows.Of(network, weights)),
            ("tensors of another layer", ExchangedTensors.Of(network, weights)),
        ];
        return families.SelectMany(static family => family.Mistakes.Select(mistake => mistake with { Family = family.Family }));
    }

    private static SelfTestHypothesis SameWeights(NetworkShape network) => new(
        Same,
        "computed in double precision with the same weights: " + (
            network.IsQuantized && network.Arithmetic == LstmArithmetic.Fast
                ? $"{network.Precision} with LstmArithmetic.Fast is too coarse for them" :
            network.IsQuantized ? $"{network.Precision} is too coarse for them, LstmPrecision.Single is not" :
            network.Arithmetic == LstmArithmetic.Fast ? "LstmArithmetic.Fast is too coarse for them, Exact is not" :
            "the weights are right and the computation is wrong, please report it"),
        network,
        static all => all);

    private static IEnumerable<SelfTestHypothesis> OneBias(NetworkShape network, LstmWeights weights)
    {
        if (weights.Biases.Count == weights.Layers.Count)
        {
            yield return new SelfTestHypothesis(
                "",
                "only the input bias (bias_ih) is used, without the recurrent bias (bias_hh)",
                network,
                static all => WeightMending.OneBias(all, isInput: true));
            yield return new SelfTestHypothesis(
                "",
                "only the recurrent bias (bias_hh) is used, without the input bias (bias_ih)",
                network,
                static all => WeightMending.OneBias(all, isInput: false));
        }
    }

    private static IEnumerable<SelfTestHypothesis> Orders(
        LstmWeights weights, Func<string, Func<LstmLayerWeights, LstmLayerWeights>, SelfTestHypothesis> layers)
    {
        if (CommonCell(weights) is not { } cell)
        {
            yield break;
        }

        string canonical = LettersOf(cell);
        foreach (string order in OtherOrders(canonical))
        {
            yield return layers($"the rows are in the order {Listed(order)}", layer => WeightMending.FromOrder(layer, canonical, order));
            string peepholes = string.Concat(order.Where(cell.PeepholeGates.Contains));
            if (peepholes != cell.PeepholeGates)
            {
                yield return layers(
                    $"the rows are in the order {Listed(order)} and the peephole weights in the order {Listed(peepholes)}",
                    layer => WeightMending.FromPeepholeOrder(
                        WeightMending.FromOrder(layer, canonical, order),
                        cell.PeepholeGates,
                        peepholes));
            }
        }
    }

    private static IEnumerable<SelfTestHypothesis> PeepholeOrders(
        LstmWeights weights, Func<string, Func<LstmLayerWeights, LstmLayerWeights>, SelfTestHypothesis> layers) =>
        CommonCell(weights) is not { } cell ? []
            : from order in OtherOrders(cell.PeepholeGates)
              select layers(
                  $"the peephole weights are in the order {Listed(order)}",
                  layer => WeightMending.FromPeepholeOrder(layer, cell.PeepholeGates, order));

    private static IEnumerable<SelfTestHypothesis> Transposes(
        LstmWeights weights,
        Func<string, Func<LstmLayerWeights, LstmLayerWeights>, SelfTestHypothesis> layers)
    {
        if (CommonCell(weights) is not { } cell)
        {
            yield break;
        }

        int gates = cell.Gates.Count;
        string state = cell.Projection > 0 ? "projection" : "hidden";

        // Only square weights of a gate can be transposed and keep their shape.
        bool squareRecurrent = weights.Layers.All(static layer => layer.OutputSize == layer.HiddenSize);
        bool squareInput = weights.Layers.All(static layer => layer.InputSize == layer.HiddenSize);
        if (squareRecurrent)
        {
            yield return layers("the recurrent weights of each gate are transposed", WeightMending.RecurrentGatesTransposed);
        }

        yield return layers($"the recurrent weights have the layout [{state}, {gates}·hidden]", WeightMending.RecurrentTransposed);
        yield return layers($"the input weights have the layout [input, {gates}·hidden]", WeightMending.InputTransposed);
        yield return layers(
            $"the input and the recurrent weights have the layouts [input, {gates}·hidden] and [{state}, {gates}·hidden]",
            static layer => WeightMending.InputTransposed(WeightMending.RecurrentTransposed(layer)));
        if (squareInput)
        {
            yield return layers("the input weights of each gate are transposed", WeightMending.InputGatesTransposed);
        }

        if (squareInput && squareRecurrent)
        {
            yield return layers(
                "the input and the recurrent weights of each gate are transposed",
                static layer => WeightMending.InputGatesTransposed(WeightMending.RecurrentGatesTransposed(layer)));
        }

        if (cell.Projection > 0)
        {
            yield return layers("the projection's weights have the layout [hidden, projection]", WeightMending.ProjectionTransposed);
        }
    }

    private static IEnumerable<SelfTestHypothesis> Functions(NetworkShape network)
    {
        if (network.Layers[^1] is DenseShape last)
        {
            // An affine function with its default parameters is linear, and a limited one is linear between its limits.
            Activation current = last.Activation.Function;
            IEnumerable<Activation> others = Enum.GetValues<Activation>().Where(function =>
                function != current && (function, current) is not (Activation.Affine or Activation.Clip, Activation.Linear));
            foreach (Activation function in others)
            {
                LayerList declared = new([.. network.Layers.SkipLast(1), last with { Activation = function }]);
                yield return Declared($"the output activation is {function}", network with { Layers = declared });
            }
        }

        static bool HasGates(CellShape cell) => CellType.Of(cell.Kind).Options.Contains(CellOptions.Gate);

        IEnumerable<CellShape> gated = network.Recurrent.Select(static layer => layer.Cell).Where(HasGates);
        Activation[] gates = [.. gated.Select(static cell => cell.GateActivation.Function).Distinct()];
        bool isSigmoid = gates.Length == 1 && Sigmoids.Contains(gates[0]);
        foreach (Activation function in Sigmoids.Where(function => isSigmoid && function != gates[0]))
        {
            yield return Declared(
                $"the gate activation is {function}",
                WithCells(network, cell => HasGates(cell) ? cell with { GateActivation = function } : cell));
        }
    }

    private static IEnumerable<SelfTestHypothesis> Starts(NetworkShape network, LstmWeights weights)
    {
        bool ownStart = !weights.SelfTest!.StartHidden.IsEmpty;
        bool initialState = !weights.InitialHidden.IsEmpty;
        if (ownStart && initialState)
        {
            yield return new SelfTestHypothesis(
                "",
                "the self-test starts from the network's initial state, not from its own",
                network,
                static all => WeightMending.OtherStart(all, fromZero: false));
        }

        if (ownStart || initialState)
        {
            yield return new SelfTestHypothesis(
                "",
                "the self-test starts from zero, not from the state in the weights",
                network,
                static all => WeightMending.OtherStart(all, fromZero: true));
        }
    }

    private static IEnumerable<SelfTestHypothesis> Directions(NetworkShape network)
    {
        if (network.Recurrent.Any(static layer => layer.Bidirectional))
        {
            yield return new SelfTestHypothesis(
                "",
                "the forward and the backward weights are exchanged",
                network,
                WeightMending.DirectionsSwapped);
        }
        else if (network.Recurrent.Select(static layer => layer.Direction).Distinct().Count() == 1)
        {
            Direction other = network.Recurrent.First().Direction == Direction.Forward ? Direction.Backward : Direction.Forward;
            string name = other.ToString().ToLowerInvariant();
            yield return Declared(
                $"the layers run {name} over the sequence",
                With(network, layer => layer with { Direction = other }));
        }
    }

    private static IEnumerable<SelfTestHypothesis> Resets(NetworkShape network)
    {
        static bool IsGru(CellShape cell) => cell.Kind is CellKind.GruResetAfter or CellKind.GruResetBefore;

        IEnumerable<CellShape> cells = network.Recurrent.Select(static layer => layer.Cell).Where(IsGru);
        CellKind[] kinds = [.. cells.Select(static cell => cell.Kind).Distinct()];
        if (kinds.Length == 1)
        {
            bool isAfter = kinds[0] == CellKind.GruResetAfter;
            CellKind other = isAfter ? CellKind.GruResetBefore : CellKind.GruResetAfter;
            yield return Declared(
                $"the reset gate is applied {(isAfter ? "before" : "after")} the candidate's recurrent product "
                + $"(ResetAfter = {(isAfter ? "false" : "true")})",
                WithCells(network, cell => IsGru(cell) ? cell with { Kind = other } : cell));
        }
    }

    private static IEnumerable<SelfTestHypothesis> Limits(NetworkShape network)
    {
        // Layers with different limits were declared with care.
        CellShape cell = network.Recurrent.First().Cell;
        if (network.Recurrent.Any(layer => layer.Cell.Clip != cell.Clip || layer.Cell.CellClip != cell.CellClip))
        {
            yield break;
        }

        if (cell.Clip > 0)
        {
            yield return Declared("there is no Clip", WithCells(network, static cell => cell with { Clip = 0 }));
        }

        if (cell.CellClip > 0)
        {
            yield return Declared("there is no CellClip", WithCells(network, static cell => cell with { CellClip = 0 }));
        }

        // Frameworks use the word for both.
        if (network.Recurrent.All(static layer => layer.Cell.IsLstm) && cell.Clip > 0 != cell.CellClip > 0)
        {
            yield return Declared(
                cell.Clip > 0 ? "the limit is a CellClip, not a Clip" : "the limit is a Clip, not a CellClip",
                WithCells(network, static cell => cell with { Clip = cell.CellClip, CellClip = cell.Clip }));
        }
    }

    private static IEnumerable<SelfTestHypothesis> Residuals(NetworkShape network)
    {
        if (network.Residual)
        {
            yield return Declared("the inputs are not added to the outputs (Residual = false)", network with { Residual = false });
        }
        else if (network.Output <= network.Input)
        {
            yield return Declared("the inputs are added to the outputs (Residual = true)", network with { Residual = true });
        }
    }

    private static SelfTestHypothesis Declared(string explanation, NetworkShape network) =>
        new("", explanation, network, static all => all);

    private static NetworkShape WithCells(NetworkShape network, Func<CellShape, CellShape> change) =>
        With(network, layer => layer with { Cell = change(layer.Cell) });

    private static NetworkShape With(NetworkShape network, Func<RecurrentShape, RecurrentShape> change) => network with
    {
        Layers = new LayerList(network.Layers.Select(layer => layer is RecurrentShape recurrent ? change(recurrent) : layer)),
    };

    // A mistake in the rows concerns all cells alike. It has one explanation if all have the same gates and tensors, in any size.
    private static CellShape? CommonCell(LstmWeights weights)
    {
        CellShape first = weights.Shapes[0];
        return weights.Shapes.All(cell =>
            cell.Kind == first.Kind
            && LettersOf(cell) == LettersOf(first)
            && cell.PeepholeGates == first.PeepholeGates
            && cell.Projection > 0 == first.Projection > 0) ? first : null;
    }

    private static string LettersOf(CellShape cell) => string.Concat(cell.Gates.Select(static gate => gate.Letter));

    private static IEnumerable<string> OtherOrders(string canonical) => Permutations(canonical).Where(order => order != canonical);

    private static IEnumerable<string> Permutations(string letters) => letters.Length < 2
        ? [letters]
        : from letter in letters
          from rest in Permutations(letters.Replace(letter.ToString(), "", StringComparison.Ordinal))
          select letter + rest;

    private static string Listed(string letters) => string.Join(',', letters.ToCharArray());
}

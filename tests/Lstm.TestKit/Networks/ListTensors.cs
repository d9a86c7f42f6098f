using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>
/// The tensors of a network by their names in a canonical file: PyTorch's for a stack, numbered like those of nn.Sequential for any other
/// list (<c>layers.0.weight_ih_l0</c>, <c>layers.1.weight</c>).
/// </summary>
public static class ListTensors
{
    /// <summary>A canonical file of a network, with its declaration.</summary>
    public static TensorFile FileOf(ListSpec spec, ListWeights weights) => new(TensorsOf(spec, weights), MetadataOf(spec));

    /// <summary>
    /// The entries of a canonical file: the declaration, and the names of the recurrent layers' cells unless all shapes tell that the file
    /// is a stack of LSTMs.
    /// </summary>
    public static IReadOnlyDictionary<string, string> MetadataOf(ListSpec spec)
    {
        string[] cells = [.. spec.Recurrent.Select(static layer => SpecText.CellOf(layer.Form))];
        Dictionary<string, string> metadata = new() { ["declaration"] = spec.Text };
        if (!spec.IsStack || spec.Recurrent.First() is not { Form: CellForm.Lstm, CoupledGates: false })
        {
            metadata.Add("cell", cells.Distinct().Count() == 1 ? cells[0] : string.Join(',', cells));
        }

        return metadata;
    }

    /// <summary>The tensors of a network, in the order of its layers.</summary>
    public static IReadOnlyDictionary<string, FileTensor> TensorsOf(ListSpec spec, ListWeights weights)
    {
        Dictionary<string, FileTensor> tensors = [];
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            string name = NameOf(spec, layer);
            void Add(string tensor, float[] values, params int[] shape) =>
                tensors.Add($"{name}.{tensor}", FileTensor.Of(shape.Length > 0 ? shape : [values.Length], values));

            switch (weights.Layers[layer])
            {
                case DenseValues dense:
                    Add("weight", dense.Weight, dense.Bias.Length, spec.InputOf(layer));
                    Add("bias", dense.Bias);
                    break;
                case Conv1DValues convolution:
                    int filters = convolution.Bias.Length;
                    int inputs = spec.InputOf(layer);
                    Add("weight", convolution.Weight, filters, inputs, convolution.Weight.Length / filters / inputs);
                    Add("bias", convolution.Bias);
                    break;
                case EmbeddingValues embedding when spec.Layers[layer] is EmbeddingSpec { Vocabulary: int vocabulary, Size: int size }:
                    Add("embedding", embedding.Table, vocabulary, size);
                    break;
                case AffineValues affine:
                    Add("scale", affine.Scale);
                    Add("offset", affine.Offset);
                    break;
                case LayerNormValues norm:
                    Add("weight", norm.Weight);
                    Add("bias", norm.Bias);
                    break;
                case PReluValues slopes:
                    Add("weight", slopes.Weight);
                    break;
            }
        }

        foreach ((PlacedCell cell, CellValues values) in spec.Cells.Zip(weights.Cells))
        {
            AddCell(tensors, spec, cell, values);
        }

        AddStart(tensors, spec, "initial_h0", 'h', weights.InitialHidden);
        AddStart(tensors, spec, "initial_c0", 'c', weights.InitialCell);
        return tensors;
    }

    /// <summary>The network of a canonical file. Two biases are added, but for those of a GRU's candidate.</summary>
    public static ListWeights WeightsOf(ListSpec spec, IReadOnlyDictionary<string, FileTensor> tensors)
    {
        ILookup<int, PlacedCell> cells = spec.Cells.ToLookup(static cell => cell.Layer);
        LayerValues LayerOf(int layer)
        {
            float[] Find(string tensor) => tensors[$"{NameOf(spec, layer)}.{tensor}"].Floats;
            return spec.Layers[layer] switch
            {
                DenseSpec => new DenseValues(Find("weight"), Find("bias")),
                Conv1DSpec => new Conv1DValues(Find("weight"), Find("bias")),
                EmbeddingSpec => new EmbeddingValues(Find("embedding")),
                AffineSpec => new AffineValues(Find("scale"), Find("offset")),
                LayerNormSpec => new LayerNormValues(Find("weight"), Find("bias")),
                PReluSpec => new PReluValues(Find("weight")),
                ActivationSpec or PoolSpec or ResidualSpec or MergeSpec => new NoValues(),
                _ => new RecurrentValues([.. cells[layer].Select(cell => CellOf(spec, cell, tensors))]),
            };
        }

        return new ListWeights([.. Enumerable.Range(0, spec.Layers.Count).Select(LayerOf)])
        {
            InitialHidden = tensors.GetValueOrDefault("initial_h0")?.Floats ?? [],
            InitialCell = tensors.GetValueOrDefault("initial_c0")?.Floats ?? [],
        };
    }

    private static void AddCell(Dictionary<string, FileTensor> tensors, ListSpec spec, PlacedCell cell, CellValues values)
    {
        int rows = cell.Spec.GateCount * cell.Spec.Hidden;
        void Add(string kind, int[] shape, float[] tensor)
        {
            if (tensor.Length > 0)
            {
                tensors.Add(CellName(spec, cell, kind), FileTensor.Of(shape, tensor));
            }
        }

        Add("weight_ih", [rows, cell.Inputs], values.Input);
        Add("weight_hh", [rows, cell.Spec.Width], values.Recurrent);
        Add("bias_ih", [rows], values.Bias);
        // A negative zero changes no bias that it is added to.
        Add("bias_hh", [rows], [.. Enumerable.Repeat(-0f, rows - values.CandidateBias.Length), .. values.CandidateBias]);
        Add("weight_hr", [cell.Spec.Projection, cell.Spec.Hidden], values.Projection);
        Add("weight_peephole", [values.Peephole.Length], values.Peephole);
        Add("weight_ln_gates", [rows], values.GateNormWeight);
        Add("bias_ln_gates", [rows], values.GateNormBias);
        Add("weight_ln_cell", [cell.Spec.Hidden], values.CellNormWeight);
        Add("bias_ln_cell", [cell.Spec.Hidden], values.CellNormBias);
    }

    // A row for each cell if all have the state and are as wide; otherwise the states of those that have it, one after the other.
    private static void AddStart(Dictionary<string, FileTensor> tensors, ListSpec spec, string name, char state, float[] values)
    {
        int[] widths = [.. spec.Cells.Select(cell => cell.Spec.WidthOf(state))];
        if (values.Length > 0)
        {
            tensors.Add(name, FileTensor.Of(widths.Distinct().Count() == 1 ? [widths.Length, widths[0]] : [values.Length], values));
        }
    }

    private static CellValues CellOf(ListSpec spec, PlacedCell cell, IReadOnlyDictionary<string, FileTensor> tensors)
    {
        float[] Find(string kind) => tensors.GetValueOrDefault(CellName(spec, cell, kind))?.Floats ?? [];

        float[] inputBias = Find("bias_ih");
        float[] recurrentBias = Find("bias_hh");
        int candidate = cell.Spec.IsGru ? 2 * cell.Spec.Hidden : inputBias.Length;
        return new CellValues(
            Find("weight_ih"),
            Find("weight_hh"),
            [.. inputBias.Select((bias, row) => row < candidate ? bias + recurrentBias[row] : bias)])
        {
            CandidateBias = recurrentBias[candidate..],
            Projection = Find("weight_hr"),
            Peephole = Find("weight_peephole"),
            GateNormWeight = Find("weight_ln_gates"),
            GateNormBias = Find("bias_ln_gates"),
            CellNormWeight = Find("weight_ln_cell"),
            CellNormBias = Find("bias_ln_cell"),
        };
    }

    private static string CellName(ListSpec spec, PlacedCell cell, string kind)
    {
        string reverse = cell.Direction == 1 ? "_reverse" : "";
        int number = spec.NumberOf(cell.Layer);
        return spec.IsStack ? $"{kind}_l{number - spec.StemCount}{reverse}" : $"layers.{number}.{kind}_l0{reverse}";
    }

    // The name of a layer that is not recurrent. In a stack, one dense layer is a module of its own; several are numbered.
    private static string NameOf(ListSpec spec, int layer)
    {
        int number = spec.NumberOf(layer);
        if (!spec.IsStack)
        {
            return $"layers.{number}";
        }

        bool isStem = number < spec.StemCount;
        int count = isStem ? spec.StemCount : spec.HeadCount;
        int index = isStem ? number : number - (spec.NumberOf(spec.Layers.Count) - count);
        return (isStem ? "stem" : "head") + (count == 1 ? "" : $".{index}");
    }
}

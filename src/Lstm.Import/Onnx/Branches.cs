using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Layers;

namespace Lstm.Import.Onnx;

/// <summary>Says why neither of the two graphs of an If node can be chosen.</summary>
internal static class Branches
{
    private const int MostNames = 4;

    /// <summary>Returns the reason.</summary>
    /// <param name="condition">The condition of the node.</param>
    /// <param name="outputs">The outputs of both graphs.</param>
    public static string Reason(OnnxValue condition, IEnumerable<SignalValue> outputs) => condition switch
    {
        SignalValue { Inputs: { Count: > 0 } inputs } =>
            $"the graph input '{string.Join("', '", inputs)}' chooses one of its two graphs, and a class has one" + Choice(outputs),
        ConstantValue<SizeEntry> => "its condition depends on a size that the file leaves open; "
            + "export the model with fixed sizes of its inputs (in PyTorch without dynamic_axes)",
        RefusedValue refused => $"its condition cannot be resolved: {refused.Reason}",
        _ => "its condition cannot be resolved",
    };

    private static string Choice(IEnumerable<SignalValue> outputs)
    {
        string[] names =
        [
            .. outputs.SelectMany(static output => LayerPath.InOrder(output.Path))
                .Where(static step => step.Layer is SourceRecurrent)
                .Select(static step => step.Layer.Name)
                .Distinct()
                .Take(MostNames),
        ];
        return names.Length == 0 ? "" : $"; choose among the recurrent layers of both (options FirstLayer and LastLayer): "
            + $"'{string.Join("', '", names)}'";
    }
}

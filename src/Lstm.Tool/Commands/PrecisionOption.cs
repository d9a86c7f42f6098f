using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using Lstm.Import;

namespace Lstm.Tool.Commands;

/// <summary>The option that measures the error of quantized weights.</summary>
internal sealed class PrecisionOption
{
    private readonly Option<string[]> _precision = new("--precision")
    {
        Description = "Also measure the error of quantized weights: Int16 or Int8. May be repeated.",
        HelpName = "precision",
    };

    public PrecisionOption(Command command) => command.Options.Add(_precision);

    /// <summary>Measures each precision that the command line gives.</summary>
    public IReadOnlyList<QuantizationReport> Measure(ParseResult line, ModelDescription model) =>
        [.. (line.GetValue(_precision) ?? []).Select(text => Measure(Parsed(text), model))];

    private static LstmPrecision Parsed(string text) =>
        NamedValue.Parse<LstmPrecision>("--precision", text, [nameof(LstmPrecision.Int16), nameof(LstmPrecision.Int8)]);

    private static QuantizationReport Measure(LstmPrecision precision, ModelDescription model)
    {
        if (model.Shape.IsRandom)
        {
            throw new ToolException(
                ExitCode.WrongUsage,
                $"--precision {precision}: {model.Source} is a network with a stochastic forget gate, which does not support quantized "
                + "weights.");
        }

        return QuantizationMeasurement.Of(model.Weights, model.Shape with { Precision = precision });
    }
}

using System.Globalization;

namespace Lstm;

/// <summary>The exception for a network that does not reach a steady state under a constant input.</summary>
public sealed class RestStateException : LstmException
{
    /// <summary>Creates the exception from the report of the search.</summary>
    /// <param name="report">The report.</param>
    public RestStateException(RestReport report)
        : base(Describe(report)) => Report = report;

    /// <summary>The report of the search.</summary>
    public RestReport Report { get; }

    private static string Describe(RestReport report)
    {
        string what = report.Outcome switch
        {
            RestOutcome.Oscillating when report.Period > 0 => $"it oscillates with period {report.Period}",
            RestOutcome.Oscillating => "it oscillates and does not converge",
            RestOutcome.Diverging when float.IsNaN(report.Change) => "its state is no longer finite",
            RestOutcome.Diverging => "its state grows without bound",
            _ => "it is still converging, and more steps may help",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The network has no steady state under this input after {report.Steps} steps: {what} " +
            $"(change in the last step {report.Change:G3}).");
    }
}

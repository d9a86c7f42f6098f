using System.Globalization;

namespace Lstm;

/// <summary>A network does not come to rest under a constant input.</summary>
public sealed class RestStateException : LstmException
{
    /// <summary>Reports how the search ended.</summary>
    /// <param name="report">The report.</param>
    public RestStateException(RestReport report)
        : base(Describe(report)) => Report = report;

    /// <summary>How the search ended.</summary>
    public RestReport Report { get; }

    private static string Describe(RestReport report)
    {
        string what = report.Outcome switch
        {
            RestOutcome.Oscillating when report.Period > 0 => $"its state comes back every {report.Period} steps and goes round for ever",
            RestOutcome.Oscillating => "it swings without calming down",
            RestOutcome.Diverging when float.IsNaN(report.Change) => "its state is no finite number any more",
            RestOutcome.Diverging => "its state grows without bound",
            _ => "it is still calming down, and more steps may help",
        };
        return string.Create(CultureInfo.InvariantCulture, $"The network has no state of rest under this input after {report.Steps} steps: {what} (change in the last step {report.Change:G3}).");
    }
}

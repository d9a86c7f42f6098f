using System.Globalization;

namespace Lstm.EndToEnd.Tests;

/// <summary>A network to test: what its attribute says.</summary>
public sealed record NetworkSizes(int Input, int Hidden, int Layers = 1, int Output = 0, Activation Activation = Activation.Linear)
{
    /// <summary>A name that says it all: the class's, and the test case's.</summary>
    public string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"I{Input}H{Hidden}L{Layers}O{Output}{(Output > 0 ? Activation.ToString() : "")}");

    /// <summary>Values a step puts out.</summary>
    public int OutputSize => Output > 0 ? Output : Hidden;

    /// <summary>The declaration a user would write.</summary>
    public string Declaration
    {
        get
        {
            string named = (Layers > 1 ? $", Layers = {Layers}" : "") +
                (Output > 0 ? $", Output = {Output}" : "") +
                (Output > 0 && Activation != Activation.Linear ? $", OutputActivation = Activation.{Activation}" : "");
            return $"[Lstm(input: {Input}, hidden: {Hidden}{named})]\npublic sealed partial class {Name};\n";
        }
    }

    public override string ToString() => Name;
}

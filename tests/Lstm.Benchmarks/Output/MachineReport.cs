using Lstm.Benchmarks.Machine;

namespace Lstm.Benchmarks.Output;

/// <summary>The table of the machine.</summary>
internal static class MachineReport
{
    public static string Of(MachineInfo machine)
    {
        string assumed = machine.Caches.Known ? "" : " (assumed: the processor does not report them)";
        MarkdownTable table = new(" ", " ");
        table.Row("date", machine.Date);
        table.Row("system", machine.OperatingSystem);
        table.Row("processor", $"{machine.Processor}, {machine.Cores} logical processors");
        table.Row("data caches", $"L1 {machine.Caches.Level1 / 1024} KB, L2 {machine.Caches.Level2 / 1024} KB a core{assumed}");
        table.Row("runtime", machine.Runtime);
        table.Row("instructions", machine.Instructions);
        return table.ToString();
    }
}

using System;
using Lstm.Benchmarks.Machine;

namespace Lstm.Benchmarks.Output;

/// <summary>Prints what the numbers were made on.</summary>
internal static class MachineReport
{
    public static void Print(MachineInfo machine)
    {
        string assumed = machine.Caches.Known ? "" : " (assumed: the processor does not say)";
        Console.WriteLine(
            $"""
            date          {machine.Date}
            system        {machine.OperatingSystem}
            processor     {machine.Processor}, {machine.Cores} logical processors
            data caches   L1 {machine.Caches.Level1 / 1024} KB, L2 {machine.Caches.Level2 / 1024} KB a core{assumed}
            runtime       {machine.Runtime}
            instructions  {machine.Instructions}
            """);
    }
}

using System;
using Lstm.EndToEnd.Tests.Fast;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.EndToEnd.Tests.Processes.Listings;
using Lstm.EndToEnd.Tests.Stack;

namespace Lstm.EndToEnd.Tests;

/// <summary>What this assembly does when a test starts it as a program, in a process with other settings of the runtime.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [BitProbe.Command]:
                BitProbe.Run(Console.Out);
                return 0;
            case [FastProbe.Command]:
                FastProbe.Run(Console.Out);
                return 0;
            case [JitProbe.Command, string assembly]:
                JitProbe.Run(assembly, Console.Out);
                return 0;
            case [ListingProbe.Command]:
                ListingProbe.Run();
                return 0;
            case [StackProbe.Command, .. string[] networks]:
                StackProbe.Run(largest: networks is [StackProbe.Largest], Console.Out);
                return 0;
            default:
                Console.Error.WriteLine(
                    $"Run by tests only: {BitProbe.Command} | {FastProbe.Command} | {JitProbe.Command} <assembly> | " +
                    $"{ListingProbe.Command} | {StackProbe.Command} [{StackProbe.Largest}]");
                return 2;
        }
    }
}

using System;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>
/// Makes every call of every large network on a thread with little stack, the first call included, and then measures the stack of each
/// call. A stack that is too small ends the process.
/// </summary>
internal static class StackProbe
{
    public const string Command = "probe-stack";

    /// <summary>The argument for all networks, those with the most weights included.</summary>
    public const string Largest = "largest";

    /// <summary>The stack of the thread, in bytes: enough for any call, and for the JIT.</summary>
    public const int Small = 128 * 1024;

    /// <summary>
    /// Prints a line for each call: the network, the bytes of stack, the bytes of the state that it returns by value, its name.
    /// </summary>
    /// <param name="largest">Whether the networks with the most weights are among the networks.</param>
    /// <param name="output">Receives the lines.</param>
    public static void Run(bool largest, TextWriter output)
    {
        foreach (StackNetwork network in StackNetwork.All(largest))
        {
            StackCall[] calls = [];
            OnThread(Small, () =>
            {
                calls = [.. network.Create(network.Weights)];
                foreach (StackCall call in calls)
                {
                    call.Run();
                }
            });

            // The methods of these calls are not optimised yet: their frames are the largest that they will have.
            OnThread(StackMeter.Painted + 256 * 1024, () =>
            {
                foreach (StackCall call in calls.Where(static call => call.IsMeasured))
                {
                    int bytes = StackMeter.Measure(call.Run);
                    output.WriteLine($"{network.Name} {bytes} {(call.ByValue ? network.StateBytes : 0)} {call.Name}");
                }
            });
            output.Flush();
        }
    }

    private static void OnThread(int stack, Action action)
    {
        ExceptionDispatchInfo? thrown = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                }
            },
            stack);
        thread.Start();
        thread.Join();
        thrown?.Throw();
    }
}

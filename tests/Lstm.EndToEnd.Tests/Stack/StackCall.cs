using System;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>A call whose stack is measured.</summary>
/// <param name="Name">The name of the call.</param>
/// <param name="Run">The call. It keeps no state in a local variable.</param>
/// <param name="ByValue">Whether it returns a state by value, for which the caller has stack memory as well.</param>
/// <param name="IsMeasured">Whether its stack is measured. A proof starts threads, and only has to work where stack is short.</param>
internal sealed record StackCall(string Name, Action Run, bool ByValue = false, bool IsMeasured = true);

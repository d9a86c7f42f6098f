using Lstm.CompilerServices;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Tracing;

/// <summary>Networks with a trace, in the words of the tests.</summary>
internal static class TracedSpec
{
    /// <summary>The network of a class.</summary>
    public static ListSpec Of<TState>()
        where TState : unmanaged, ILstmState => NetworkSpecs.Of(NetworkDescription.Of<TState>().Shape);
}

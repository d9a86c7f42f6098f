using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;
namespace Lstm.Generator.Tests;
public sealed class GeneratedCodeTests
{
    [Fact]
    public async Task Cls()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync("using Lstm; [assembly: System.CLSCompliant(true)] namespace Demo; [Lstm(3, 3, StochasticForget = true)] public sealed partial class A; [Gru(3,3, Weights=\"a\")] public sealed partial class B; [Lstm(3,3,Bidirectional=true, Precision=LstmPrecision.Int8)] public sealed partial class C; [Lstm(3,3,Trace=true)] public sealed partial class D;");
    }
}

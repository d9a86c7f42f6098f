using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Processes.Listings;

/// <summary>Does two steps of every listed network, so that the JIT compiles their kernels.</summary>
internal static class ListingProbe
{
    public const string Command = "probe-listing";

    public static void Run()
    {
        Step<Listed3x3, Listed3x3.State>(new Listed3x3(RandomWeights.Create(3, 3)));
        Step<Listed1x8, Listed1x8.State>(new Listed1x8(RandomWeights.Create(1, 8)));
        Step<Listed1x16, Listed1x16.State>(new Listed1x16(RandomWeights.Create(1, 16)));
        Step<Listed5x20, Listed5x20.State>(new Listed5x20(RandomWeights.Create(5, 20)));
        Step<Listed1x40, Listed1x40.State>(new Listed1x40(RandomWeights.Create(1, 40)));
        Step<Listed8x64, Listed8x64.State>(new Listed8x64(RandomWeights.Create(8, 64)));
    }

    private static void Step<TModel, TState>(TModel model)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        TState state = model.InitialState;
        float[] output = new float[TModel.OutputSize];
        for (int step = 0; step < 2; step++)
        {
            model.Step(ref state, RandomWeights.Inputs(1, TModel.InputSize), output);
        }
    }
}

using System;
using System.IO;

namespace Amp;

/// <summary>The trained networks beside the program.</summary>
internal static class Models
{
    /// <summary>The rate at which they were trained, in samples a second.</summary>
    public const int TrainedRate = 48_000;

    /// <summary>Loads the network of one layer.</summary>
    public static OneLayerAmp OneLayer() => OneLayerAmp.Load(PathOf("amp-1x16.safetensors"));

    /// <summary>Loads the network of two layers.</summary>
    public static TwoLayerAmp TwoLayers() => TwoLayerAmp.Load(PathOf("amp-2x8.safetensors"));

    /// <summary>Loads a network of one layer that was trained for a quarter of the voltage at the input.</summary>
    public static OneLayerAmp Clean() => OneLayerAmp.Load(PathOf("clean-1x16.safetensors"));

    /// <summary>Returns the path of a file in the folder of the data.</summary>
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);
}

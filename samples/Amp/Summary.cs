using System;

namespace Amp;

/// <summary>What the program shows without arguments.</summary>
internal static class Summary
{
    /// <summary>Prints all reports. Returns whether every promise holds.</summary>
    public static bool Show()
    {
        Material material = Material.Create();
        OneLayerAmp oneLayer = Models.OneLayer();
        TwoLayerAmp twoLayers = Models.TwoLayers();

        bool holds = AccuracyReport.Show(material, oneLayer, twoLayers);
        Console.WriteLine();
        LoopReport.ShowHeader();
        holds &= LoopReport.Show<OneLayerAmp, OneLayerAmp.State>("one layer of 16 units", oneLayer, material.Input);
        holds &= LoopReport.Show<TwoLayerAmp, TwoLayerAmp.State>("two layers of 8 units", twoLayers, material.Input);
        Console.WriteLine();
        StartReport.ShowHeader();
        holds &= StartReport.Show<OneLayerAmp, OneLayerAmp.State>("one layer of 16 units", oneLayer);
        holds &= StartReport.Show<TwoLayerAmp, TwoLayerAmp.State>("two layers of 8 units", twoLayers);
        Console.WriteLine();
        holds &= SwapReport.Show(oneLayer, Models.Clean(), material.Input);
        Console.WriteLine();
        holds &= RateReport.Show(material, oneLayer);
        Console.WriteLine();
        Console.WriteLine(holds ? "Every promise holds." : "A PROMISE DOES NOT HOLD.");
        return holds;
    }
}

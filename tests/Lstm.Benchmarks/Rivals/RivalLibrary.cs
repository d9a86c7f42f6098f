using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks.Rivals;

/// <summary>A shared library that takes part through the C interface of <c>rival.h</c>, beside this file.</summary>
internal sealed unsafe class RivalLibrary
{
    private readonly delegate* unmanaged[Cdecl]<int, int, int, float**, float**, float**, nint> _create;

    private RivalLibrary(nint library)
    {
        Name = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)NativeLibrary.GetExport(library, "rival_name"))()) ?? "";
        _create =
            (delegate* unmanaged[Cdecl]<int, int, int, float**, float**, float**, nint>)NativeLibrary.GetExport(library, "rival_create");
        Reset = (delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(library, "rival_reset");
        Step = (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, float*, float*, void>)NativeLibrary.GetExport(library, "rival_step");
        Run = (delegate* unmanaged[Cdecl]<nint, float*, float*, int, void>)NativeLibrary.GetExport(library, "rival_run");
        Destroy = (delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(library, "rival_destroy");
    }

    /// <summary>The name in the tables.</summary>
    public string Name { get; }

    public delegate* unmanaged[Cdecl]<nint, void> Reset { get; }

    public delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, float*, float*, void> Step { get; }

    public delegate* unmanaged[Cdecl]<nint, float*, float*, int, void> Run { get; }

    public delegate* unmanaged[Cdecl]<nint, void> Destroy { get; }

    /// <summary>Loads a library.</summary>
    /// <exception cref="UsageException">The library cannot be loaded, or lacks a function.</exception>
    public static RivalLibrary Load(string path)
    {
        try
        {
            return new RivalLibrary(NativeLibrary.Load(Path.GetFullPath(path)));
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new UsageException($"--rival {path} is not a library with the functions of rival.h: {exception.Message}");
        }
    }

    /// <summary>Returns whether the library has networks of the size of these weights.</summary>
    public bool Has(LstmWeights weights)
    {
        nint network = Create(weights);
        if (network != 0)
        {
            Destroy(network);
        }

        return network != 0;
    }

    /// <summary>Creates a network with these weights; returns zero if the library has none of this size.</summary>
    public nint Create(LstmWeights weights)
    {
        using NativeArrays arrays = new();
        float** inputs = arrays.Copy([.. weights.Layers.Select(static layer => layer.Input.ToArray())]);
        float** recurrent = arrays.Copy([.. weights.Layers.Select(static layer => layer.Recurrent.ToArray())]);
        float** bias = arrays.Copy([.. weights.Layers.Select(static layer => layer.Bias.ToArray())]);
        LstmLayerWeights first = weights.Layers[0];
        return _create(weights.Layers.Count, first.InputSize, first.HiddenSize, inputs, recurrent, bias);
    }
}

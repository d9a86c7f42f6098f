using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Lstm.Benchmarks.Rivals;

/// <summary>Arrays of arrays in native memory, for the duration of a call.</summary>
internal sealed unsafe class NativeArrays : IDisposable
{
    private readonly List<nint> _blocks = [];

    /// <summary>Copies each array, and returns the address of the list of their addresses.</summary>
    public float** Copy(IReadOnlyList<float[]> arrays)
    {
        float** list = (float**)Allocate(arrays.Count * sizeof(float*));
        for (int i = 0; i < arrays.Count; i++)
        {
            list[i] = (float*)Allocate(arrays[i].Length * sizeof(float));
            arrays[i].CopyTo(new Span<float>(list[i], arrays[i].Length));
        }

        return list;
    }

    public void Dispose()
    {
        foreach (nint block in _blocks)
        {
            NativeMemory.Free((void*)block);
        }
    }

    private void* Allocate(int bytes)
    {
        void* block = NativeMemory.Alloc((nuint)bytes);
        _blocks.Add((nint)block);
        return block;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using PureHDF;
using PureHDF.VOL.Native;

namespace Lstm.Import.Keras.Hdf5;

/// <summary>An HDF5 file, with its groups, data sets and attributes by path. Errors in the file cause only WeightFormatException.</summary>
internal sealed class Hdf5File : IDisposable
{
    // Paths consist of names in the file. A group may contain itself, so that a path of any length leads somewhere.
    private const int LongestPath = 1000;

    // Several names may lead to the same values, but a small file must not expand to a large one.
    private const long FreeBytes = 4L << 20;
    private const long BytesPerByte = 2;

    private readonly SourceFile _file;
    private readonly NativeFile _root;
    private readonly Dictionary<string, IH5Object?> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, IH5Attribute>> _attributes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Attribute), string[]> _texts = [];
    private long _valueBytes;

    private Hdf5File(SourceFile file, NativeFile root)
    {
        _file = file;
        _root = root;
        _valueBytes = FreeBytes + BytesPerByte * file.Bytes.Length;
        _objects.Add("", root);
    }

    private static ReadOnlySpan<byte> Signature => [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Opens an HDF5 file in memory.</summary>
    /// <param name="file">The file that contains the HDF5 data, for messages.</param>
    /// <param name="bytes">The HDF5 data.</param>
    /// <exception cref="WeightFormatException">The data is corrupt.</exception>
    public static Hdf5File Open(SourceFile file, byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(Signature))
        {
            throw file.Error(null, "HDF5 data", "other data");
        }

        return new Hdf5File(file, Guarded(file, null, () => H5File.Open(new Hdf5Stream(file, bytes))));
    }

    /// <summary>Whether a group or a data set with this path exists. The empty path is the root.</summary>
    public bool Contains(string path) => Find(path) is not null;

    /// <summary>Returns a data set of floats.</summary>
    /// <exception cref="WeightFormatException">The data set does not exist, or it does not contain floats.</exception>
    public SourceTensor Tensor(string path, string name)
    {
        if (Find(path) is not IH5Dataset data)
        {
            throw _file.Error(name, "a data set", Contains(path) ? "a group" : "nothing with this name");
        }

        (H5DataTypeClass kind, int size, ulong[] sizes) = Guarded(_file, name, () => (
            data.Type.Class, data.Type.Size, data.Space.Type == H5DataspaceType.Scalar ? [] : data.Space.Dimensions));
        if (kind != H5DataTypeClass.FloatingPoint)
        {
            throw _file.Error(name, "floating-point numbers", $"type {kind}");
        }

        int[] shape = [.. sizes.Select(static side => (int)Math.Min(side, int.MaxValue))];
        return new SourceTensor(_file, name, shape, () => Guarded(_file, name, () => Values(data, name, shape, size)));
    }

    /// <summary>Returns an attribute with a single string, or null.</summary>
    public string? Text(string path, string attribute) => Read(path, attribute, static found => [found.Read<string>()])?[0];

    /// <summary>Returns an attribute with a list of strings, or null. Keras splits a long list into several attributes.</summary>
    public IReadOnlyList<string>? Texts(string path, string attribute)
    {
        if (ReadList(path, attribute) is { } whole)
        {
            return whole;
        }

        List<string> texts = [];
        int piece = 0;
        while (ReadList(path, FormattableString.Invariant($"{attribute}{piece}")) is { } found)
        {
            texts.AddRange(found);
            piece++;
        }

        return piece == 0 ? null : texts;
    }

    public void Dispose() => _root.Dispose();

    private float[] Values(IH5Dataset data, string name, int[] shape, int size)
    {
        // The header of the data set has been checked: the product is in proportion to the file.
        _valueBytes -= shape.Aggregate((long)size, static (product, side) => product * side);
        if (_valueBytes < 0)
        {
            throw _file.Error(name, "weights that only one layer uses", "the same weights used many times");
        }

        return size switch
        {
            sizeof(float) => data.Read<float[]>(),
            sizeof(double) => Array.ConvertAll(data.Read<double[]>(), static value => (float)value),
            _ => Array.ConvertAll(data.Read<Half[]>(), static value => (float)value),
        };
    }

    private string[]? ReadList(string path, string attribute) => Read(path, attribute, static found =>
        found.Space.Type == H5DataspaceType.Simple && found.Space.Dimensions.Contains(0UL) ? [] : found.Read<string[]>());

    // The library searches all attributes for each name and reads an attribute anew each time.
    private string[]? Read(string path, string attribute, Func<IH5Attribute, string?[]> read)
    {
        if (_texts.TryGetValue((path, attribute), out string[]? known))
        {
            return known;
        }

        if (AttributesOf(path).GetValueOrDefault(attribute) is not { } found)
        {
            return null;
        }

        // The library returns null for a string that does not exist at its address.
        string[] texts = Array.ConvertAll(
            Guarded(_file, attribute, () => read(found)), text => text ?? throw _file.Error(attribute, "a string", "none"));
        _texts.Add((path, attribute), texts);
        return texts;
    }

    private Dictionary<string, IH5Attribute> AttributesOf(string path)
    {
        if (!_attributes.TryGetValue(path, out Dictionary<string, IH5Attribute>? attributes))
        {
            attributes = new(StringComparer.Ordinal);
            IH5Object? owner = Find(path);
            foreach (IH5Attribute attribute in owner is null ? [] : Guarded(_file, path, () => owner.Attributes().ToArray()))
            {
                attributes.TryAdd(Guarded(_file, path, () => attribute.Name), attribute);
            }

            _attributes.Add(path, attributes);
        }

        return attributes;
    }

    private IH5Object? Find(string path)
    {
        if (_objects.TryGetValue(path, out IH5Object? found))
        {
            return found;
        }

        if (path.Length > LongestPath)
        {
            throw _file.Error(null, $"paths of at most {LongestPath} characters in the HDF5 data", $"one of {path.Length}");
        }

        found = _root;
        for (int start = 0; start <= path.Length && found is not null;)
        {
            int slash = path.IndexOf('/', start);
            int end = slash < 0 ? path.Length : slash;
            found = Child(found, path[..end], path[start..end]);
            start = end + 1;
        }

        _objects.TryAdd(path, found);
        return found;
    }

    private IH5Object? Child(IH5Object parent, string path, string name)
    {
        if (!_objects.TryGetValue(path, out IH5Object? child))
        {
            child = parent is IH5Group group ? Guarded(_file, path, () => group.LinkExists(name) ? group.Get(name) : null) : null;
            _objects.Add(path, child);
        }

        return child;
    }

    // A corrupt file may cause an exception of any type in the library, so the filter cannot depend on the type.
    private static T Guarded<T>(SourceFile file, string? place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not (WeightFormatException or OutOfMemoryException))
        {
            for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
            {
                if (inner is WeightFormatException fault)
                {
                    throw fault;
                }
            }

            throw file.Error(place, "valid HDF5 data", "damaged data", exception);
        }
    }
}

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
    private readonly SourceFile _file;
    private readonly NativeFile _root;
    private readonly Dictionary<string, IH5Object?> _objects = new(StringComparer.Ordinal);

    private Hdf5File(SourceFile file, NativeFile root)
    {
        _file = file;
        _root = root;
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
        return new SourceTensor(_file, name, shape, () => Guarded(_file, name, () => size switch
        {
            sizeof(float) => data.Read<float[]>(),
            sizeof(double) => Array.ConvertAll(data.Read<double[]>(), static value => (float)value),
            _ => Array.ConvertAll(data.Read<Half[]>(), static value => (float)value),
        }));
    }

    /// <summary>Returns an attribute with a single string, or null.</summary>
    public string? Text(string path, string attribute) => Attribute(path, attribute) is { } found
        ? Whole(attribute, Guarded(_file, attribute, () => found.Read<string>()))
        : null;

    /// <summary>Returns an attribute with a list of strings, or null. Keras splits a long list into several attributes.</summary>
    public IReadOnlyList<string>? Texts(string path, string attribute)
    {
        if (Attribute(path, attribute) is { } whole)
        {
            return [.. Texts(whole)];
        }

        List<string> texts = [];
        int piece = 0;
        while (Attribute(path, FormattableString.Invariant($"{attribute}{piece}")) is { } found)
        {
            texts.AddRange(Texts(found));
            piece++;
        }

        return piece == 0 ? null : texts;
    }

    public void Dispose() => _root.Dispose();

    private IEnumerable<string> Texts(IH5Attribute attribute) => Guarded(_file, attribute.Name, () =>
        attribute.Space.Type == H5DataspaceType.Simple && attribute.Space.Dimensions.Contains(0UL) ? [] : attribute.Read<string[]>())
        .Select(text => Whole(attribute.Name, text));

    // The library returns null for a string that does not exist at its address.
    private string Whole(string attribute, string? text) => text ?? throw _file.Error(attribute, "a string", "none");

    private IH5Attribute? Attribute(string path, string name) => Find(path) is { } found
        ? Guarded(_file, name, () => found.AttributeExists(name) ? found.Attribute(name) : null)
        : null;

    private IH5Object? Find(string path)
    {
        if (_objects.TryGetValue(path, out IH5Object? known))
        {
            return known;
        }

        int end = path.LastIndexOf('/');
        string name = path[(end + 1)..];
        IH5Object? found = Find(end < 0 ? "" : path[..end]) is IH5Group group
            ? Guarded(_file, path, () => group.LinkExists(name) ? group.Get(name) : null)
            : null;
        _objects.Add(path, found);
        return found;
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

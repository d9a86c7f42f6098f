using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using PureHDF;
using PureHDF.VOL.Native;

namespace Lstm.Import.Keras.Hdf5;

/// <summary>The groups, data sets and attributes of an HDF5 file by their paths. Nothing but a fault of the file leaves it.</summary>
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

    /// <summary>Opens HDF5 in memory.</summary>
    /// <param name="file">The file that it is, or is part of, for messages.</param>
    /// <param name="bytes">The HDF5.</param>
    /// <exception cref="WeightFormatException">It is damaged.</exception>
    public static Hdf5File Open(SourceFile file, byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(Signature))
        {
            throw file.Error(null, "HDF5", "something else");
        }

        return new Hdf5File(file, Guarded(file, null, () => H5File.Open(new Hdf5Stream(file, bytes))));
    }

    /// <summary>Whether there is a group or a data set of this path; the empty one is the root.</summary>
    public bool Contains(string path) => Find(path) is not null;

    /// <summary>A data set of floats.</summary>
    /// <exception cref="WeightFormatException">There is none of this path, or it has no floats.</exception>
    public SourceTensor Tensor(string path, string name)
    {
        if (Find(path) is not IH5Dataset data)
        {
            throw _file.Error(name, "a data set", Contains(path) ? "a group" : "nothing of that name");
        }

        (H5DataTypeClass kind, int size, ulong[] sizes) = Guarded(
            _file, name, () => (data.Type.Class, data.Type.Size, data.Space.Type == H5DataspaceType.Scalar ? [] : data.Space.Dimensions));
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

    /// <summary>An attribute that is one text, or null.</summary>
    public string? Text(string path, string attribute) => Attribute(path, attribute) is { } found
        ? Whole(attribute, Guarded(_file, attribute, () => found.Read<string>()))
        : null;

    /// <summary>An attribute that is a list of texts, which Keras spreads over several when it is long; or null.</summary>
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

    // The library gives null for a text that is not where the attribute says.
    private string Whole(string attribute, string? text) => text ?? throw _file.Error(attribute, "a text", "none");

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

    // The library throws plain exceptions, of whatever type its code happens to run into in a damaged file, so the type cannot tell.
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

            throw file.Error(place, "sound HDF5", $"'{exception.Message.ReplaceLineEndings(" ")}'", exception);
        }
    }
}

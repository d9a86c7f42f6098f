using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>Loads weights from a resource of an assembly.</summary>
internal static class EmbeddedWeights
{
    // Of very many resources a message names the first: it stays one to read.
    private const int MostNames = 8;

    /// <summary>Loads the weights of a class. The assembly's image is mapped into memory and read from there: no copy of the file is made.</summary>
    /// <param name="model">The class, in whose assembly the resource is.</param>
    /// <param name="resource">Its name, or the end of its name after a dot.</param>
    /// <exception cref="WeightFormatException">There is no such resource, or more than one, or it holds no network that could be run as it is.</exception>
    public static LstmWeights Load(Type model, string resource)
    {
        Assembly assembly = model.Assembly;
        string[] names = assembly.GetManifestResourceNames();
        IReadOnlyList<string> meant = ResourceNames.Find(resource, names);
        using Stream? stream = meant.Count == 1 ? assembly.GetManifestResourceStream(meant[0]) : null;
        return stream is not null
            ? LstmWeights.Load(stream, $"{meant[0]} in {NameOf(assembly)}")
            : throw NotOne(model, resource, meant, names);
    }

    private static WeightFormatException NotOne(Type model, string resource, IReadOnlyList<string> meant, IReadOnlyList<string> names) => new(
        resource,
        tensor: null,
        $"one embedded resource of {NameOf(model.Assembly)} that has this name, or ends in it after a dot, as the weights of {model}",
        meant.Count > 1 ? $"{meant.Count}: {List(meant)}" :
        names.Count > 0 ? $"none among its {names.Count}: {List(names)}" :
        "no resources in it at all");

    private static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(static name => $"'{name}'")) + (names.Count > MostNames ? " and others" : "");

    private static string NameOf(Assembly assembly) => $"'{assembly.GetName().Name}'";
}

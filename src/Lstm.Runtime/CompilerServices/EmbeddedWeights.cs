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
    // A message lists no more than this many resources, so that it stays readable.
    private const int MostNames = 8;

    /// <summary>Loads the weights of a class. They are read from the assembly's mapped image, without a copy of the file.</summary>
    /// <param name="model">The class whose assembly contains the resource.</param>
    /// <param name="resource">The resource's name, or the end of its name after a dot.</param>
    /// <exception cref="WeightFormatException">
    /// No resource has this name, or several have it, or it does not contain the weights of a network that can run.
    /// </exception>
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

    private static WeightFormatException NotOne(
        Type model,
        string resource,
        IReadOnlyList<string> meant,
        IReadOnlyList<string> names) => new(
            resource,
            tensor: null,
            $"one embedded resource in {NameOf(model.Assembly)} with this name, or with this name after a dot, for the weights of {model}",
            meant.Count > 1 ? $"{meant.Count} resources: {List(meant)}" :
            names.Count > 0 ? $"no such resource among {names.Count}: {List(names)}" :
            "no resources in that assembly");

    private static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(static name => $"'{name}'")) + (names.Count > MostNames ? " and others" : "");

    private static string NameOf(Assembly assembly) => $"'{assembly.GetName().Name}'";
}

using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints one generated file: the header, the kernel with the equations, the user's class, and then the choice between the kernels and the
/// other kernels. The same model gives the same bytes.
/// </summary>
internal static class ModelEmitter
{
    public static string Emit(LstmModel model) => Emit(model, EmissionOptions.Default);

    public static string Emit(LstmModel model, EmissionOptions options)
    {
        KernelSet kernels = KernelSet.Of(model, options.Widths);
        SourceWriter writer = new(options);
        HeaderEmitter.Emit(writer, model.Type, kernels);
        Aliases.Emit(writer);
        EmitKernel(writer, kernels.Wide, kernels.WideName);
        EmitClass(writer, model, kernels);
        writer.Line();
        DispatchEmitter.Emit(writer, kernels);
        EmitKernel(writer, kernels.Widest, kernels.WidestName);
        EmitKernel(writer, kernels.Narrow, kernels.NarrowName);
        EmitKernel(writer, kernels.Traced, kernels.TracedName);
        return writer.ToString().TrimEnd('\n') + "\n";
    }

    private static void EmitKernel(SourceWriter writer, KernelPlan? plan, string name)
    {
        if (plan is not null)
        {
            writer.Line();
            KernelEmitter.Emit(writer, plan, name);
            writer.Line();
        }
    }

    /// <summary>Opens the namespace and the types around the class, prints the class, and closes them.</summary>
    private static void EmitClass(SourceWriter writer, LstmModel model, KernelSet kernels)
    {
        ModelType type = model.Type;
        Stack<SourceWriter.Scope> scopes = new();
        if (type.Namespace is not null)
        {
            scopes.Push(writer.Block("namespace " + type.Namespace));
        }

        foreach (ContainingType container in OutermostFirst(type.Container))
        {
            scopes.Push(writer.Block($"partial {container.Keyword} {Identifier(container.Name)}"));
        }

        ClassEmitter.Emit(writer, kernels, Identifier(type.Name), model);
        while (scopes.Count > 0)
        {
            scopes.Pop().Dispose();
        }
    }

    private static Stack<ContainingType> OutermostFirst(ContainingType? innermost)
    {
        Stack<ContainingType> containers = new();
        for (ContainingType? container = innermost; container is not null; container = container.Parent)
        {
            containers.Push(container);
        }

        return containers;
    }

    /// <summary>
    /// Returns a name as it must be written. A keyword needs an <c>@</c>. A name of lower-case letters alone draws a warning, because it
    /// might become a keyword, and its author has avoided that with an <c>@</c>.
    /// </summary>
    private static string Identifier(string name)
    {
        bool keyword = SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
        return keyword || name.All(static letter => letter is >= 'a' and <= 'z') ? "@" + name : name;
    }
}

using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Emission;

/// <summary>Prints one generated file: header, the user's class, its kernel. The same model gives the same bytes.</summary>
internal static class ModelEmitter
{
    public static string Emit(LstmModel model)
    {
        KernelPlan plan = KernelPlan.For(model.Shape);
        string kernel = model.Type.Name + "Kernel";
        SourceWriter writer = new();

        KernelPlan? widest = KernelPlan.WidestFor(model.Shape);
        KernelPlan? traced = model.Traced ? KernelPlan.TracedFor(model.Shape) : null;
        HeaderEmitter.Emit(writer, model.Type, plan, widest, traced);
        EmitClass(writer, model, plan, traced, kernel);
        writer.Line();
        KernelPlan narrow = KernelPlan.NarrowFor(model.Shape);
        DispatchEmitter.Emit(writer, widest, plan, narrow, traced, kernel);
        writer.Line();
        KernelEmitter.Emit(writer, plan, kernel);
        if (widest is not null)
        {
            writer.Line();
            KernelEmitter.Emit(writer, widest, DispatchEmitter.WidestNameOf(kernel));
        }

        writer.Line();
        KernelEmitter.Emit(writer, narrow, DispatchEmitter.NarrowNameOf(kernel));
        if (traced is not null)
        {
            writer.Line();
            KernelEmitter.Emit(writer, traced, TraceEmitter.NameOf(kernel));
        }

        return writer.ToString();
    }

    /// <summary>Opens the namespace and the types around the class, writes it, and closes them.</summary>
    private static void EmitClass(SourceWriter writer, LstmModel model, KernelPlan plan, KernelPlan? traced, string kernel)
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

        ClassEmitter.Emit(writer, plan, traced, Identifier(type.Name), kernel, model.Weights);
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
    /// The name as it must be written: a class may be called <c>@class</c>, and one of lower-case letters alone draws a warning (it might become a keyword)
    /// that its author has answered with an <c>@</c>.
    /// </summary>
    private static string Identifier(string name)
    {
        bool keyword = SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
        return keyword || name.All(static letter => letter is >= 'a' and <= 'z') ? "@" + name : name;
    }
}

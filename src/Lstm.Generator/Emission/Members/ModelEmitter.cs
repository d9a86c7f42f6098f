using Lstm.Generator.Model;
using Lstm.Generator.Planning;

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
        EmitKernel(writer, kernels.Wide, kernels.WideName);
        TypeNames.EmitInside(writer, model.Type, () => ClassEmitter.Emit(writer, kernels, model));
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
}

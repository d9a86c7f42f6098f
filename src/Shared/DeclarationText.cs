using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Shared;

/// <summary>
/// Writes the declaration of a network: the attributes of its class in C#, one on each line. Equal networks have equal texts, so that a
/// weights file can contain the declaration that it belongs to.
/// </summary>
internal static class DeclarationText
{
    /// <summary>Returns the attributes of a network, without arguments that have their default values.</summary>
    public static string Of(NetworkShape shape)
    {
        // A single dense layer with default parameters has a short form.
        bool shortHead = shape.Head is { Next: null } head && head.Activation.IsDefault;
        List<string> lines = [.. DenseShape.Chain(shape.Stem).Select(Dense), Recurrent(shape, shortHead)];
        if (!shortHead)
        {
            lines.AddRange(DenseShape.Chain(shape.Head).Select(Dense));
        }

        return string.Join("\n", lines);
    }

    private static string Recurrent(NetworkShape shape, bool shortHead)
    {
        CellShape cell = shape.Cell;
        List<string> arguments = [$"input: {Int(shape.Input)}", $"hidden: {Int(cell.Hidden)}"];
        void Add(bool given, string argument)
        {
            if (given)
            {
                arguments.Add(argument);
            }
        }

        void AddFunction(string name, ActivationShape function, Activation ordinary)
        {
            Add(function.Function != ordinary, $"{name}Activation = {Function(function.Function)}");
            foreach ((string parameter, float value) in Parameters(function))
            {
                Add(true, $"{name}{parameter} = {Float(value)}");
            }
        }

        Add(shape.Layers > 1, $"Layers = {Int(shape.Layers)}");
        Add(shape.Bidirectional, "Bidirectional = true");
        Add(shape.Direction == Direction.Backward, "Direction = Direction.Backward");
        Add(cell.Kind == CellKind.GruResetBefore, "ResetAfter = false");
        Add(cell.Projection > 0, $"Projection = {Int(cell.Projection)}");
        Add(cell.Peephole, "Peephole = true");
        Add(cell.CoupledGates, "CoupledGates = true");
        Add(cell.LayerNorm, "LayerNorm = true");
        Add(
            cell.LayerNorm && cell.LayerNormEpsilon != CellShape.DefaultLayerNormEpsilon,
            $"LayerNormEpsilon = {Float(cell.LayerNormEpsilon)}");
        Add(cell.StochasticForget, "StochasticForget = true");
        AddFunction("Gate", cell.GateActivation, Activation.Sigmoid);
        AddFunction("Cell", cell.CellActivation, Activation.Tanh);
        AddFunction("Hidden", cell.HiddenActivation, Activation.Tanh);
        Add(cell.Clip > 0, $"Clip = {Float(cell.Clip)}");
        Add(cell.CellClip > 0, $"CellClip = {Float(cell.CellClip)}");
        if (shortHead)
        {
            Add(true, $"Output = {Int(shape.OutputSize)}");
            Add(shape.Head!.Activation != Activation.Linear, $"OutputActivation = {Function(shape.Head.Activation.Function)}");
        }

        Add(shape.Residual, "Residual = true");
        return $"[{(cell.IsLstm ? "Lstm" : "Gru")}({string.Join(", ", arguments)})]";
    }

    private static string Dense(DenseShape layer)
    {
        List<string> arguments = [Int(layer.Units)];
        if (layer.Activation != Activation.Linear)
        {
            arguments.Add(Function(layer.Activation.Function));
        }

        arguments.AddRange(Parameters(layer.Activation).Select(static parameter => $"{parameter.Name} = {Float(parameter.Value)}"));
        return $"[Dense({string.Join(", ", arguments)})]";
    }

    // The parameters that differ from the defaults of ONNX.
    private static IEnumerable<(string Name, float Value)> Parameters(ActivationShape function)
    {
        ActivationShape ordinary = ActivationShape.Of(function.Function);
        if (function.Alpha != ordinary.Alpha)
        {
            yield return ("Alpha", function.Alpha);
        }

        if (function.Beta != ordinary.Beta)
        {
            yield return ("Beta", function.Beta);
        }
    }

    private static string Function(Activation function) => "Activation." + function;

    private static string Int(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Float(float value) => FloatText.Shortest(value) + "f";
}

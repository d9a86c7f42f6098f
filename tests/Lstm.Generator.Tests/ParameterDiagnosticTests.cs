using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>What the analyzer says about the arguments of the attributes, and that it underlines the argument in question.</summary>
public sealed class ParameterDiagnosticTests
{
    [Theory]
    [InlineData("{|LSTM006:0|}, 3", "input of 'Amp' must be from 1 to 4096, but is 0")]
    [InlineData("{|LSTM006:4097|}, 3", "input of 'Amp' must be from 1 to 4096, but is 4097")]
    [InlineData("3, {|LSTM006:-1|}", "hidden of 'Amp' must be from 1 to 1024, but is -1")]
    [InlineData("hidden: {|LSTM006:1 << 20|}, input: 3", "hidden of 'Amp' must be from 1 to 1024, but is 1048576")]
    [InlineData("input: 3, {|LSTM006:1 << 20|}", "hidden of 'Amp' must be from 1 to 1024, but is 1048576")]
    [InlineData("{|LSTM006:int.MinValue|}, 3", "input of 'Amp' must be from 1 to 4096, but is -2147483648")]
    [InlineData("3, 3, Layers = {|LSTM006:0|}", "Layers of 'Amp' must be from 1 to 8, but is 0")]
    [InlineData("3, 3, Layers = {|LSTM006:9|}", "Layers of 'Amp' must be from 1 to 8, but is 9")]
    [InlineData("3, 3, Output = {|LSTM006:-1|}", "Output of 'Amp' must be from 0 to 1024, but is -1")]
    [InlineData("3, 3, Output = {|LSTM006:1025|}", "Output of 'Amp' must be from 0 to 1024, but is 1025")]
    [InlineData("3, 3, Projection = {|LSTM006:-1|}", "Projection of 'Amp' must be from 0 to 1024, but is -1")]
    [InlineData("3, 3, Projection = {|LSTM006:1025|}", "Projection of 'Amp' must be from 0 to 1024, but is 1025")]
    public Task A_size_must_be_in_range(string arguments, string message) => AssertRefusedAsync(
        $"using Lstm; [Lstm({arguments})] public partial class Amp;", message);

    [Theory]
    [InlineData("{|LSTM006:0|}", "hidden of 'Amp' must be from 1 to 1024, but is 0")]
    [InlineData("hidden: {|LSTM006:1025|}", "hidden of 'Amp' must be from 1 to 1024, but is 1025")]
    [InlineData("3, Layers = {|LSTM006:9|}", "Layers of 'Amp' must be from 1 to 8, but is 9")]
    [InlineData("3, Output = {|LSTM006:-1|}", "Output of 'Amp' must be from 0 to 1024, but is -1")]
    [InlineData("3, Clip = {|LSTM015:-1|}", "Clip of 'Amp' must be a finite number above 0")]
    [InlineData("3, GateActivation = {|LSTM009:Activation.Softmax|}", "GateActivation of 'Amp' is Softmax")]
    [InlineData("3, GateAlpha = {|LSTM014:1|}", "GateAlpha of 'Amp' cannot be combined with GateActivation = Sigmoid")]
    public Task A_later_layer_is_judged_like_the_first(string arguments, string message) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3)] [Gru({arguments})] public partial class Amp;", message);

    [Fact]
    public Task All_sizes_out_of_range_are_reported_at_once() => AssertRefusedAsync(
        "using Lstm; [Gru({|LSTM006:0|}, {|LSTM006:0|}, Output = {|LSTM006:-2|}, Layers = {|LSTM006:99|})] [Dense({|LSTM006:0|})] "
            + "public partial class Amp;",
        "input", "hidden", "Output", "Layers", "units");

    [Theory]
    [InlineData("Precision = {|LSTM021:(LstmPrecision)3|}", "Precision of 'Amp' is 3, which is not a precision")]
    [InlineData("Precision = {|LSTM021:(LstmPrecision)(-1)|}", "Precision of 'Amp' is -1, which is not a precision")]
    [InlineData(
        "StochasticForget = true, Precision = {|LSTM021:LstmPrecision.Int16|}",
        "Precision of 'Amp' is Int16 and cannot be combined with StochasticForget: rounding errors would change random decisions")]
    [InlineData("Precision = {|LSTM021:LstmPrecision.Int8|}, StochasticForget = true", "Precision of 'Amp' is Int8")]
    [InlineData("Arithmetic = {|LSTM021:(LstmArithmetic)2|}", "Arithmetic of 'Amp' is 2, which is not an arithmetic")]
    [InlineData(
        "StochasticForget = true, Arithmetic = {|LSTM021:LstmArithmetic.Fast|}",
        "Arithmetic of 'Amp' is Fast and cannot be combined with StochasticForget: the errors of functions would change random decisions")]
    public Task A_precision_or_an_arithmetic_must_fit(string argument, string message) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3, {argument})] public partial class Amp;", message);

    [Fact]
    public Task An_activation_without_a_head_is_refused() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3, OutputActivation = {|LSTM009:Activation.Tanh|})] public partial class Amp;",
        "OutputActivation of 'Amp' needs a dense head", "set Output as well");

    [Fact]
    public Task An_activation_of_a_head_that_is_written_out_belongs_there() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3, OutputActivation = {|LSTM009:Activation.Tanh|})] [Dense(1)] public partial class Amp;",
        "OutputActivation of 'Amp' is for the dense layer that Output declares, but Output is not set; "
            + "set the activation of the last [Dense] instead");

    [Theory]
    [InlineData("Output = 1, OutputActivation", "(Activation)24", "OutputActivation of 'Amp' is 24, which is not an activation")]
    [InlineData("OutputActivation", "(Activation)24", "OutputActivation of 'Amp' is 24, which is not an activation")]
    [InlineData("GateActivation", "(Activation)(-1)", "GateActivation of 'Amp' is -1, which is not an activation")]
    [InlineData("CellActivation", "(Activation)99", "CellActivation of 'Amp' is 99, which is not an activation")]
    [InlineData("HiddenActivation", "(Activation)int.MaxValue", "HiddenActivation of 'Amp' is 2147483647, which is not an activation")]
    [InlineData("GateAlpha = 1, GateActivation", "(Activation)99", "GateActivation of 'Amp' is 99, which is not an activation")]
    [InlineData("Direction", "(Direction)2", "Direction of 'Amp' is 2, which is not a direction")]
    [InlineData("Bidirectional = true, Direction", "(Direction)(-1)", "Direction of 'Amp' is -1, which is not a direction")]
    [InlineData("GateActivation", "Activation.Softmax", "GateActivation of 'Amp' is Softmax, which is a function of all values of a layer")]
    [InlineData("CellActivation", "Activation.Softmax", "CellActivation of 'Amp' is Softmax")]
    [InlineData("HiddenActivation", "Activation.Softmax", "Softmax is for dense layers only")]
    [InlineData("GateActivation", "Activation.LogSoftmax", "GateActivation of 'Amp' is LogSoftmax, which is a function of all values")]
    [InlineData("CellActivation", "Activation.LogSoftmax", "CellActivation of 'Amp' is LogSoftmax")]
    public Task An_activation_or_direction_must_fit(string name, string value, string message) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3, {name} = {{|LSTM009:{value}|}})] public partial class Amp;", message);

    [Theory]
    [InlineData("Lstm")]
    [InlineData("Gru")]
    public Task Backward_and_bidirectional_are_mutually_exclusive(string attribute) => AssertRefusedAsync(
        $"using Lstm; [{attribute}(3, 3, Direction = {{|LSTM014:Direction.Backward|}}, Bidirectional = true)] public partial class Amp;",
        "Direction of 'Amp' is Backward and cannot be combined with Bidirectional: "
            + "bidirectional layers process the sequence in both directions, so Direction must be Forward or omitted");

    [Theory]
    [InlineData(
        "Bidirectional = true, Trace = {|LSTM014:true|}",
        "Trace of 'Amp' cannot be combined with Bidirectional: a trace records one step")]
    [InlineData(
        "Trace = {|LSTM014:true|}, Direction = Direction.Backward",
        "Trace of 'Amp' cannot be combined with Direction = Backward: a trace records one step")]
    public Task A_trace_needs_a_network_that_can_step(string arguments, string expected) =>
        AssertRefusedAsync($"using Lstm; [Lstm(3, 3, {arguments})] public partial class Amp;", expected);

    [Theory]
    [InlineData("[Gru(3, 3, Trace = {|LSTM014:true|}, Bidirectional = true)]", "Bidirectional")]
    [InlineData("[Lstm(3, 3, Trace = {|LSTM014:true|})] [Gru(3, Bidirectional = true)]", "Bidirectional")]
    [InlineData("[Gru(3, 3, Trace = {|LSTM014:true|})] [Dense(2)] [Lstm(3)] [Gru(3, Direction = Direction.Backward)]",
        "Direction = Backward")]
    public Task A_trace_needs_every_layer_to_run_forward(string attributes, string other) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;",
        $"Trace of 'Amp' cannot be combined with {other}: a trace records one step", "make every layer run forward");

    [Theory]
    [InlineData("[Lstm(3, 3, Precision = {|LSTM021:LstmPrecision.Int16|})] [Lstm(3, StochasticForget = true)]")]
    [InlineData("[Gru(3, 3, Precision = {|LSTM021:LstmPrecision.Int16|})] [Dense(2)] [Lstm(3, Layers = 2, StochasticForget = true)]")]
    public Task A_precision_must_fit_every_layer(string attributes) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;",
        "Precision of 'Amp' is Int16 and cannot be combined with StochasticForget");

    [Theory]
    [InlineData("[Gru(3, 3)] [Gru(3, Direction = {|LSTM014:Direction.Backward|}, Bidirectional = true)]")]
    [InlineData("[Gru(3, 3, Direction = {|LSTM014:Direction.Backward|}, Bidirectional = true)] [Lstm(3)]")]
    public Task Directions_are_those_of_each_attribute(string attributes) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;", "Direction of 'Amp' is Backward and cannot be combined with Bidirectional");

    [Theory]
    [InlineData("[Lstm(2, 3, Residual = {|LSTM014:true|})]", "hidden", "3 outputs for 2 inputs")]
    [InlineData("[Lstm(2, 1, Residual = {|LSTM014:true|})] [Gru(3)]", "hidden of the last [Gru]", "3 outputs for 2 inputs")]
    [InlineData("[Gru(2, 1, Residual = {|LSTM014:true|})] [Lstm(1, Projection = 2, Bidirectional = true)]",
        "Projection with Bidirectional of the last [Lstm]", "4 outputs for 2 inputs")]
    [InlineData("[Gru(2, 1, Residual = {|LSTM014:true|})] [Gru(1, Output = 3)]", "Output of the last [Gru]", "3 outputs for 2 inputs")]
    [InlineData("[Gru(2, 9, Output = 9, Residual = {|LSTM014:true|})] [Gru(1)] [Dense(3)]", "units of the last [Dense]",
        "3 outputs for 2 inputs")]
    [InlineData("[Lstm(2, 1, Projection = 3, Residual = {|LSTM014:true|})]", "Projection", "3 outputs for 2 inputs")]
    [InlineData("[Gru(5, 3, Bidirectional = true, Residual = {|LSTM014:true|})]", "hidden with Bidirectional", "6 outputs for 5 inputs")]
    [InlineData(
        "[Lstm(5, 1, Projection = 3, Bidirectional = true, Residual = {|LSTM014:true|})]",
        "Projection with Bidirectional",
        "6 outputs for 5 inputs")]
    [InlineData("[Lstm(2, 1, Output = 3, Residual = {|LSTM014:true|})]", "Output", "3 outputs for 2 inputs")]
    [InlineData("[Lstm(2, 1, Residual = {|LSTM014:true|})] [Dense(1)] [Dense(3)]", "units of the last [Dense]", "3 outputs for 2 inputs")]
    [InlineData("[Dense(9)] [Lstm(2, 3, Residual = {|LSTM014:true|})]", "hidden", "3 outputs for 2 inputs")]
    public Task A_residual_needs_an_input_for_each_output(string attributes, string other, string found) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;",
        $"Residual of 'Amp' cannot be combined with more outputs than inputs: each output needs an input to add, but {other} sets {found}");

    [Theory]
    [InlineData(
        "GateAlpha = {|LSTM014:1|}",
        "GateAlpha of 'Amp' cannot be combined with GateActivation = Sigmoid: Sigmoid has no alpha; "
            + "HardSigmoid, Elu, LeakyRelu, ThresholdedRelu, Affine, ScaledTanh, Clip, Selu and Celu have one")]
    [InlineData(
        "GateBeta = {|LSTM014:0.5f|}",
        "GateBeta of 'Amp' cannot be combined with GateActivation = Sigmoid: Sigmoid has no beta; "
            + "HardSigmoid, Affine, ScaledTanh, Clip and Selu have one")]
    [InlineData(
        "GateActivation = Activation.Elu, GateBeta = {|LSTM014:1|}",
        "GateBeta of 'Amp' cannot be combined with GateActivation = Elu: Elu has no beta")]
    [InlineData("CellAlpha = {|LSTM014:1|}", "CellAlpha of 'Amp' cannot be combined with CellActivation = Tanh: Tanh has no alpha")]
    [InlineData(
        "CellBeta = {|LSTM014:1|}, CellActivation = Activation.ThresholdedRelu",
        "CellBeta of 'Amp' cannot be combined with CellActivation = ThresholdedRelu: ThresholdedRelu has no beta")]
    [InlineData(
        "HiddenActivation = Activation.HardSigmoid3, HiddenAlpha = {|LSTM014:1|}",
        "HiddenAlpha of 'Amp' cannot be combined with HiddenActivation = HardSigmoid3: HardSigmoid3 has no alpha")]
    [InlineData(
        "HiddenActivation = Activation.Relu, HiddenBeta = {|LSTM014:1|}",
        "HiddenBeta of 'Amp' cannot be combined with HiddenActivation = Relu: Relu has no beta")]
    [InlineData(
        "CellActivation = Activation.Linear, CellAlpha = {|LSTM014:1|}, CellBeta = {|LSTM014:1|}",
        "CellAlpha of 'Amp' cannot be combined with CellActivation = Linear")]
    public Task A_parameter_that_a_function_does_not_have_is_refused(string arguments, string message) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3, {arguments})] public partial class Amp;", message);

    [Theory]
    [InlineData("LayerNormEpsilon = {|LSTM014:1e-3f|}")]
    [InlineData("LayerNormEpsilon = {|LSTM014:1e-5f|}, LayerNorm = false")]
    public Task An_epsilon_needs_a_normalisation(string arguments) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3, {arguments})] public partial class Amp;",
        "LayerNormEpsilon of 'Amp' cannot be combined with LayerNorm = false: only LayerNorm uses it; "
            + "set LayerNorm = true or omit LayerNormEpsilon");

    [Theory]
    [InlineData("Clip = {|LSTM015:-1|}", "Clip of 'Amp' must be a finite number above 0, or 0 for no limit, but is -1")]
    [InlineData("Clip = {|LSTM015:float.NaN|}", "Clip of 'Amp' must be a finite number above 0, or 0 for no limit, but is NaN")]
    [InlineData("Clip = {|LSTM015:float.PositiveInfinity|}", "but is Infinity")]
    [InlineData("Clip = {|LSTM015:(float)1e300|}", "but is Infinity")]
    [InlineData("CellClip = {|LSTM015:-0.5f|}", "CellClip of 'Amp' must be a finite number above 0, or 0 for no limit, but is -0.5")]
    [InlineData("CellClip = {|LSTM015:float.NegativeInfinity|}", "but is -Infinity")]
    [InlineData(
        "LayerNorm = true, LayerNormEpsilon = {|LSTM015:0|}",
        "LayerNormEpsilon of 'Amp' must be a finite number above 0, but is 0")]
    [InlineData(
        "LayerNorm = true, LayerNormEpsilon = {|LSTM015:-1e-5f|}",
        "LayerNormEpsilon of 'Amp' must be a finite number above 0, but is -1E-05")]
    [InlineData("LayerNorm = true, LayerNormEpsilon = {|LSTM015:float.NaN|}", "but is NaN")]
    [InlineData("LayerNorm = true, LayerNormEpsilon = {|LSTM015:1 / 0f|}", "but is Infinity")]
    [InlineData(
        "GateActivation = Activation.HardSigmoid, GateAlpha = {|LSTM015:float.NaN|}",
        "GateAlpha of 'Amp' must be a finite number, but is NaN")]
    [InlineData(
        "GateActivation = Activation.HardSigmoid, GateBeta = {|LSTM015:float.PositiveInfinity|}",
        "GateBeta of 'Amp' must be a finite number, but is Infinity")]
    [InlineData(
        "CellActivation = Activation.Elu, CellAlpha = {|LSTM015:float.NegativeInfinity|}",
        "CellAlpha of 'Amp' must be a finite number, but is -Infinity")]
    [InlineData(
        "CellActivation = Activation.Affine, CellBeta = {|LSTM015:0 / 0f|}",
        "CellBeta of 'Amp' must be a finite number, but is NaN")]
    [InlineData(
        "HiddenActivation = Activation.ScaledTanh, HiddenAlpha = {|LSTM015:float.NaN|}, HiddenBeta = {|LSTM015:float.NaN|}",
        "HiddenBeta of 'Amp'")]
    public Task A_number_must_be_finite_and_where_it_matters_positive(string arguments, string message) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 3, {arguments})] public partial class Amp;", message);

    [Fact]
    public Task All_faults_are_reported_at_once() => AssertRefusedAsync(
        """
        using Lstm;
        [Dense({|LSTM006:0|}, {|LSTM009:(Activation)77|})]
        [Lstm(1, 3, Output = 2, Residual = {|LSTM014:true|}, Clip = {|LSTM015:-1|}, GateAlpha = {|LSTM014:3|},
            LayerNormEpsilon = {|LSTM014:1|}, Direction = {|LSTM014:Direction.Backward|}, Bidirectional = true)]
        public partial class Amp;
        """,
        "units of a dense layer of 'Amp'", "Residual", "Clip", "GateAlpha", "LayerNormEpsilon", "Direction");

    /// <summary>Whatever culture the message is made in, and whatever culture it is asked for in.</summary>
    [Theory]
    [InlineData("[Lstm(-3, 3)]", "LSTM006 input of 'Amp' must be from 1 to 4096, but is -3")]
    [InlineData("[Lstm(3, 3, GateActivation = (Activation)(-4))]", "LSTM009 GateActivation of 'Amp' is -4, which is not an activation")]
    [InlineData(
        "[Lstm(3, 3, CellClip = -1.5f)]",
        "LSTM015 CellClip of 'Amp' must be a finite number above 0, or 0 for no limit, but is -1.5")]
    [InlineData("[Lstm(3, 3, Clip = -1e9f)]", "LSTM015 Clip of 'Amp' must be a finite number above 0, or 0 for no limit, but is -1E+09")]
    public void Numbers_in_messages_are_those_of_the_source(string attributes, string message)
    {
        using HostileCulture hostile = new();
        CSharpCompilation compilation = TestCompilation.Default.Create($"using Lstm; {attributes} partial class Amp;");
        Assert.Equal(message, Declared.Read(compilation, "Amp").Messages.Single());
    }
}

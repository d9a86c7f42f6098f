using System.Collections.Generic;
using System.Globalization;

namespace Lstm.Import.TFLite;

/// <summary>An operator of a graph.</summary>
/// <param name="Index">The index of the operator.</param>
/// <param name="Code">The operator code of the schema.</param>
/// <param name="Kind">The name of the operator code.</param>
/// <param name="Inputs">The indices of the input tensors; -1 for an absent one.</param>
/// <param name="Outputs">The indices of the output tensors.</param>
/// <param name="Options">The options; null for none.</param>
internal sealed record TFLiteOperator(
    int Index, int Code, string Kind, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs, FlatTable? Options)
{
    public const int Add = 0;
    public const int Convolution = 3;
    public const int Dequantize = 6;
    public const int FullyConnected = 9;
    public const int Mul = 18;
    public const int Reshape = 22;
    public const int Softmax = 25;
    public const int Custom = 32;
    public const int Pad = 34;
    public const int Gather = 36;
    public const int Transpose = 39;
    public const int Mean = 40;
    public const int Sub = 41;
    public const int Div = 42;
    public const int Squeeze = 43;
    public const int SequenceLstm = 44;
    public const int StridedSlice = 45;
    public const int Cast = 53;
    public const int PRelu = 54;
    public const int ExpandDims = 70;
    public const int Shape = 77;
    public const int ReduceMax = 82;
    public const int Pack = 83;
    public const int Unpack = 88;
    public const int LeakyRelu = 98;
    public const int Gelu = 150;

    // The names of common operators, for messages. Messages about other operators contain the code.
    private static readonly Dictionary<int, string> s_names = new()
    {
        [Add] = "ADD",
        [1] = "AVERAGE_POOL_2D",
        [2] = "CONCATENATION",
        [Convolution] = "CONV_2D",
        [4] = "DEPTHWISE_CONV_2D",
        [Dequantize] = "DEQUANTIZE",
        [7] = "EMBEDDING_LOOKUP",
        [FullyConnected] = "FULLY_CONNECTED",
        [14] = "LOGISTIC",
        [16] = "LSTM",
        [17] = "MAX_POOL_2D",
        [Mul] = "MUL",
        [19] = "RELU",
        [20] = "RELU_N1_TO_1",
        [21] = "RELU6",
        [Reshape] = "RESHAPE",
        [24] = "RNN",
        [Softmax] = "SOFTMAX",
        [28] = "TANH",
        [31] = "CALL",
        [Custom] = "CUSTOM",
        [Pad] = "PAD",
        [35] = "UNIDIRECTIONAL_SEQUENCE_RNN",
        [Gather] = "GATHER",
        [37] = "BATCH_TO_SPACE_ND",
        [38] = "SPACE_TO_BATCH_ND",
        [Transpose] = "TRANSPOSE",
        [Mean] = "MEAN",
        [Sub] = "SUB",
        [Div] = "DIV",
        [Squeeze] = "SQUEEZE",
        [SequenceLstm] = "UNIDIRECTIONAL_SEQUENCE_LSTM",
        [StridedSlice] = "STRIDED_SLICE",
        [46] = "BIDIRECTIONAL_SEQUENCE_RNN",
        [47] = "EXP",
        [49] = "SPLIT",
        [50] = "LOG_SOFTMAX",
        [52] = "BIDIRECTIONAL_SEQUENCE_LSTM",
        [Cast] = "CAST",
        [PRelu] = "PRELU",
        [65] = "SLICE",
        [ExpandDims] = "EXPAND_DIMS",
        [Shape] = "SHAPE",
        [ReduceMax] = "REDUCE_MAX",
        [Pack] = "PACK",
        [Unpack] = "UNPACK",
        [LeakyRelu] = "LEAKY_RELU",
        [102] = "SPLIT_V",
        [105] = "REVERSE_V2",
        [111] = "ELU",
        [112] = "REVERSE_SEQUENCE",
        [114] = "QUANTIZE",
        [117] = "HARD_SWISH",
        [118] = "IF",
        [119] = "WHILE",
        [126] = "BATCH_MATMUL",
        [129] = "CALL_ONCE",
        [142] = "VAR_HANDLE",
        [143] = "READ_VARIABLE",
        [144] = "ASSIGN_VARIABLE",
        [Gelu] = "GELU",
        [152] = "RELU_0_TO_1",
    };

    /// <summary>Returns the name of an operator code in the schema.</summary>
    public static string NameOf(int code) =>
        s_names.TryGetValue(code, out string? name) ? name : string.Create(CultureInfo.InvariantCulture, $"operator {code}");

    /// <summary>Whether this adds or subtracts.</summary>
    public bool IsSum => Code is Add or Sub;

    /// <summary>Returns the index of an input tensor, or -1 for an absent one.</summary>
    public int Input(int index) => index < Inputs.Count ? Inputs[index] : -1;

    /// <summary>Returns an option of type int8; 0 when it is absent.</summary>
    public int OptionByte(int field) => Options is { } options ? options.Byte(field) : 0;

    /// <summary>Returns an option of type int32.</summary>
    public int OptionInt32(int field, int absent) => Options is { } options ? options.Int32(field, absent) : absent;

    /// <summary>Returns an option of type float; 0 when it is absent.</summary>
    public float OptionSingle(int field) => Options is { } options ? options.Single(field) : 0;

    /// <summary>Gets the reason why this kind of operator cannot be imported.</summary>
    public string Refusal => Kind switch
    {
        "BIDIRECTIONAL_SEQUENCE_LSTM" => "only LSTMs with one direction are supported in this format",
        "WHILE" => "an LSTM as a loop of operators is not supported; convert the model so that it keeps UNIDIRECTIONAL_SEQUENCE_LSTM",
        "LSTM" => "the LSTM operator of a single step is not supported",
        "QUANTIZE" or "DEQUANTIZE" => "quantized networks compute different numbers",
        _ => "this layer is not supported",
    };
}

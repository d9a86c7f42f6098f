namespace Lstm.Import.TFLite;

/// <summary>The field numbers of the TensorFlow Lite schema that the reader uses.</summary>
internal static class TFLiteFields
{
    public const int ModelOperatorCodes = 1;
    public const int ModelSubgraphs = 2;
    public const int ModelBuffers = 4;

    public const int OperatorCodeDeprecated = 0;
    public const int OperatorCodeCustom = 1;
    public const int OperatorCodeBuiltin = 3;

    public const int SubgraphTensors = 0;
    public const int SubgraphInputs = 1;
    public const int SubgraphOutputs = 2;
    public const int SubgraphOperators = 3;

    public const int TensorShape = 0;
    public const int TensorType = 1;
    public const int TensorBuffer = 2;
    public const int TensorName = 3;
    public const int TensorIsVariable = 5;
    public const int TensorSparsity = 6;
    public const int TensorShapeSignature = 7;

    public const int BufferData = 0;
    public const int BufferOffset = 1;
    public const int BufferSize = 2;

    public const int OperatorCodeIndex = 0;
    public const int OperatorInputs = 1;
    public const int OperatorOutputs = 2;
    public const int OperatorOptionsType = 3;
    public const int OperatorOptions = 4;

    // The options of UNIDIRECTIONAL_SEQUENCE_LSTM.
    public const int LstmActivation = 0;
    public const int LstmCellClip = 1;
    public const int LstmProjectionClip = 2;
    public const int LstmTimeMajor = 3;
    public const int LstmDiagonal = 5;

    // The options of FULLY_CONNECTED.
    public const int DenseActivation = 0;
    public const int DenseFormat = 1;

    // The options of CONV_2D. The dilations are 1 when they are absent.
    public const int ConvolutionPadding = 0;
    public const int ConvolutionStrideWidth = 1;
    public const int ConvolutionStrideHeight = 2;
    public const int ConvolutionActivation = 3;
    public const int ConvolutionDilationWidth = 4;
    public const int ConvolutionDilationHeight = 5;

    public const int GatherAxis = 0;

    // The options of ADD, SUB, MUL and DIV.
    public const int ArithmeticActivation = 0;

    public const int SoftmaxBeta = 0;
    public const int LeakyReluAlpha = 0;
    public const int GeluApproximate = 0;
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.PyTorch;

/// <summary>The names that are known. All other names refer to code, which is never run: what it would make is opaque.</summary>
internal static class PickleGlobals
{
    private const string ScriptModules = "__torch__";
    private const string StorageSuffix = "Storage";

    private static readonly Dictionary<string, PickleGlobalKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["collections OrderedDict"] = PickleGlobalKind.Dictionary,
        ["collections defaultdict"] = PickleGlobalKind.Dictionary,
        ["collections Counter"] = PickleGlobalKind.Dictionary,
        ["__builtin__ dict"] = PickleGlobalKind.Dictionary,
        ["builtins dict"] = PickleGlobalKind.Dictionary,
        ["__builtin__ set"] = PickleGlobalKind.Sequence,
        ["builtins set"] = PickleGlobalKind.Sequence,
        ["__builtin__ list"] = PickleGlobalKind.Sequence,
        ["builtins list"] = PickleGlobalKind.Sequence,
        ["torch Size"] = PickleGlobalKind.Sequence,
        ["torch.jit._pickle restore_type_tag"] = PickleGlobalKind.Sequence,
        ["torch.jit._pickle build_intlist"] = PickleGlobalKind.Sequence,
        ["torch.jit._pickle build_doublelist"] = PickleGlobalKind.Sequence,
        ["torch.jit._pickle build_boollist"] = PickleGlobalKind.Sequence,
        ["torch.jit._pickle build_tensorlist"] = PickleGlobalKind.Sequence,
        ["torch._utils _rebuild_tensor"] = PickleGlobalKind.Tensor,
        ["torch._utils _rebuild_tensor_v2"] = PickleGlobalKind.Tensor,
        ["torch._utils _rebuild_parameter"] = PickleGlobalKind.Parameter,
        ["torch._utils _rebuild_parameter_with_state"] = PickleGlobalKind.Parameter,
        ["torch._tensor _rebuild_from_type_v2"] = PickleGlobalKind.TypedTensor,
        ["torch.nn.parameter Parameter"] = PickleGlobalKind.Opaque,
        ["torch Tensor"] = PickleGlobalKind.Opaque,
        ["torch device"] = PickleGlobalKind.Opaque,
        ["_codecs encode"] = PickleGlobalKind.Opaque,
    };

    private static readonly HashSet<string> s_dtypes = new(StringComparer.Ordinal)
    {
        "float16", "float32", "float64", "half", "float", "double", "bfloat16", "int8", "int16", "int32", "int64", "uint8", "bool",
        "complex64", "complex128",
    };

    private static readonly string[] s_elements =
    [
        "Float", "Double", "Half", "BFloat16", "Long", "Int", "Short", "Char", "Byte", "Bool", "ComplexFloat", "ComplexDouble",
        "QInt8", "QUInt8", "QInt32",
    ];

    private static readonly HashSet<string> s_storages = new(
        s_elements.Select(static element => element + StorageSuffix), StringComparer.Ordinal);

    /// <summary>Looks up a name.</summary>
    public static PickleGlobal Resolve(string module, string name)
    {
        string full = $"{module} {name}";
        if (s_kinds.TryGetValue(full, out PickleGlobalKind kind))
        {
            return new PickleGlobal(kind, full);
        }

        if (module == ScriptModules || module.StartsWith(ScriptModules + ".", StringComparison.Ordinal))
        {
            return new PickleGlobal(PickleGlobalKind.ScriptClass, full);
        }

        if (module is "torch" or "torch.cuda" && s_storages.Contains(name))
        {
            return new PickleGlobal(PickleGlobalKind.Storage, name);
        }

        return module == "torch" && s_dtypes.Contains(name)
            ? new PickleGlobal(PickleGlobalKind.Opaque, full)
            : new PickleGlobal(PickleGlobalKind.Foreign, $"{module}.{name}");
    }
}

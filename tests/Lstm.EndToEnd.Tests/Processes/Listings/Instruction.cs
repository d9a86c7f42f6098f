using System;
using System.Linq;

namespace Lstm.EndToEnd.Tests.Processes.Listings;

/// <summary>A line of machine code, as the JIT prints it: "vfmadd231ps ymm0, ymm12, ymmword ptr [rax+0x180]".</summary>
/// <param name="Mnemonic">What it does.</param>
/// <param name="Operands">What with: the destination first.</param>
/// <param name="Label">The label that stands before it; empty for none.</param>
internal sealed record Instruction(string Mnemonic, string[] Operands, string Label)
{
    /// <summary>The place that a jump goes to; empty for anything else.</summary>
    public string Target => Mnemonic.StartsWith('j') ? Operands[^1].Split(' ')[^1] : "";

    public bool IsCall => Mnemonic == "call";

    /// <summary>a * b + c, whichever of the three it overwrites, or its negations.</summary>
    public bool IsMultiplyAdd =>
        Mnemonic.StartsWith("vfmadd", StringComparison.Ordinal) || Mnemonic.StartsWith("vfnmadd", StringComparison.Ordinal);

    /// <summary>A number from memory into all lanes of a register.</summary>
    public bool IsBroadcast => Mnemonic == "vbroadcastss" && Memory.Length > 0;

    /// <summary>The one operand in memory; empty where there is none.</summary>
    public string Memory => Operands.FirstOrDefault(static operand => operand.Contains('[')) ?? "";

    /// <summary>Whether it reads or writes the frame: a value that found no register.</summary>
    public bool TouchesStack => Memory.Contains("[rsp", StringComparison.Ordinal) || Memory.Contains("[rbp", StringComparison.Ordinal);

    /// <summary>Whether its operand in memory is a constant that stands behind the code.</summary>
    public bool ReadsConstant => Memory.Contains("@RWD", StringComparison.Ordinal);

    /// <summary>Whether it does nothing but bring a constant into a register.</summary>
    public bool LoadsConstant => ReadsConstant
        && Operands.Length == 2
        && (Mnemonic.StartsWith("vmov", StringComparison.Ordinal) || Mnemonic.StartsWith("vbroadcast", StringComparison.Ordinal));

    /// <summary>Whether a register is among its sources.</summary>
    public bool Reads(string register) => Operands.Skip(1).Contains(register);

    /// <summary>Reads a line; null when it is none of an instruction.</summary>
    public static Instruction? Parse(string line, string label)
    {
        string text = line.Trim();
        if (!line.StartsWith(' ') || text.Length == 0 || text.StartsWith("align", StringComparison.Ordinal))
        {
            return null;
        }

        string[] parts = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] operands = parts.Length == 1 ? [] : parts[1].Split(", ", StringSplitOptions.TrimEntries);
        return new Instruction(parts[0], operands, label);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Mnemonic} {string.Join(", ", Operands)}";
}

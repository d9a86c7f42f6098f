namespace Lstm.Generator.Model;

/// <summary>A place in a source file, in plain values. Lines and columns count from 0.</summary>
/// <param name="Path">The path of the file.</param>
/// <param name="Start">The position of the first character.</param>
/// <param name="Length">The number of characters.</param>
/// <param name="Line">The line of the first character.</param>
/// <param name="Column">The column of the first character.</param>
/// <param name="EndLine">The line after the last character.</param>
/// <param name="EndColumn">The column after the last character.</param>
internal sealed record SourcePlace(string Path, int Start, int Length, int Line, int Column, int EndLine, int EndColumn);

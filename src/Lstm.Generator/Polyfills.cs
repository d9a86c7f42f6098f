namespace System.Runtime.CompilerServices;

/// <summary>The type that records and init-only properties need and that netstandard2.0 does not have.</summary>
internal static class IsExternalInit;

using Xunit;

namespace Lstm.Import.Tests;

/// <summary>A test that needs a Python with a module, and is skipped with the reason where there is none.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    /// <summary>Looks for a Python that can import the module.</summary>
    /// <param name="module">The module's name.</param>
    public PythonFactAttribute(string module)
    {
        Skip = Python.With(module) is null ? $"No python3 that can import {module}." : null;
    }
}

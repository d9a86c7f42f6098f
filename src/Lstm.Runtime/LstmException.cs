using System;

namespace Lstm;

/// <summary>The base class of every exception that LstmGen defines: catch it to handle all of them.</summary>
/// <remarks>
/// .NET's own exceptions report the rest: <see cref="ArgumentException"/> an argument that does not fit,
/// <see cref="InvalidOperationException"/> a call at the wrong time, <see cref="System.IO.IOException"/> a file that cannot be opened.
/// </remarks>
public abstract class LstmException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The exception that caused this one, or null.</param>
    protected LstmException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

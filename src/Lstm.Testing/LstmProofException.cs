namespace Lstm.Testing;

/// <summary>
/// The exception of a failed check. The message contains the guarantee, the method, the position, the expected value and the value found.
/// </summary>
/// <param name="message">The message.</param>
public sealed class LstmProofException(string message) : LstmException(message);

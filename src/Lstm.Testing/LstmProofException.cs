namespace Lstm.Testing;

/// <summary>A network does not keep a promise. The message says which, in what verb, where, what was expected and what was found.</summary>
/// <param name="message">What is wrong.</param>
public sealed class LstmProofException(string message) : LstmException(message);

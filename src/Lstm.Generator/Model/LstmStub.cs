namespace Lstm.Generator.Model;

/// <summary>
/// The members of a refused class, which only throw: with them, the code that uses the class has no errors of its own.
/// </summary>
/// <param name="Model">The network as declared, with sizes that are valid. Its members are the members of the stub.</param>
/// <param name="OnlyTypes">Whether the type can have constants and nested types only.</param>
/// <param name="Interfaces">Whether the types may implement interfaces with static members, which old versions of C# cannot.</param>
/// <param name="Taken">
/// The names of members that the stub must not have, because the type has others, in an order that does not change; a space around each.
/// </param>
internal sealed record LstmStub(LstmModel Model, bool OnlyTypes, bool Interfaces, string Taken)
{
    public bool IsTaken(string name) => Taken.Contains(" " + name + " ");
}

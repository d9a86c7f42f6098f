namespace Lstm.Generator.Model;

/// <summary>What the generator has read from an annotated class: a network, or the reasons why there is none.</summary>
internal abstract record DeclaredClass;

/// <summary>A class with a valid declaration.</summary>
/// <param name="Model">The network.</param>
internal sealed record AcceptedClass(LstmModel Model) : DeclaredClass;

/// <summary>A class with an error in its declaration.</summary>
/// <param name="Stub">The members that it gets nevertheless, or null for none.</param>
/// <param name="Faults">The errors, or null if the compiler reports them.</param>
internal sealed record RefusedClass(LstmStub? Stub, Fault? Faults) : DeclaredClass;

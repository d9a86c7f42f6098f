using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>A kernel that a class may take.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Name">Its name.</param>
/// <param name="Vectors">The vectors that it is for.</param>
internal sealed record KernelChoice(KernelPlan Plan, string Name, string Vectors);

using System.Text.Json.Serialization;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>A context of the source generator of System.Text.Json, in the project of the network.</summary>
[JsonSerializable(typeof(SeenSession))]
internal sealed partial class SeenJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>A network whose state the source generator of System.Text.Json sees, because it has a part here.</summary>
[Lstm(input: 1, hidden: 3, Output = 1)]
public sealed partial class SeenAmp
{
    [JsonConverter(typeof(StateJsonConverter<State>))]
    public partial struct State;
}

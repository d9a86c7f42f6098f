using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints a cell whose pre-activations are in memory: phases, each a short loop over the units for one function. A stage of the schedule
/// has a phase for its gates, whose activations replace their sums, and a phase for its new states.
/// </summary>
internal sealed class PhasedCell(SourceWriter writer, RecurrentPlan layer, UnitLoop loop, PhasePlaces places)
{
    private readonly Cell _cell = layer.Definition;
    private readonly HashSet<string> _declared = [];
    private int _phase = 1;

    /// <summary>Prints the way from the pre-activations to the new state.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="loop">The form of the loops.</param>
    /// <param name="places">Where vectors are that the phases share.</param>
    public static void Emit(SourceWriter writer, RecurrentPlan layer, UnitLoop loop, PhasePlaces places) =>
        new PhasedCell(writer, layer, loop, places).Emit();

    private void Emit()
    {
        foreach (Stage stage in Schedule.Of(_cell).Stages)
        {
            EmitNormalisedSums(stage);
            EmitGates(stage);
            EmitUpdates(stage);
            foreach (Equation equation in stage.Multiplied)
            {
                EmitMultiplied(equation);
            }
        }
    }

    /// <summary>Prints the normalisation of a stage's pre-activations, and before it what is added to them.</summary>
    private void EmitNormalisedSums(Stage stage)
    {
        List<Normalised> norms = [.. stage.Equations.SelectMany(NormsOf).OrderBy(norm => _cell.Letters.IndexOf(norm.Letter))];
        if (norms.Count == 0)
        {
            return;
        }

        if (norms.Any(static norm => norm.Argument is not Preactivation))
        {
            Phase("peepholes");
            using SourceWriter.Scope scope = OpenLoop(norms.Select(static norm => norm.Argument));
            Loads loads = NewLoads();
            foreach (Normalised norm in norms.Where(static norm => norm.Argument is not Preactivation))
            {
                writer.Line($"{loads.Print(norm.Argument)}.StoreUnsafe({loop.SumAt(norm.Letter)});");
            }
        }

        Phase("normalised pre-activations");
        foreach (Normalised norm in norms)
        {
            int offset = _cell.Letters.IndexOf(norm.Letter) * NetworkShape.Lanes;
            string sums = Text.At("sums", offset);
            EmitNorm(sums, sums, (PackedKind.GateNormWeight, PackedKind.GateNormBias), offset, BlockRow);
        }
    }

    private void EmitNorm(string source, string target, (PackedKind Weight, PackedKind Bias) kinds, int offset, int stride)
    {
        string weight = Text.At("weights", layer.Sections.OffsetOf(kinds.Weight) + offset);
        string bias = Text.At("weights", layer.Sections.OffsetOf(kinds.Bias) + offset);
        (string method, string sizes) = loop.NormOf(stride);
        writer.Lines($"""
            {method}(
                ref {source}, ref {target},
                ref {weight}, ref {bias}, {sizes}, {Text.Float(layer.Cell.LayerNormEpsilon)});
            """);
    }

    /// <summary>Prints the gates of a stage, each in the place of its sum.</summary>
    private void EmitGates(Stage stage)
    {
        Loads loads = NewLoads();
        loads.NameNormalised(stage.Gates);

        // A linear gate is its pre-activation.
        (Equation Gate, string Value)[] gates =
        [
            .. from gate in stage.Gates
               let value = loads.Print(gate.Value)
               where value != loads.Load(gate.Letter)
               select (gate, value),
        ];
        if (gates.Length == 0)
        {
            return;
        }

        Phase(Meanings.List(gates.Select(static gate => gate.Gate)));
        bool ofSumsAlone = gates.All(static gate => Visible(gate.Gate.Value).All(static term => term is not (OldState or Result)));
        if (loop is WideLoop && ofSumsAlone)
        {
            using SourceWriter.Scope scope =
                writer.Block($"for (nuint n = 0; n < {Text.Int(BlockRow * layer.Cell.Blocks)}; n += {Text.Int(BlockRow)})");
            foreach ((Equation gate, _) in gates)
            {
                int offset = _cell.Letters.IndexOf(gate.Letter) * NetworkShape.Lanes;
                string at = $"ref sums, {Text.Sum("n", offset)}";
                Loads block = NewLoads();
                foreach (Term sum in Visible(gate.Value).Where(static term => term is Preactivation or Normalised))
                {
                    block.Name(sum, $"LoadUnsafe({at})");
                }

                writer.Line($"{block.Print(gate.Value)}.StoreUnsafe({at});");
            }

            return;
        }

        // In narrow vectors one loop for each gate: with emulated multiply-adds one sigmoid is enough code for a loop.
        IEnumerable<(Equation Gate, string Value)[]> loops = loop is NarrowLoop ? gates.Select(static gate => new[] { gate }) : [gates];
        foreach ((Equation Gate, string Value)[] each in loops)
        {
            using SourceWriter.Scope scope = OpenLoop(each.Select(static gate => gate.Gate.Value));
            foreach ((Equation gate, string value) in each)
            {
                writer.Line($"{value}.StoreUnsafe({loop.SumAt(gate.Letter)});");
            }
        }
    }

    /// <summary>Prints the candidates, the values and the new states of a stage: one loop, and then the masks.</summary>
    private void EmitUpdates(Stage stage)
    {
        IReadOnlyList<Equation> updates = stage.Updates;
        Equation[] states = [.. updates.Where(static equation => equation.Role == EquationRole.State)];
        if (states.Length == 0)
        {
            return;
        }

        EmitNormalisedStates(updates);
        bool isProjected = states.Any(static state => state.Value is Projected);
        if (isProjected)
        {
            DeclareUnitsApart();
        }

        string output = isProjected ? "m" : "h";
        Phase(Meanings.List(updates));
        using (OpenLoop(updates.Select(static equation => equation.Value), states))
        {
            NewLoads().EmitUpdates(writer, updates, output);
        }

        foreach (Equation state in states)
        {
            loop.EmitMask(writer, state.Letter == CellBuilder.HiddenLetter ? output : CellMemory.PlaceOf(state.Letter));
        }
    }

    /// <summary>Prints the normalisation of states, whose result goes to m.</summary>
    private void EmitNormalisedStates(IReadOnlyList<Equation> updates)
    {
        foreach (Normalised norm in updates.SelectMany(static equation => equation.Value.All).OfType<Normalised>()
            .Where(norm => _cell.Letters.IndexOf(norm.Letter) < 0))
        {
            DeclareUnitsApart();
            Phase("normalised cell state");
            EmitNorm(
                CellMemory.PlaceOf(norm.Letter),
                "m",
                (PackedKind.CellNormWeight, PackedKind.CellNormBias),
                offset: 0,
                NetworkShape.Lanes);
        }
    }

    /// <summary>Prints the vector that late sums need, and these sums.</summary>
    private void EmitMultiplied(Equation equation)
    {
        Phase(equation.Meaning);
        DeclareUnits();
        using (OpenLoop([equation.Value]))
        {
            writer.Line($"({NewLoads().Print(equation.Value)}).StoreUnsafe({loop.At("m")});");
        }

        Phase("rest of the candidate's pre-activations. Each row is multiplied by v");
        places.EmitLateSums();
    }

    /// <summary>Opens the loop over the units, after the places that its terms need.</summary>
    private SourceWriter.Scope OpenLoop(IEnumerable<Term> terms, IReadOnlyList<Equation>? states = null)
    {
        Term[] all = [.. terms.SelectMany(Visible)];
        foreach (CellState state in _cell.States.Skip(1))
        {
            bool isRead = all.Contains(new OldState(state.Letter)) || all.Contains(new Result(state.Letter));
            if (isRead || (states?.Any(set => set.Letter == state.Letter) ?? false))
            {
                Declare(CellMemory.PlaceOf(state.Letter), "h", StatePlan.OffsetOf(layer.Cell, state.Letter) * places.Streams);
            }
        }

        if (all.OfType<PeepholeWeight>().Any())
        {
            Declare("p", "weights", layer.Sections.OffsetOf(PackedKind.Peephole));
        }

        string kept = TracePlan.KeptOf(_cell);
        for (int index = 0; states is not null && places.Kept is { } start && index < kept.Length; index++)
        {
            Declare(KeptPlace(kept[index]), "sums", start + index * layer.Cell.PaddedHidden);
        }

        if (all.OfType<KeptAtRandom>().Any())
        {
            Declare("draws", "sums", places.Draws);
        }

        return loop.Open(writer);
    }

    /// <summary>Returns the name of the place where a value is kept for the trace.</summary>
    private static string KeptPlace(char letter) => letter + "Kept";

    /// <summary>Declares a place before the first loop that needs it.</summary>
    private void Declare(string name, string start, int offset)
    {
        if (_declared.Add(name))
        {
            writer.Place(name, start, offset);
        }
    }

    private void DeclareUnits() => Declare("m", "sums", places.Units);

    private void DeclareUnitsApart()
    {
        if (!_declared.Contains("m"))
        {
            writer.Line();
            DeclareUnits();
        }
    }

    private Loads NewLoads() => new(layer, loop, keeps: places.Kept is not null);

    private void Phase(string what)
    {
        _phase++;
        writer.Line();
        writer.Line($"// Phase {Text.Int(_phase)}: {what}.");
    }

    /// <summary>Returns the terms of a term that its loop computes. A normalised vector is in memory already.</summary>
    private static IEnumerable<Term> Visible(Term term) =>
        term is Normalised ? [term] : term.Parts.SelectMany(Visible).Prepend(term);

    /// <summary>The number of floats of a block's sums.</summary>
    private int BlockRow => _cell.Letters.Length * NetworkShape.Lanes;

    private static IEnumerable<Normalised> NormsOf(Equation equation) => equation.Role is EquationRole.Gate or EquationRole.Candidate
        ? equation.Value.All.OfType<Normalised>()
        : [];

    /// <summary>The terms of a loop: loads from memory, or local variables where a vector is used again.</summary>
    private sealed class Loads(RecurrentPlan layer, UnitLoop loop, bool keeps) : TermText(loop.Width, layer.Arithmetic)
    {
        private readonly Cell _cell = layer.Definition;

        protected override string Draw => $"LoadUnsafe({loop.At("draws")})";

        /// <summary>Prints the updates of a stage: the vectors that are used more than once, the candidates, the states.</summary>
        public void EmitUpdates(SourceWriter writer, IReadOnlyList<Equation> updates, string output)
        {
            NameNormalised(updates);
            foreach (Equation gate in UsedAgain(updates))
            {
                writer.Line($"{Vector} {Local(gate)} = {Load(gate.Letter)};");
                Name(new Result(gate.Letter), Local(gate));
            }

            // A new state that another equation of this loop reads is stored last: others may read the old one.
            List<string> stores = [];
            foreach (Equation equation in updates)
            {
                if (equation.Role == EquationRole.State)
                {
                    EmitState(writer, updates, equation, output, stores);
                    continue;
                }

                writer.Line($"{Vector} {Local(equation)} = {Print(equation.Value)};");
                Name(new Result(equation.Letter), Local(equation));
                if (keeps && equation.Role != EquationRole.Auxiliary)
                {
                    string place = _cell.Letters.IndexOf(equation.Letter) >= 0
                        ? loop.SumAt(equation.Letter)
                        : loop.At(KeptPlace(equation.Letter));
                    writer.Line($"{Local(equation)}.StoreUnsafe({place});");
                }
            }

            foreach (string store in stores)
            {
                writer.Line(store);
            }
        }

        public string Load(char letter) =>
            $"LoadUnsafe({(_cell.Letters.IndexOf(letter) >= 0 ? loop.SumAt(letter) : loop.At(CellMemory.PlaceOf(letter)))})";

        protected override string SumOf(char letter) => $"LoadUnsafe({loop.SumAt(letter)})";

        protected override string OldOf(char state) => $"LoadUnsafe({loop.At(CellMemory.PlaceOf(state))})";

        protected override string ValueOf(char letter) => Load(letter);

        protected override string PeepholeOf(char gate) => loop.PeepholeOf(gate);

        /// <summary>Returns the name of a local variable. The loop counts with n, and places have the letters of states.</summary>
        private static string Local(Equation equation) =>
            equation.Role == EquationRole.State ? CellMemory.PlaceOf(equation.Letter) + "New" :
            equation is { Letter: 'n' } ? "candidate" :
            equation.Letter.ToString();

        /// <summary>Returns the gates of earlier phases that these equations use more than once.</summary>
        private IEnumerable<Equation> UsedAgain(IReadOnlyList<Equation> updates) => updates
            .SelectMany(static equation => equation.Value.All)
            .OfType<Result>()
            .Where(result => updates.All(equation => equation.Letter != result.Letter))
            .GroupBy(static result => result.Letter)
            .Where(static uses => uses.Count() > 1)
            .Select(uses => _cell.Equations.First(equation => equation.Letter == uses.Key))
            .Where(static equation => equation.Role != EquationRole.State);

        private void EmitState(
            SourceWriter writer, IReadOnlyList<Equation> updates, Equation equation, string output, List<string> stores)
        {
            char state = equation.Letter;
            Term value = CellMemory.UnitValueOf(equation);
            string target = loop.At(state == CellBuilder.HiddenLetter ? output : CellMemory.PlaceOf(state));
            if (!updates.Any(other => other != equation && other.Value.All.Contains(new Result(state))))
            {
                writer.Line($"{Primary(value)}.StoreUnsafe({target});");
                return;
            }

            string local = Local(equation);
            writer.Line($"{Vector} {local} = {Print(value)};");
            Name(new Result(state), local);
            stores.Add($"{local}.StoreUnsafe({target});");
        }

        /// <summary>A normalised sum is in its place, a normalised state in m.</summary>
        public void NameNormalised(IReadOnlyList<Equation> updates)
        {
            foreach (Normalised norm in updates.SelectMany(static equation => equation.Value.All).OfType<Normalised>())
            {
                Name(norm, _cell.Letters.IndexOf(norm.Letter) >= 0 ? SumOf(norm.Letter) : $"LoadUnsafe({loop.At("m")})");
            }
        }
    }
}

/// <summary>What the phases of a cell find in memory.</summary>
/// <param name="Streams">The number of streams side by side: 1, or 8 in lanes.</param>
/// <param name="Units">The offset of one value for each unit in the scratch memory.</param>
/// <param name="Draws">The offset of the random numbers.</param>
/// <param name="Kept">Where the values go that a trace needs and that have no place; null without a trace.</param>
/// <param name="EmitLateSums">Prints the sums that need a vector of this step.</param>
internal sealed record PhasePlaces(int Streams, int Units, int Draws, int? Kept, System.Action EmitLateSums);

using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints a cell whose pre-activations are in memory: phases, each a short loop over the units for one function. A stage of the schedule
/// has a phase for its gates, whose activations replace their sums, and a phase for its new states.
/// </summary>
internal sealed class PhasedCell
{
    private readonly SourceWriter _writer;
    private readonly PhasePlaces _places;
    private readonly RecurrentPlan _layer;
    private readonly Cell _cell;
    private readonly Schedule _schedule;
    private readonly UnitLoop _loop;
    private readonly HashSet<string> _declared = [];
    private int _phase = 1;

    private PhasedCell(SourceWriter writer, RecurrentPlan layer, UnitLoop loop, PhasePlaces places)
    {
        _writer = writer;
        _layer = layer;
        _loop = loop;
        _places = places;
        _cell = layer.Definition;
        _schedule = Schedule.Of(_cell);
    }

    /// <summary>Prints the way from the pre-activations to the new state.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="loop">The form of the loops.</param>
    /// <param name="places">Where vectors are that the phases share.</param>
    public static void Emit(SourceWriter writer, RecurrentPlan layer, UnitLoop loop, PhasePlaces places) =>
        new PhasedCell(writer, layer, loop, places).Emit();

    private void Emit()
    {
        foreach (Stage stage in _schedule.Stages)
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
            Loads loads = new(this);
            foreach (Normalised norm in norms.Where(static norm => norm.Argument is not Preactivation))
            {
                _writer.Line($"{loads.Print(norm.Argument)}.StoreUnsafe({_loop.SumAt(norm.Letter)});");
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
        string weight = Text.At("weights", _layer.Sections.OffsetOf(kinds.Weight) + offset);
        string bias = Text.At("weights", _layer.Sections.OffsetOf(kinds.Bias) + offset);
        (string method, string sizes) = _loop.NormOf(stride);
        _writer.Lines($"""
            {method}(
                ref {source}, ref {target},
                ref {weight}, ref {bias}, {sizes}, {Text.Float(_layer.Cell.LayerNormEpsilon)});
            """);
    }

    /// <summary>Prints the gates of a stage, each in the place of its sum.</summary>
    private void EmitGates(Stage stage)
    {
        Loads loads = new(this);
        loads.NameNormalised(stage.Gates);
        (Equation Gate, string Value)[] gates =
        [
            .. stage.Gates
                .Select(gate => (gate, loads.Print(gate.Value)))
                .Where(gate => gate.Item2 != loads.Load(gate.gate.Letter)),
        ];
        if (gates.Length == 0)
        {
            // A linear gate is its pre-activation.
            return;
        }

        Phase(Meanings.List(gates.Select(static gate => gate.Gate)));
        bool ofSumsAlone = gates.All(static gate => Visible(gate.Gate.Value).All(static term => term is not (OldState or Result)));
        if (_loop is WideLoop && ofSumsAlone)
        {
            using SourceWriter.Scope scope =
                _writer.Block($"for (nuint n = 0; n < {Text.Int(BlockRow * _layer.Cell.Blocks)}; n += {Text.Int(BlockRow)})");
            foreach ((Equation gate, _) in gates)
            {
                int offset = _cell.Letters.IndexOf(gate.Letter) * NetworkShape.Lanes;
                string at = $"ref sums, {(offset == 0 ? "n" : $"n + {Text.Int(offset)}")}";
                Loads block = new(this);
                foreach (Term sum in Visible(gate.Value).Where(static term => term is Preactivation or Normalised))
                {
                    block.Name(sum, $"LoadUnsafe({at})");
                }

                _writer.Line($"{block.Print(gate.Value)}.StoreUnsafe({at});");
            }

            return;
        }

        // In narrow vectors one loop for each gate: with emulated multiply-adds one sigmoid is enough code for a loop.
        IEnumerable<(Equation Gate, string Value)[]> loops = _loop is NarrowLoop ? gates.Select(static gate => new[] { gate }) : [gates];
        foreach ((Equation Gate, string Value)[] loop in loops)
        {
            using SourceWriter.Scope scope = OpenLoop(loop.Select(static gate => gate.Gate.Value));
            foreach ((Equation gate, string value) in loop)
            {
                _writer.Line($"{value}.StoreUnsafe({_loop.SumAt(gate.Letter)});");
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
        string output = OutputOf(states);
        Phase(Meanings.List(updates));
        using (OpenLoop(updates.Select(static equation => equation.Value), states))
        {
            new Loads(this).EmitUpdates(_writer, updates, output);
        }

        foreach (Equation state in states)
        {
            _loop.EmitMask(_writer, state.Letter == CellBuilder.HiddenLetter ? output : CellMemory.PlaceOf(state.Letter));
        }
    }

    /// <summary>Prints the normalisation of states, whose result goes to m.</summary>
    private void EmitNormalisedStates(IReadOnlyList<Equation> updates)
    {
        foreach (Normalised norm in updates.SelectMany(static equation => equation.Value.All).OfType<Normalised>()
            .Where(norm => _cell.Letters.IndexOf(norm.Letter) < 0))
        {
            _writer.Line();
            DeclareUnits();
            Phase("normalised cell state");
            EmitNorm(
                CellMemory.PlaceOf(norm.Letter),
                "m",
                (PackedKind.CellNormWeight, PackedKind.CellNormBias),
                offset: 0,
                NetworkShape.Lanes);
        }
    }

    /// <summary>Returns where the new hidden state goes: to m, if it is projected from there.</summary>
    private string OutputOf(IEnumerable<Equation> states)
    {
        if (!states.Any(static state => state.Value is Projected))
        {
            return "h";
        }

        if (!_declared.Contains("m"))
        {
            _writer.Line();
            DeclareUnits();
        }

        return "m";
    }

    /// <summary>Prints the vector that late sums need, and these sums.</summary>
    private void EmitMultiplied(Equation equation)
    {
        Phase(equation.Meaning);
        DeclareUnits();
        using (OpenLoop([equation.Value]))
        {
            _writer.Line($"({new Loads(this).Print(equation.Value)}).StoreUnsafe({_loop.At("m")});");
        }

        Phase("rest of the candidate's pre-activations. Each row is multiplied by v");
        _places.EmitLateSums();
    }

    /// <summary>Opens the loop over the units, after the places that its terms need.</summary>
    private SourceWriter.Scope OpenLoop(IEnumerable<Term> terms, IReadOnlyList<Equation>? states = null)
    {
        Term[] all = [.. terms.SelectMany(Visible)];
        foreach (CellState state in _cell.States.Skip(1))
        {
            bool isRead = all.Contains(new OldState(state.Letter)) || all.Contains(new Result(state.Letter));
            if ((isRead || (states?.Any(set => set.Letter == state.Letter) ?? false)) && _declared.Add(CellMemory.PlaceOf(state.Letter)))
            {
                CellMemory.EmitState(_writer, _layer.Cell, state.Letter, _places.Streams);
            }
        }

        if (all.OfType<PeepholeWeight>().Any() && _declared.Add("p"))
        {
            _writer.Place("p", "weights", _layer.Sections.OffsetOf(PackedKind.Peephole));
        }

        string kept = TracePlan.KeptOf(_cell);
        for (int index = 0; states is not null && _places.Kept is { } start && index < kept.Length; index++)
        {
            if (_declared.Add(KeptPlace(kept[index])))
            {
                _writer.Place(KeptPlace(kept[index]), "sums", start + index * _layer.Cell.PaddedHidden);
            }
        }

        if (all.OfType<KeptAtRandom>().Any() && _declared.Add("draws"))
        {
            _writer.Place("draws", "sums", _places.Draws);
        }

        return _loop.Open(_writer);
    }

    /// <summary>Returns the name of the place where a value is kept for the trace.</summary>
    private static string KeptPlace(char letter) => letter + "Kept";

    private void DeclareUnits()
    {
        if (_declared.Add("m"))
        {
            _writer.Place("m", "sums", _places.Units);
        }
    }

    private void Phase(string what)
    {
        _phase++;
        _writer.Line();
        _writer.Line($"// Phase {Text.Int(_phase)}: {what}.");
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
    private sealed class Loads(PhasedCell phases) : TermText(phases._loop.Width)
    {
        private readonly Cell _cell = phases._cell;
        private readonly UnitLoop _loop = phases._loop;

        protected override string Draw => $"LoadUnsafe({_loop.At("draws")})";

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
                if (phases._places.Kept is not null && equation.Role != EquationRole.Auxiliary)
                {
                    string place = _cell.Letters.IndexOf(equation.Letter) >= 0
                        ? _loop.SumAt(equation.Letter)
                        : _loop.At(KeptPlace(equation.Letter));
                    writer.Line($"{Local(equation)}.StoreUnsafe({place});");
                }
            }

            foreach (string store in stores)
            {
                writer.Line(store);
            }
        }

        public string Load(char letter) =>
            $"LoadUnsafe({(_cell.Letters.IndexOf(letter) >= 0 ? _loop.SumAt(letter) : _loop.At(CellMemory.PlaceOf(letter)))})";

        protected override string SumOf(char letter) => $"LoadUnsafe({_loop.SumAt(letter)})";

        protected override string OldOf(char state) => $"LoadUnsafe({_loop.At(CellMemory.PlaceOf(state))})";

        protected override string ValueOf(char letter) => Load(letter);

        protected override string PeepholeOf(char gate) => _loop.PeepholeOf(gate);

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
            Term value = equation.Value is Projected projected ? projected.Argument : equation.Value;
            string target = _loop.At(state == CellBuilder.HiddenLetter ? output : CellMemory.PlaceOf(state));
            if (!updates.Any(other => other != equation && other.Value.All.Contains(new Result(state))))
            {
                writer.Line($"{(IsPrimary(value) ? Print(value) : $"({Print(value)})")}.StoreUnsafe({target});");
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
                Name(norm, _cell.Letters.IndexOf(norm.Letter) >= 0 ? SumOf(norm.Letter) : $"LoadUnsafe({_loop.At("m")})");
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

using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints a cell in registers, from its pre-activations to its new state: up to two blocks of units.</summary>
internal sealed class RegisterCell(SourceWriter writer, KernelPlan plan, RegisterLayer layer, Schedule schedule, Action emitLateSums)
{
    private readonly Block[] _blocks = [.. Enumerable.Range(0, layer.Cell.Blocks).Select(index => new Block(layer, schedule, index))];

    // Where the new hidden state goes. Until then gates may be stored there.
    private readonly string _output = layer.Definition.IsProjected ? "m" : "h";

    /// <summary>Prints the way from the pre-activations to the new state.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="emitLateSums">Prints the sums that need a vector of this step.</param>
    public static void Emit(SourceWriter writer, KernelPlan plan, RegisterLayer layer, Action emitLateSums) =>
        new RegisterCell(writer, plan, layer, Schedule.Of(layer.Definition), emitLateSums).Emit();

    private void Emit()
    {
        EmitPlaces();
        CellMemory.EmitMask(writer, layer.Cell);
        EmitOldVariables();
        foreach (Stage stage in schedule.Stages)
        {
            EmitStage(stage);
            if (stage.Multiplied.Count > 0)
            {
                EmitMultiplied(stage.Multiplied[0]);
            }
        }
    }

    private void EmitPlaces()
    {
        Cell cell = layer.Definition;
        foreach (CellState state in cell.States.Skip(1))
        {
            CellMemory.EmitState(writer, layer.Cell, state.Letter, lanes: 1);
        }

        if (cell.PeepholeGates.Length > 0)
        {
            writer.Place("p", "weights", layer.Sections.OffsetOf(PackedKind.Peephole));
        }

        if (cell.IsProjected || cell.LateSums.Length > 0)
        {
            writer.Place("m", "sums", plan.Scratch.Units);
        }

        if (cell.IsRandom)
        {
            writer.Place("draws", "sums", plan.Scratch.Draws);
        }
    }

    private void EmitOldVariables()
    {
        foreach (CellState state in layer.Definition.States.Where(state => Block.HasOldVariable(schedule, state.Letter)))
        {
            foreach (Block block in _blocks)
            {
                writer.Line($"{block.Vector} {block.OldVariable(state.Letter)} = {block.Load(CellMemory.PlaceOf(state.Letter))};");
            }
        }
    }

    private void EmitStage(Stage stage)
    {
        IReadOnlyList<Equation> order = stage.InChainOrder();
        bool isFirst = stage == schedule.Stages[0];
        string stores = !isFirst || schedule.Stages.Count == 1 ? "" :
            $" The values stored into {_output} here are never read; they are overwritten below. " +
            "Without these stores the JIT keeps the constants of one sigmoid in registers for the next, " +
            "and spills other vectors in the longest dependency chain.";
        writer.Line();
        writer.Line($"// {Meanings.Sentence(order)}{stores}");
        foreach (Block block in _blocks)
        {
            if (isFirst && block != _blocks[0])
            {
                writer.Line();
            }

            block.Emit(writer, order, _output);
        }
    }

    /// <summary>Prints the vector that late sums need, and these sums.</summary>
    private void EmitMultiplied(Equation equation)
    {
        writer.Line();
        writer.Line($"// The {equation.Meaning} goes to memory, m, because its values are broadcast one by one.");
        foreach (Block block in _blocks)
        {
            writer.Line($"({block.Print(equation.Value)}).StoreUnsafe(ref m{block.At});");
        }

        emitLateSums();
    }

    /// <summary>Eight units. A variable is called by its letter and the number of its block.</summary>
    private sealed class Block(RegisterLayer layer, Schedule schedule, int index) : TermText(VectorWidth.Wide, layer.Arithmetic)
    {
        private readonly Cell _cell = layer.Definition;
        private readonly string _mask = layer.Cell.HasPadding && index == layer.Cell.Blocks - 1 ? " & units" : "";

        /// <summary>The offset of the block in a vector of units, as a further argument.</summary>
        public string At { get; } = Text.Plus(index * NetworkShape.Lanes);

        protected override string Table => "constants";

        protected override string Draw => Load("draws");

        /// <summary>
        /// Returns whether the old value of a state is kept in a variable: it is read after its place in memory has another value.
        /// </summary>
        public static bool HasOldVariable(Schedule schedule, char state) =>
            state == CellBuilder.HiddenLetter ? schedule.ReadsOld(state) : schedule.KeepsOld(state);

        /// <summary>Returns the variable of a state's old value. The new value takes its place, unless the old one is read again.</summary>
        public string OldVariable(char state) => schedule.KeepsOld(state) ? $"old{char.ToUpperInvariant(state)}{index}" : Variable(state);

        public string Load(string place) => $"LoadUnsafe(ref {place}{At})";

        /// <summary>Prints the equations of a stage for this block.</summary>
        public void Emit(SourceWriter writer, IReadOnlyList<Equation> order, string output)
        {
            for (int position = 0; position < order.Count; position++)
            {
                Equation equation = order[position];
                if (equation.Role == EquationRole.State)
                {
                    EmitState(writer, equation, output);
                    continue;
                }

                EmitLocal(writer, order, equation);
                bool isStoredNext = position + 1 < order.Count && order[position + 1].Role == EquationRole.State;
                if (equation.Role is EquationRole.Gate or EquationRole.Candidate && !isStoredNext && schedule.Stages.Count > 1)
                {
                    writer.Line($"{Variable(equation.Letter)}.StoreUnsafe(ref {output}{At});");
                }
            }
        }

        protected override string SumOf(char letter) => Variable(letter);

        protected override string OldOf(char state) =>
            HasOldVariable(schedule, state) ? OldVariable(state) : Load(CellMemory.PlaceOf(state));

        protected override string ValueOf(char letter) => Variable(letter);

        protected override string PeepholeOf(char gate)
        {
            string gates = _cell.PeepholeGates;
            return Text.Load("p", (index * gates.Length + gates.IndexOf(gate)) * NetworkShape.Lanes);
        }

        private string Variable(char letter) => letter + Text.Int(index);

        private void EmitLocal(SourceWriter writer, IReadOnlyList<Equation> order, Equation equation)
        {
            // The longer of two chains goes first: a state's function of another state before the gate that it waits for.
            foreach (Activated activated in order
                .Where(state => WaitsFor(state, equation))
                .SelectMany(static state => state.Value.All.OfType<Activated>())
                .Where(term => !IsNamed(term)))
            {
                writer.Line($"{Vector} {Variable('d')} = {Print(activated)};");
                Name(activated, Variable('d'));
            }

            string variable = Variable(equation.Letter);
            if (equation.Value.All.OfType<MultiplyAdd>().FirstOrDefault(static sum => sum.Left is PeepholeWeight) is { } withPeephole)
            {
                writer.Line($"{variable} = {Print(withPeephole)};");
                Name(withPeephole, variable);
            }

            // The sum is in the variable already. The compiler warns of an assignment to itself, which a linear function would be.
            bool isDeclared = _cell.Letters.IndexOf(equation.Letter) >= 0;
            string value = Print(equation.Value) + MaskOf(equation);
            if (!isDeclared || value != variable)
            {
                writer.Line($"{(isDeclared ? "" : Vector + " ")}{variable} = {value};");
            }
        }

        private void EmitState(SourceWriter writer, Equation equation, string output)
        {
            char state = equation.Letter;
            Term value = CellMemory.UnitValueOf(equation);
            string place = state == CellBuilder.HiddenLetter ? output : CellMemory.PlaceOf(state);
            string mask = MaskedGate(value) is null ? _mask : "";
            string masked = mask.Length > 0 ? Primary(value) + mask : Print(value);
            bool hasOld = HasOldVariable(schedule, state);
            if (!hasOld && !schedule.Reads(state))
            {
                writer.Line($"{(mask.Length > 0 ? $"({masked})" : Primary(value))}.StoreUnsafe(ref {place}{At});");
                return;
            }

            bool isAssigned = hasOld && !schedule.KeepsOld(state);
            writer.Line($"{(isAssigned ? "" : Vector + " ")}{Variable(state)} = {masked};");
            writer.Line($"{Variable(state)}.StoreUnsafe(ref {place}{At});");
        }

        /// <summary>Returns whether a state of the same stage waits for a gate, and has a function of its own to compute before.</summary>
        private static bool WaitsFor(Equation state, Equation gate) =>
            state.Role == EquationRole.State && gate.Role == EquationRole.Gate && state.Value is not Activated &&
            state.Value.All.Contains(new Result(gate.Letter)) && state.Value.All.OfType<Activated>().Any();

        /// <summary>Returns the mask of a gate, if the state that it makes is masked by it.</summary>
        private string MaskOf(Equation gate) => _cell.Equations.Any(equation =>
            equation.Role == EquationRole.State && MaskedGate(CellMemory.UnitValueOf(equation)) == gate.Letter) ? _mask : "";

        /// <summary>
        /// Returns the gate that is masked instead of a state, off the longest chain. The cell state of a lane of padding is zero, and so
        /// is its tanh. Other functions of zero may be another value, or -0, and would stay in the state.
        /// </summary>
        private char? MaskedGate(Term value) =>
            value is Product { Left: Result gate, Right: Activated { Function: { Function: Activation.Tanh } } activated } &&
            !activated.All.OfType<Preactivation>().Any() && _cell.Letters.IndexOf(gate.Letter) >= 0
                ? gate.Letter
                : null;
    }
}

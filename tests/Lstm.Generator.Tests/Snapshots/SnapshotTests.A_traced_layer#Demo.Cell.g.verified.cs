//HintName: Demo.Cell.g.cs
            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            public static ref float Step(ref float weights, ref float state, ref float x, ref float sums)
            {
                Layer(ref Unsafe.Add(ref weights, 256), ref state, ref x, ref sums);
                return ref state;
            }

        /// <inheritdoc/>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public void Step(ref State state, global::System.ReadOnlySpan<float> input, global::System.Span<float> output)
        {
            global::Lstm.CompilerServices.SpanLengths.CheckStep(input.Length, output.Length, InputSize, OutputSize);
            global::Lstm.Generated.CellDispatch.Run(
                ref _weights.First,
                ref global::System.Runtime.CompilerServices.Unsafe.As<State, float>(ref state),
                ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(input),
                ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(output),
                steps: 1);
        }

        /// <inheritdoc/>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public void Step(
            ref State state,
            global::System.ReadOnlySpan<float> input,
            global::System.Span<float> output,
            ref Trace trace)
        {
            global::Lstm.CompilerServices.SpanLengths.CheckStep(input.Length, output.Length, InputSize, OutputSize);
            global::Lstm.Generated.CellDispatch.Trace(
                ref _weights.First,
                ref global::System.Runtime.CompilerServices.Unsafe.As<State, float>(ref state),
                ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(input),
                ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(output),
                ref trace);
        }

        /// <summary>The gates and states of one step: a plain value.</summary>
        [global::System.CodeDom.Compiler.GeneratedCode("LstmGen", "1.2.3"), global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public struct Trace : global::Lstm.ILstmTrace
        {
            // For each layer what its equations compute, in their order.
            private Values _values;

            [global::System.Runtime.CompilerServices.InlineArray(18)]
            private struct Values
            {
                private float _first;
            }

            static global::Lstm.TraceLetters global::Lstm.ILstmTrace.LettersOf(int layer) =>
                global::Lstm.CompilerServices.Traces.LettersOf([new("ifo", "g", "ch")], layer);

            /// <inheritdoc/>
            [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
            public global::System.ReadOnlySpan<float> Vector(char letter, int layer = 0) => letter switch
            {
                'i' => InputGate(layer),
                'f' => ForgetGate(layer),
                'g' => Candidate(layer),
                'c' => Cell(layer),
                'o' => OutputGate(layer),
                'h' => Hidden(layer),
                _ => global::Lstm.CompilerServices.Traces.NoVector(letter),
            };

            /// <summary>Returns the input gate of a layer, [hidden].</summary>
            /// <param name="layer">The recurrent layer, from 0.</param>
            [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
            public global::System.ReadOnlySpan<float> InputGate(int layer = 0) =>
                global::Lstm.CompilerServices.StateAccess.Vector(ref _values, layer, [0, 3]);

            /// <summary>Returns the forget gate of a layer, [hidden].</summary>
            /// <param name="layer">The recurrent layer, from 0.</param>
            [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
            public global::System.ReadOnlySpan<float> ForgetGate(int layer = 0) =>
                global::Lstm.CompilerServices.StateAccess.Vector(ref _values, layer, [3, 3]);

            /// <summary>Returns the candidate of a layer, [hidden].</summary>
            /// <param name="layer">The recurrent layer, from 0.</param>
            [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
            public global::System.ReadOnlySpan<float> Candidate(int layer = 0) =>
                global::Lstm.CompilerServices.StateAccess.Vector(ref _values, layer, [6, 3]);

            /// <summary>Returns the new cell state of a layer, [hidden].</summary>
            /// <param name="layer">The recurrent layer, from 0.</param>
            [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
            public global::System.ReadOnlySpan<float> Cell(int layer = 0) =>
                global::Lstm.CompilerServices.StateAccess.Vector(ref _values, layer, [9, 3]);

            /// <summary>Returns the output gate of a layer, [hidden].</summary>
            /// <param name="layer">The recurrent layer, from 0.</param>
            [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
            public global::System.ReadOnlySpan<float> OutputGate(int layer = 0) =>
                global::Lstm.CompilerServices.StateAccess.Vector(ref _values, layer, [12, 3]);

            /// <summary>Returns the new hidden state of a layer, [hidden].</summary>
            /// <param name="layer">The recurrent layer, from 0.</param>
            [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
            public global::System.ReadOnlySpan<float> Hidden(int layer = 0) =>
                global::Lstm.CompilerServices.StateAccess.Vector(ref _values, layer, [15, 3]);
        }

        /// <summary>Advances one stream by one step and fills its trace. All processors use the same kernel for this.</summary>
        public static void Trace<TTrace>(ref float weights, ref float state, ref float x, ref float y, ref TTrace trace)
            where TTrace : unmanaged =>
            Traces.Step<CellKernelTraced, TTrace>(
                ref weights, ref state, ref x, ref y, sums: 64, ref trace);

    /// <summary>
    /// The same network, with the same bits, in vectors of four floats. It leaves its gates in memory for the trace.
    /// </summary>
    // Runtime methods loop over the rows. n is the first of four units. For each block of eight units, sums holds eight floats of i, then
    // of f, then of g, then of o. So k, the position of unit n, is 32 * (n / 8) + n % 8 = 4 * n - 3 * (n & 4).
    [global::System.CodeDom.Compiler.GeneratedCode("LstmGen", "1.2.3"), global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
    file readonly struct CellKernelTraced : global::Lstm.CompilerServices.ITracedKernel
    {
        /// <summary>Advances one stream by a number of steps. The callers have checked all lengths.</summary>
        // Optimised at once: unoptimised, the first calls are tens of times slower. Not inlined: callers would take registers.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, ref float trace, nint steps)
        {
            for (; steps > 0; steps--)
            {
                Layer(ref Unsafe.Add(ref weights, 256), ref state, ref x, ref sums);
                Traces.Write(ref sums, ref trace, units: 3, stride: 32);
                Traces.Write(ref Unsafe.Add(ref sums, 8), ref Unsafe.Add(ref trace, 3), units: 3, stride: 32);
                Traces.Write(ref Unsafe.Add(ref sums, 16), ref Unsafe.Add(ref trace, 6), units: 3, stride: 32);
                VectorCopy.Write(ref Unsafe.Add(ref state, 8), ref Unsafe.Add(ref trace, 9), 3);
                Traces.Write(ref Unsafe.Add(ref sums, 24), ref Unsafe.Add(ref trace, 12), units: 3, stride: 32);
                VectorCopy.Write(ref state, ref Unsafe.Add(ref trace, 15), 3);
                VectorCopy.Write(ref state, ref y, 3);
                x = ref Unsafe.Add(ref x, 3);
                y = ref Unsafe.Add(ref y, 3);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Layer(ref float weights, ref float h, ref float x, ref float sums)
        {
            // Phase 1: pre-activations in two chains: the bias and even rows in s, odd rows in t.
            ref float w = ref weights;
            ref float u = ref Unsafe.Add(ref weights, 128);
            ref float s = ref sums;
            ref float t = ref Unsafe.Add(ref sums, 32);
            VectorCopy.Write(ref w, ref s, 32);
            VectorCopy.Clear(ref t, 32);
            TileSums.Add(ref Unsafe.Add(ref w, 32), 32, ref x, 3, ref s, 32, every: 2);
            TileSums.Add(ref Unsafe.Add(ref w, 64), 32, ref Unsafe.Add(ref x, 1), 2, ref t, 32, every: 2);
            TileSums.Add(ref u, 32, ref h, 3, ref s, 32, every: 2);
            TileSums.Add(ref Unsafe.Add(ref u, 32), 32, ref Unsafe.Add(ref h, 1), 2, ref t, 32, every: 2);
            TileSums.Join(ref t, ref s, 32);

            // Phase 2: input gate, forget gate and output gate.
            for (nuint n = 0; n < 8; n += 4)
            {
                nuint k = 4 * n - 3 * (n & 4);
                Activations.HalfSigmoid(LoadUnsafe(ref sums, k)).StoreUnsafe(ref sums, k);
            }
            for (nuint n = 0; n < 8; n += 4)
            {
                nuint k = 4 * n - 3 * (n & 4);
                Activations.HalfSigmoid(LoadUnsafe(ref sums, k + 8)).StoreUnsafe(ref sums, k + 8);
            }
            for (nuint n = 0; n < 8; n += 4)
            {
                nuint k = 4 * n - 3 * (n & 4);
                Activations.HalfSigmoid(LoadUnsafe(ref sums, k + 24)).StoreUnsafe(ref sums, k + 24);
            }

            // Phase 3: candidate and new cell state.
            ref float c = ref Unsafe.Add(ref h, 8);
            for (nuint n = 0; n < 8; n += 4)
            {
                nuint k = 4 * n - 3 * (n & 4);
                Vector128<float> g = Activations.Tanh(LoadUnsafe(ref sums, k + 16));
                g.StoreUnsafe(ref sums, k + 16);
                Activations.Settle(MultiplyAdd.Of(LoadUnsafe(ref sums, k), g, LoadUnsafe(ref sums, k + 8) * LoadUnsafe(ref c, n)))
                    .StoreUnsafe(ref c, n);
            }

            VectorCopy.Clear(ref Unsafe.Add(ref c, 3), 5);

            // Phase 4: new hidden state.
            for (nuint n = 0; n < 8; n += 4)
            {
                nuint k = 4 * n - 3 * (n & 4);
                (LoadUnsafe(ref sums, k + 24) * Activations.Tanh(LoadUnsafe(ref c, n))).StoreUnsafe(ref h, n);
            }

            VectorCopy.Clear(ref Unsafe.Add(ref h, 3), 5);
        }
    }

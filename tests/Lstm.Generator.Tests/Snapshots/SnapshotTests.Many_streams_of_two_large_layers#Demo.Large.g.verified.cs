//HintName: Demo.Large.g.cs
        /// <summary>A step of many streams, three at a time.</summary>
        public readonly struct Streams : global::Lstm.CompilerServices.IScratchKernel
        {
            /// <summary>Advances a number of streams by one step. The callers have checked all lengths.</summary>
            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            public static void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint streams)
            {
                for (; streams >= 3; streams -= 3)
                {
                    FirstLayer(ref Unsafe.Add(ref weights, 256), ref state, ref x, ref sums);
                    UpperLayer(ref Unsafe.Add(ref weights, 7136), ref Unsafe.Add(ref state, 80), ref state, ref sums);

                    for (nint stream = 0; stream < 3; stream++)
                    {
                        VectorCopy.Write(ref Unsafe.Add(ref state, 80), ref y, 40);
                        state = ref Unsafe.Add(ref state, 160);
                        x = ref Unsafe.Add(ref x, 2);
                        y = ref Unsafe.Add(ref y, 40);
                    }
                }

                // The remaining one or two streams.
                for (; streams > 0; streams--)
                {
                    LargeKernel.Run(ref weights, ref state, ref x, ref y, ref sums, steps: 1);
                    state = ref Unsafe.Add(ref state, 160);
                    x = ref Unsafe.Add(ref x, 2);
                    y = ref Unsafe.Add(ref y, 40);
                }
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void FirstLayer(ref float weights, ref float h, ref float x, ref float sums)
            {
                SharedSizes sizes = new(inputs: 2, hidden: 40, inputStride: 2, stateStride: 160, sumsStride: 160);
                SharedTiles.Sum(
                    ref weights, ref Unsafe.Add(ref weights, 288), ref x, ref h,
                    ref sums, tiles: 1, blocks: 3, in sizes);
                SharedTiles.Sum(
                    ref Unsafe.Add(ref weights, 4128), ref Unsafe.Add(ref weights, 4320), ref x, ref h,
                    ref Unsafe.Add(ref sums, 96), tiles: 1, blocks: 2, in sizes);
                for (nint stream = 0; stream < 3; stream++)
                {
                    Units(ref Unsafe.Add(ref h, stream * 160), ref Unsafe.Add(ref sums, stream * 160));
                }
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void UpperLayer(ref float weights, ref float h, ref float x, ref float sums)
            {
                SharedSizes sizes = new(inputs: 40, hidden: 40, inputStride: 160, stateStride: 160, sumsStride: 160);
                SharedTiles.Sum(
                    ref weights, ref Unsafe.Add(ref weights, 3936), ref x, ref h,
                    ref sums, tiles: 1, blocks: 3, in sizes);
                SharedTiles.Sum(
                    ref Unsafe.Add(ref weights, 7776), ref Unsafe.Add(ref weights, 10400), ref x, ref h,
                    ref Unsafe.Add(ref sums, 96), tiles: 1, blocks: 2, in sizes);
                for (nint stream = 0; stream < 3; stream++)
                {
                    Units(ref Unsafe.Add(ref h, stream * 160), ref Unsafe.Add(ref sums, stream * 160));
                }
            }
        }

        /// <inheritdoc/>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public void StepMany(
            global::System.Span<State> states,
            global::System.ReadOnlySpan<float> inputs,
            global::System.Span<float> outputs)
        {
            global::Lstm.CompilerServices.SpanLengths.CheckStepMany(states.Length, inputs, outputs, InputSize, OutputSize);
            int together = global::Lstm.Generated.LargeDispatch.StepMany(
                ref _weights.First,
                ref global::System.Runtime.CompilerServices.Unsafe.As<State, float>(
                    ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(states)),
                ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(inputs),
                ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(outputs),
                states.Length);
            for (int stream = together; stream < states.Length; stream++)
            {
                Step(ref states[stream], inputs.Slice(stream * InputSize, InputSize), outputs.Slice(stream * OutputSize, OutputSize));
            }
        }

        /// <inheritdoc/>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public void StepMany(
            global::Lstm.StateBlock<State> states,
            global::System.ReadOnlySpan<float> inputs,
            global::System.Span<float> outputs) =>
            StepMany(states, first: 0, global::Lstm.CompilerServices.StateBlocks.CountOf(states), inputs, outputs);

        /// <inheritdoc/>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public void StepMany(
            global::Lstm.StateBlock<State> states,
            int first,
            int count,
            global::System.ReadOnlySpan<float> inputs,
            global::System.Span<float> outputs)
        {
            global::Lstm.CompilerServices.StateBlocks.Check(states, first, count, inputs, outputs, InputSize, OutputSize);
            StepMany(global::Lstm.CompilerServices.StateBlocks.Streams(states, first, count), inputs, outputs);
        }

        /// <summary>Steps many streams together. Returns how many: all, or none where single steps are as fast.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int StepMany(ref float weights, ref float state, ref float x, ref float y, int streams)
        {
            if (Vector256.IsHardwareAccelerated)
            {
                Scratch.Run<LargeKernel.Streams>(ref weights, ref state, ref x, ref y, streams, sums: 480);
                return streams;
            }

            return 0;
        }

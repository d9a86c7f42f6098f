//HintName: Demo.Large.g.cs
        /// <summary>Advances one stream by a number of steps. The callers have checked all lengths.</summary>
        // Optimised at once: unoptimised, the first calls are tens of times slower. Not inlined: callers would take registers.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public static void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint steps)
        {
            nint turn = TileOrder.Take((int)steps);

            // 3 steps at once, layer by layer: each input weight is loaded once for all of them.
            for (; steps >= 3; steps -= 3)
            {
                for (nint t = 0; t < 3; t++)
                {
                    FirstLayer(
                        ref Unsafe.Add(ref weights, 256),
                        ref state,
                        ref Unsafe.Add(ref x, t * 2),
                        ref Unsafe.Add(ref sums, t * 160),
                        backwards: ((turn + t) & 1) != 0);
                    VectorCopy.Write(ref state, ref Unsafe.Add(ref sums, 480 + t * 40), 40);
                }

                UpperLayerInputs(ref Unsafe.Add(ref weights, 7136), ref Unsafe.Add(ref sums, 480), ref sums);
                for (nint t = 0; t < 3; t++)
                {
                    UpperLayer(
                        ref Unsafe.Add(ref weights, 7136),
                        ref Unsafe.Add(ref state, 80),
                        ref Unsafe.Add(ref sums, 480 + t * 40),
                        ref Unsafe.Add(ref sums, t * 160),
                        backwards: ((turn + t) & 1) != 0,
                        ahead: true);
                    VectorCopy.Write(ref Unsafe.Add(ref state, 80), ref y, 40);
                    x = ref Unsafe.Add(ref x, 2);
                    y = ref Unsafe.Add(ref y, 40);
                }

                turn += 3;
            }

            for (; steps > 0; steps--)
            {
                FirstLayer(ref Unsafe.Add(ref weights, 256), ref state, ref x, ref sums, backwards: (turn & 1) != 0);
                UpperLayer(
                    ref Unsafe.Add(ref weights, 7136),
                    ref Unsafe.Add(ref state, 80),
                    ref state,
                    ref sums,
                    backwards: (turn & 1) != 0,
                    ahead: false);
                VectorCopy.Write(ref Unsafe.Add(ref state, 80), ref y, 40);
                x = ref Unsafe.Add(ref x, 2);
                y = ref Unsafe.Add(ref y, 40);
                turn++;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void UpperLayer(ref float weights, ref float h, ref float x, ref float sums, bool backwards, bool ahead)
        {
            // Phase 1: pre-activations, tile by tile.
            // Every other step goes backwards: the weights that the last step read last are still in the cache.
            nint inputs = ahead ? 0 : 40;
            for (nint n = 0; n < 2; n++)
            {
                nint tile = backwards ? 1 - n : n;
                if (tile < 1)
                {
                    Tile3(
                        ref Unsafe.Add(ref weights, tile * 3936),
                        ref Unsafe.Add(ref weights, 3936 + tile * 3840),
                        ref h,
                        ref x,
                        ref Unsafe.Add(ref sums, tile * 96),
                        inputs);
                }
                else
                {
                    Tile2(
                        ref Unsafe.Add(ref weights, 5152 + tile * 2624),
                        ref Unsafe.Add(ref weights, 7840 + tile * 2560),
                        ref h,
                        ref x,
                        ref Unsafe.Add(ref sums, 32 + tile * 64),
                        inputs);
                }
            }
            Units(ref h, ref sums);
        }

        /// <summary>The bias and the input half of the pre-activations of 3 steps.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static void UpperLayerInputs(ref float weights, ref float x, ref float sums)
        {
            SharedSizes sizes = new(inputs: 40, hidden: 0, inputStride: 40, stateStride: 0, sumsStride: 160);
            SharedTiles.Sum(
                ref weights, ref weights, ref x, ref x,
                ref sums, tiles: 1, blocks: 3, in sizes);
            SharedTiles.Sum(
                ref Unsafe.Add(ref weights, 7776), ref Unsafe.Add(ref weights, 7776), ref x, ref x,
                ref Unsafe.Add(ref sums, 96), tiles: 1, blocks: 2, in sizes);
        }

        /// <summary>Pre-activations of a tile; the digit is the block of eight units. Each row is multiplied by v.</summary>
        // If inputs is 0, s contains the bias and the inputs already.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static void Tile2(ref float w, ref float u, ref float h, ref float x, ref float s, nint inputs)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                PairedTiles.SumTwoBlocks(ref w, ref u, ref h, ref x, ref s, inputs, hidden: 40);
                return;
            }

            Vector256<float> i0, f0, g0, o0, i1, f1, g1, o1, v;
            if (inputs == 0)
            {
                i0 = LoadUnsafe(ref s);
                f0 = LoadUnsafe(ref s, 8);
                g0 = LoadUnsafe(ref s, 16);
                o0 = LoadUnsafe(ref s, 24);
                i1 = LoadUnsafe(ref s, 32);
                f1 = LoadUnsafe(ref s, 40);
                g1 = LoadUnsafe(ref s, 48);
                o1 = LoadUnsafe(ref s, 56);
            }
            else
            {
                i0 = LoadUnsafe(ref w);
                f0 = LoadUnsafe(ref w, 8);
                g0 = LoadUnsafe(ref w, 16);
                o0 = LoadUnsafe(ref w, 24);
                i1 = LoadUnsafe(ref w, 32);
                f1 = LoadUnsafe(ref w, 40);
                g1 = LoadUnsafe(ref w, 48);
                o1 = LoadUnsafe(ref w, 56);
            }

            for (nint k = 1; k < inputs; k += 2)
            {
                v = Create(Unsafe.Add(ref x, k - 1));
                i0 = FusedMultiplyAdd(LoadUnsafe(ref w, 64), v, i0);
                f0 = FusedMultiplyAdd(LoadUnsafe(ref w, 72), v, f0);
                g0 = FusedMultiplyAdd(LoadUnsafe(ref w, 80), v, g0);
                o0 = FusedMultiplyAdd(LoadUnsafe(ref w, 88), v, o0);
                i1 = FusedMultiplyAdd(LoadUnsafe(ref w, 96), v, i1);
                f1 = FusedMultiplyAdd(LoadUnsafe(ref w, 104), v, f1);
                g1 = FusedMultiplyAdd(LoadUnsafe(ref w, 112), v, g1);
                o1 = FusedMultiplyAdd(LoadUnsafe(ref w, 120), v, o1);

                v = Create(Unsafe.Add(ref x, k));
                i0 = FusedMultiplyAdd(LoadUnsafe(ref w, 128), v, i0);
                f0 = FusedMultiplyAdd(LoadUnsafe(ref w, 136), v, f0);
                g0 = FusedMultiplyAdd(LoadUnsafe(ref w, 144), v, g0);
                o0 = FusedMultiplyAdd(LoadUnsafe(ref w, 152), v, o0);
                i1 = FusedMultiplyAdd(LoadUnsafe(ref w, 160), v, i1);
                f1 = FusedMultiplyAdd(LoadUnsafe(ref w, 168), v, f1);
                g1 = FusedMultiplyAdd(LoadUnsafe(ref w, 176), v, g1);
                o1 = FusedMultiplyAdd(LoadUnsafe(ref w, 184), v, o1);

                w = ref Unsafe.Add(ref w, 128);
            }

            if ((inputs & 1) != 0)
            {
                v = Create(Unsafe.Add(ref x, inputs - 1));
                i0 = FusedMultiplyAdd(LoadUnsafe(ref w, 64), v, i0);
                f0 = FusedMultiplyAdd(LoadUnsafe(ref w, 72), v, f0);
                g0 = FusedMultiplyAdd(LoadUnsafe(ref w, 80), v, g0);
                o0 = FusedMultiplyAdd(LoadUnsafe(ref w, 88), v, o0);
                i1 = FusedMultiplyAdd(LoadUnsafe(ref w, 96), v, i1);
                f1 = FusedMultiplyAdd(LoadUnsafe(ref w, 104), v, f1);
                g1 = FusedMultiplyAdd(LoadUnsafe(ref w, 112), v, g1);
                o1 = FusedMultiplyAdd(LoadUnsafe(ref w, 120), v, o1);
            }

            for (nint k = 1; k < 40; k += 2)
            {
                v = Create(Unsafe.Add(ref h, k - 1));
                i0 = FusedMultiplyAdd(LoadUnsafe(ref u), v, i0);
                f0 = FusedMultiplyAdd(LoadUnsafe(ref u, 8), v, f0);
                g0 = FusedMultiplyAdd(LoadUnsafe(ref u, 16), v, g0);
                o0 = FusedMultiplyAdd(LoadUnsafe(ref u, 24), v, o0);
                i1 = FusedMultiplyAdd(LoadUnsafe(ref u, 32), v, i1);
                f1 = FusedMultiplyAdd(LoadUnsafe(ref u, 40), v, f1);
                g1 = FusedMultiplyAdd(LoadUnsafe(ref u, 48), v, g1);
                o1 = FusedMultiplyAdd(LoadUnsafe(ref u, 56), v, o1);

                v = Create(Unsafe.Add(ref h, k));
                i0 = FusedMultiplyAdd(LoadUnsafe(ref u, 64), v, i0);
                f0 = FusedMultiplyAdd(LoadUnsafe(ref u, 72), v, f0);
                g0 = FusedMultiplyAdd(LoadUnsafe(ref u, 80), v, g0);
                o0 = FusedMultiplyAdd(LoadUnsafe(ref u, 88), v, o0);
                i1 = FusedMultiplyAdd(LoadUnsafe(ref u, 96), v, i1);
                f1 = FusedMultiplyAdd(LoadUnsafe(ref u, 104), v, f1);
                g1 = FusedMultiplyAdd(LoadUnsafe(ref u, 112), v, g1);
                o1 = FusedMultiplyAdd(LoadUnsafe(ref u, 120), v, o1);

                u = ref Unsafe.Add(ref u, 128);
            }

            i0.StoreUnsafe(ref s);
            f0.StoreUnsafe(ref s, 8);
            g0.StoreUnsafe(ref s, 16);
            o0.StoreUnsafe(ref s, 24);
            i1.StoreUnsafe(ref s, 32);
            f1.StoreUnsafe(ref s, 40);
            g1.StoreUnsafe(ref s, 48);
            o1.StoreUnsafe(ref s, 56);
        }

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

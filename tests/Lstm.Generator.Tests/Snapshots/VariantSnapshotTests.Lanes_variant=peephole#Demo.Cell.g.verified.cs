//HintName: Demo.Cell.g.cs
        /// <summary>A step of eight streams. A vector holds the same float of each of them.</summary>
        public readonly struct Lanes : global::Lstm.CompilerServices.ILaneKernel
        {
            public static int Input => 1;

            public static int Output => 20;

            public static int State => 48;

            // The length of sums, in floats: the pre-activations, then the outputs of dense layers.
            public static int Scratch => 640;

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            public static ref float Step(ref float weights, ref float state, ref float x, ref float sums)
            {
                Layer(ref Unsafe.Add(ref weights, 256), ref state, ref x, ref sums);
                return ref state;
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void Layer(ref float weights, ref float h, ref float x, ref float sums)
            {
                // Phase 1: pre-activations of two units per iteration, stored in sums as [20 units, 4 gates, 8 streams]. v is one value of
                // each stream.
                ref float s = ref sums;
                for (nint unit = 0; unit < 20; unit += 2)
                {
                    ref float w = ref Unsafe.Add(ref weights, (unit >> 3) * 32 + (unit & 7));
                    ref float u = ref Unsafe.Add(ref weights, 192 + (unit >> 3) * 32 + (unit & 7));
                    Vector256<float> i0 = Create(w);
                    Vector256<float> f0 = Create(Unsafe.Add(ref w, 8));
                    Vector256<float> g0 = Create(Unsafe.Add(ref w, 16));
                    Vector256<float> o0 = Create(Unsafe.Add(ref w, 24));
                    Vector256<float> i1 = Create(Unsafe.Add(ref w, 1));
                    Vector256<float> f1 = Create(Unsafe.Add(ref w, 9));
                    Vector256<float> g1 = Create(Unsafe.Add(ref w, 17));
                    Vector256<float> o1 = Create(Unsafe.Add(ref w, 25));
                    Vector256<float> v;

                    v = LoadUnsafe(ref x);
                    i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 96)), v, i0);
                    f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 104)), v, f0);
                    g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 112)), v, g0);
                    o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 120)), v, o0);
                    i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 97)), v, i1);
                    f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 105)), v, f1);
                    g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 113)), v, g1);
                    o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 121)), v, o1);

                    for (nint k = 0; k < 160; k += 16)
                    {
                        v = LoadUnsafe(ref Unsafe.Add(ref h, k));
                        i0 = FusedMultiplyAdd(Create(u), v, i0);
                        f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 8)), v, f0);
                        g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 16)), v, g0);
                        o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 24)), v, o0);
                        i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 1)), v, i1);
                        f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 9)), v, f1);
                        g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 17)), v, g1);
                        o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 25)), v, o1);

                        v = LoadUnsafe(ref Unsafe.Add(ref h, k + 8));
                        i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 96)), v, i0);
                        f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 104)), v, f0);
                        g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 112)), v, g0);
                        o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 120)), v, o0);
                        i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 97)), v, i1);
                        f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 105)), v, f1);
                        g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 113)), v, g1);
                        o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 121)), v, o1);

                        u = ref Unsafe.Add(ref u, 192);
                    }

                    i0.StoreUnsafe(ref s);
                    f0.StoreUnsafe(ref s, 8);
                    g0.StoreUnsafe(ref s, 16);
                    o0.StoreUnsafe(ref s, 24);
                    i1.StoreUnsafe(ref s, 32);
                    f1.StoreUnsafe(ref s, 40);
                    g1.StoreUnsafe(ref s, 48);
                    o1.StoreUnsafe(ref s, 56);
                    s = ref Unsafe.Add(ref s, 64);
                }

                // Phase 2: input gate and forget gate.
                ref float c = ref Unsafe.Add(ref h, 192);
                ref float p = ref Unsafe.Add(ref weights, 2112);
                for (nint n = 0; n < 160; n += 8)
                {
                    Activations.HalfSigmoid(
                        FusedMultiplyAdd(
                            Create(Unsafe.Add(ref p, (n >> 6) * 24 + ((n >> 3) & 7))),
                            LoadUnsafe(ref Unsafe.Add(ref c, n)),
                            LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n))))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n));
                    Activations.HalfSigmoid(
                        FusedMultiplyAdd(
                            Create(Unsafe.Add(ref p, (n >> 6) * 24 + ((n >> 3) & 7) + 8)),
                            LoadUnsafe(ref Unsafe.Add(ref c, n)),
                            LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8))))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8));
                }

                // Phase 3: candidate and new cell state.
                for (nint n = 0; n < 160; n += 8)
                {
                    Vector256<float> g = Activations.Tanh(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 16)));
                    Activations.Settle(
                        FusedMultiplyAdd(
                            LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n)),
                            g,
                            LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8)) * LoadUnsafe(ref Unsafe.Add(ref c, n))))
                        .StoreUnsafe(ref Unsafe.Add(ref c, n));
                }

                // Phase 4: output gate, with the new cell state.
                for (nint n = 0; n < 160; n += 8)
                {
                    Activations.HalfSigmoid(
                        FusedMultiplyAdd(
                            Create(Unsafe.Add(ref p, (n >> 6) * 24 + ((n >> 3) & 7) + 16)),
                            LoadUnsafe(ref Unsafe.Add(ref c, n)),
                            LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24))))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24));
                }

                // Phase 5: new hidden state.
                for (nint n = 0; n < 160; n += 8)
                {
                    (LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24)) * Activations.Tanh(LoadUnsafe(ref Unsafe.Add(ref c, n))))
                        .StoreUnsafe(ref Unsafe.Add(ref h, n));
                }
            }
        }

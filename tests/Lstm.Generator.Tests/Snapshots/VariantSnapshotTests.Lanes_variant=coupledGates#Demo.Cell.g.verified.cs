//HintName: Demo.Cell.g.cs
        /// <summary>A step of eight streams. A vector holds the same float of each of them.</summary>
        public readonly struct Lanes : global::Lstm.CompilerServices.ILaneKernel
        {
            public static int Input => 1;

            public static int Output => 2;

            public static int State => 16;

            // The length of sums, in floats: the pre-activations, then the outputs of dense layers.
            public static int Scratch => 48;

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            public static ref float Step(ref float weights, ref float state, ref float x, ref float sums)
            {
                Layer(ref Unsafe.Add(ref weights, 256), ref state, ref x, ref sums);
                return ref state;
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void Layer(ref float weights, ref float h, ref float x, ref float sums)
            {
                // Phase 1: pre-activations of one unit per iteration, in two chains of even and of odd rows, stored in sums as [2 units, 3
                // gates, 8 streams]. v is one value of each stream.
                ref float s = ref sums;
                for (nint unit = 0; unit < 2; unit++)
                {
                    ref float w = ref Unsafe.Add(ref weights, unit);
                    ref float u = ref Unsafe.Add(ref weights, 48 + unit);
                    Vector256<float> i0 = Create(w);
                    Vector256<float> g0 = Create(Unsafe.Add(ref w, 8));
                    Vector256<float> o0 = Create(Unsafe.Add(ref w, 16));
                    Vector256<float> i1 = Vector256<float>.Zero;
                    Vector256<float> g1 = Vector256<float>.Zero;
                    Vector256<float> o1 = Vector256<float>.Zero;
                    Vector256<float> v;

                    v = LoadUnsafe(ref x);
                    i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 24)), v, i0);
                    g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 32)), v, g0);
                    o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 40)), v, o0);

                    v = LoadUnsafe(ref h);
                    i0 = FusedMultiplyAdd(Create(u), v, i0);
                    g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 8)), v, g0);
                    o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 16)), v, o0);

                    v = LoadUnsafe(ref h, 8);
                    i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 24)), v, i1);
                    g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 32)), v, g1);
                    o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 40)), v, o1);

                    (i0 + i1).StoreUnsafe(ref s);
                    (g0 + g1).StoreUnsafe(ref s, 8);
                    (o0 + o1).StoreUnsafe(ref s, 16);
                    s = ref Unsafe.Add(ref s, 24);
                }

                // Phase 2: input gate and output gate.
                for (nint n = 0; n < 16; n += 8)
                {
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 3 * n))).StoreUnsafe(ref Unsafe.Add(ref sums, 3 * n));
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 3 * n + 16)))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 3 * n + 16));
                }

                // Phase 3: forget gate, candidate and new cell state.
                ref float c = ref Unsafe.Add(ref h, 64);
                for (nint n = 0; n < 16; n += 8)
                {
                    Vector256<float> i = LoadUnsafe(ref Unsafe.Add(ref sums, 3 * n));
                    Vector256<float> f = Vector256<float>.One - i;
                    Vector256<float> g = Activations.Tanh(LoadUnsafe(ref Unsafe.Add(ref sums, 3 * n + 8)));
                    Activations.Settle(FusedMultiplyAdd(i, g, f * LoadUnsafe(ref Unsafe.Add(ref c, n))))
                        .StoreUnsafe(ref Unsafe.Add(ref c, n));
                }

                // Phase 4: new hidden state.
                for (nint n = 0; n < 16; n += 8)
                {
                    (LoadUnsafe(ref Unsafe.Add(ref sums, 3 * n + 16)) * Activations.Tanh(LoadUnsafe(ref Unsafe.Add(ref c, n))))
                        .StoreUnsafe(ref Unsafe.Add(ref h, n));
                }
            }
        }

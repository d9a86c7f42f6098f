//HintName: Demo.Cell.g.cs
        /// <summary>A step of eight streams. A vector holds the same float of each of them.</summary>
        public readonly struct Lanes : global::Lstm.CompilerServices.ILaneKernel
        {
            public static int Input => 1;

            public static int Output => 1;

            public static int State => 16;

            // The length of sums, in floats: the pre-activations, then the outputs of dense layers.
            public static int Scratch => 128;

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            public static ref float Step(ref float weights, ref float state, ref float x, ref float sums)
            {
                Layer(ref Unsafe.Add(ref weights, 256), ref state, ref x, ref sums);
                Head(ref weights, ref state, ref x, ref Unsafe.Add(ref sums, 64));
                return ref Unsafe.Add(ref sums, 64);
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void Layer(ref float weights, ref float h, ref float x, ref float sums)
            {
                // Phase 1: pre-activations of one unit per iteration, in two chains of even and of odd rows, stored in sums as [2 units, 4
                // gates, 8 streams]. v is one value of each stream.
                ref float s = ref sums;
                for (nint unit = 0; unit < 2; unit++)
                {
                    ref float w = ref Unsafe.Add(ref weights, unit);
                    ref float u = ref Unsafe.Add(ref weights, 64 + unit);
                    Vector256<float> i0 = Create(w);
                    Vector256<float> f0 = Create(Unsafe.Add(ref w, 8));
                    Vector256<float> g0 = Create(Unsafe.Add(ref w, 16));
                    Vector256<float> o0 = Create(Unsafe.Add(ref w, 24));
                    Vector256<float> i1 = Vector256<float>.Zero;
                    Vector256<float> f1 = Vector256<float>.Zero;
                    Vector256<float> g1 = Vector256<float>.Zero;
                    Vector256<float> o1 = Vector256<float>.Zero;
                    Vector256<float> v;

                    v = LoadUnsafe(ref x);
                    i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 32)), v, i0);
                    f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 40)), v, f0);
                    g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 48)), v, g0);
                    o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 56)), v, o0);

                    v = LoadUnsafe(ref h);
                    i0 = FusedMultiplyAdd(Create(u), v, i0);
                    f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 8)), v, f0);
                    g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 16)), v, g0);
                    o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 24)), v, o0);

                    v = LoadUnsafe(ref h, 8);
                    i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 32)), v, i1);
                    f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 40)), v, f1);
                    g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 48)), v, g1);
                    o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 56)), v, o1);

                    (i0 + i1).StoreUnsafe(ref s);
                    (f0 + f1).StoreUnsafe(ref s, 8);
                    (g0 + g1).StoreUnsafe(ref s, 16);
                    (o0 + o1).StoreUnsafe(ref s, 24);
                    s = ref Unsafe.Add(ref s, 32);
                }

                // Phase 2: input gate, forget gate and output gate.
                for (nint n = 0; n < 16; n += 8)
                {
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n))).StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n));
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8)))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8));
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24)))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24));
                }

                // Phase 3: candidate and new cell state.
                ref float c = ref Unsafe.Add(ref h, 64);
                for (nint n = 0; n < 16; n += 8)
                {
                    Vector256<float> g = Activations.Tanh(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 16)));
                    Activations.Settle(
                        FusedMultiplyAdd(
                            LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n)),
                            g,
                            LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8)) * LoadUnsafe(ref Unsafe.Add(ref c, n))))
                        .StoreUnsafe(ref Unsafe.Add(ref c, n));
                }

                // Phase 4: new hidden state.
                for (nint n = 0; n < 16; n += 8)
                {
                    (LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24)) * Activations.Tanh(LoadUnsafe(ref Unsafe.Add(ref c, n))))
                        .StoreUnsafe(ref Unsafe.Add(ref h, n));
                }
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void Head(ref float weights, ref float h, ref float x, ref float y)
            {
                ref float w = ref Unsafe.Add(ref weights, 384);
                Vector256<float> s0 = Create(w) * LoadUnsafe(ref h);
                Vector256<float> s1 = Create(Unsafe.Add(ref w, 1)) * LoadUnsafe(ref h, 8);
                Vector256<float> s2 = Create(Unsafe.Add(ref w, 2)) * LoadUnsafe(ref h, 16);
                Vector256<float> s3 = Create(Unsafe.Add(ref w, 3)) * LoadUnsafe(ref h, 24);
                Vector256<float> s4 = Create(Unsafe.Add(ref w, 4)) * LoadUnsafe(ref h, 32);
                Vector256<float> s5 = Create(Unsafe.Add(ref w, 5)) * LoadUnsafe(ref h, 40);
                Vector256<float> s6 = Create(Unsafe.Add(ref w, 6)) * LoadUnsafe(ref h, 48);
                Vector256<float> s7 = Create(Unsafe.Add(ref w, 7)) * LoadUnsafe(ref h, 56);

                Vector256<float> sum = (((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))) + Create(Unsafe.Add(ref weights, 392));
                (sum + LoadUnsafe(ref x)).StoreUnsafe(ref y);
            }
        }

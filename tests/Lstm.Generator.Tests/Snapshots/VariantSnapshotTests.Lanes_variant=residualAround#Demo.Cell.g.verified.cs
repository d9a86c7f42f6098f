//HintName: Demo.Cell.g.cs
        /// <summary>A step of eight streams. A vector holds the same float of each of them.</summary>
        public readonly struct Lanes : global::Lstm.CompilerServices.ILaneKernel
        {
            public static int Input => 2;

            public static int Output => 1;

            public static int State => 64;

            // The length of sums, in floats: the pre-activations, then the outputs of dense layers.
            public static int Scratch => 960;

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            public static ref float Step(ref float weights, ref float state, ref float x, ref float sums)
            {
                VectorCopy.Write(ref x, ref Unsafe.Add(ref sums, 320), 16);
                VectorCopy.Clear(ref Unsafe.Add(ref sums, 336), 48);
                Stem(ref weights, ref Unsafe.Add(ref sums, 320), ref Unsafe.Add(ref sums, 384));
                FirstLayer(ref Unsafe.Add(ref weights, 344), ref state, ref Unsafe.Add(ref sums, 384), ref sums);
                UpperLayer(ref Unsafe.Add(ref weights, 1560), ref Unsafe.Add(ref state, 256), ref state, ref sums);
                for (nint n = 72; n < 128; n += 8)
                {
                    Vector256<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref Unsafe.Add(ref sums, 512), n));
                }
                Merges.Sum(ref Unsafe.Add(ref state, 256), ref state, ref Unsafe.Add(ref sums, 512), 72);
                Head1(ref weights, ref Unsafe.Add(ref sums, 512), ref Unsafe.Add(ref sums, 640));
                for (nint n = 72; n < 128; n += 8)
                {
                    Vector256<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref Unsafe.Add(ref sums, 768), n));
                }
                Merges.Sum(ref Unsafe.Add(ref sums, 640), ref Unsafe.Add(ref sums, 384), ref Unsafe.Add(ref sums, 768), 72);
                Head3(ref weights, ref Unsafe.Add(ref sums, 768), ref Unsafe.Add(ref sums, 896));
                return ref Unsafe.Add(ref sums, 896);
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void FirstLayer(ref float weights, ref float h, ref float x, ref float sums)
            {
                // Phase 1: pre-activations of two units per iteration, stored in sums as [10 units, 4 gates, 8 streams]. v is one value of
                // each stream.
                ref float s = ref sums;
                for (nint unit = 0; unit < 9; unit += 2)
                {
                    ref float w = ref Unsafe.Add(ref weights, (unit >> 3) * 32 + (unit & 7));
                    ref float u = ref Unsafe.Add(ref weights, 640 + (unit >> 3) * 32 + (unit & 7));
                    Vector256<float> i0 = Create(w);
                    Vector256<float> f0 = Create(Unsafe.Add(ref w, 8));
                    Vector256<float> g0 = Create(Unsafe.Add(ref w, 16));
                    Vector256<float> o0 = Create(Unsafe.Add(ref w, 24));
                    Vector256<float> i1 = Create(Unsafe.Add(ref w, 1));
                    Vector256<float> f1 = Create(Unsafe.Add(ref w, 9));
                    Vector256<float> g1 = Create(Unsafe.Add(ref w, 17));
                    Vector256<float> o1 = Create(Unsafe.Add(ref w, 25));
                    Vector256<float> v;

                    for (nint k = 0; k < 64; k += 16)
                    {
                        v = LoadUnsafe(ref Unsafe.Add(ref x, k));
                        i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 64)), v, i0);
                        f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 72)), v, f0);
                        g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 80)), v, g0);
                        o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 88)), v, o0);
                        i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 65)), v, i1);
                        f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 73)), v, f1);
                        g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 81)), v, g1);
                        o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 89)), v, o1);

                        v = LoadUnsafe(ref Unsafe.Add(ref x, k + 8));
                        i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 128)), v, i0);
                        f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 136)), v, f0);
                        g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 144)), v, g0);
                        o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 152)), v, o0);
                        i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 129)), v, i1);
                        f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 137)), v, f1);
                        g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 145)), v, g1);
                        o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 153)), v, o1);

                        w = ref Unsafe.Add(ref w, 128);
                    }

                    v = LoadUnsafe(ref x, 64);
                    i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 64)), v, i0);
                    f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 72)), v, f0);
                    g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 80)), v, g0);
                    o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 88)), v, o0);
                    i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 65)), v, i1);
                    f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 73)), v, f1);
                    g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 81)), v, g1);
                    o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 89)), v, o1);

                    for (nint k = 0; k < 64; k += 16)
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
                        i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 64)), v, i0);
                        f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 72)), v, f0);
                        g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 80)), v, g0);
                        o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 88)), v, o0);
                        i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 65)), v, i1);
                        f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 73)), v, f1);
                        g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 81)), v, g1);
                        o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 89)), v, o1);

                        u = ref Unsafe.Add(ref u, 128);
                    }

                    v = LoadUnsafe(ref h, 64);
                    i0 = FusedMultiplyAdd(Create(u), v, i0);
                    f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 8)), v, f0);
                    g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 16)), v, g0);
                    o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 24)), v, o0);
                    i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 1)), v, i1);
                    f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 9)), v, f1);
                    g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 17)), v, g1);
                    o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 25)), v, o1);

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

                // Phase 2: input gate, forget gate and output gate.
                for (nint n = 0; n < 72; n += 8)
                {
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n))).StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n));
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8)))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8));
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24)))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24));
                }

                // Phase 3: candidate and new cell state.
                ref float c = ref Unsafe.Add(ref h, 128);
                for (nint n = 0; n < 72; n += 8)
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
                for (nint n = 0; n < 72; n += 8)
                {
                    (LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24)) * Activations.Tanh(LoadUnsafe(ref Unsafe.Add(ref c, n))))
                        .StoreUnsafe(ref Unsafe.Add(ref h, n));
                }
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void UpperLayer(ref float weights, ref float h, ref float x, ref float sums)
            {
                // Phase 1: pre-activations of two units per iteration, stored in sums as [10 units, 4 gates, 8 streams]. v is one value of
                // each stream.
                ref float s = ref sums;
                for (nint unit = 0; unit < 9; unit += 2)
                {
                    ref float w = ref Unsafe.Add(ref weights, (unit >> 3) * 32 + (unit & 7));
                    ref float u = ref Unsafe.Add(ref weights, 640 + (unit >> 3) * 32 + (unit & 7));
                    Vector256<float> i0 = Create(w);
                    Vector256<float> f0 = Create(Unsafe.Add(ref w, 8));
                    Vector256<float> g0 = Create(Unsafe.Add(ref w, 16));
                    Vector256<float> o0 = Create(Unsafe.Add(ref w, 24));
                    Vector256<float> i1 = Create(Unsafe.Add(ref w, 1));
                    Vector256<float> f1 = Create(Unsafe.Add(ref w, 9));
                    Vector256<float> g1 = Create(Unsafe.Add(ref w, 17));
                    Vector256<float> o1 = Create(Unsafe.Add(ref w, 25));
                    Vector256<float> v;

                    for (nint k = 0; k < 64; k += 16)
                    {
                        v = LoadUnsafe(ref Unsafe.Add(ref x, k));
                        i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 64)), v, i0);
                        f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 72)), v, f0);
                        g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 80)), v, g0);
                        o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 88)), v, o0);
                        i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 65)), v, i1);
                        f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 73)), v, f1);
                        g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 81)), v, g1);
                        o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 89)), v, o1);

                        v = LoadUnsafe(ref Unsafe.Add(ref x, k + 8));
                        i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 128)), v, i0);
                        f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 136)), v, f0);
                        g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 144)), v, g0);
                        o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 152)), v, o0);
                        i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 129)), v, i1);
                        f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 137)), v, f1);
                        g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 145)), v, g1);
                        o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 153)), v, o1);

                        w = ref Unsafe.Add(ref w, 128);
                    }

                    v = LoadUnsafe(ref x, 64);
                    i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 64)), v, i0);
                    f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 72)), v, f0);
                    g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 80)), v, g0);
                    o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 88)), v, o0);
                    i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 65)), v, i1);
                    f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 73)), v, f1);
                    g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 81)), v, g1);
                    o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, 89)), v, o1);

                    for (nint k = 0; k < 64; k += 16)
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
                        i0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 64)), v, i0);
                        f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 72)), v, f0);
                        g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 80)), v, g0);
                        o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 88)), v, o0);
                        i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 65)), v, i1);
                        f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 73)), v, f1);
                        g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 81)), v, g1);
                        o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 89)), v, o1);

                        u = ref Unsafe.Add(ref u, 128);
                    }

                    v = LoadUnsafe(ref h, 64);
                    i0 = FusedMultiplyAdd(Create(u), v, i0);
                    f0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 8)), v, f0);
                    g0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 16)), v, g0);
                    o0 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 24)), v, o0);
                    i1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 1)), v, i1);
                    f1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 9)), v, f1);
                    g1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 17)), v, g1);
                    o1 = FusedMultiplyAdd(Create(Unsafe.Add(ref u, 25)), v, o1);

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

                // Phase 2: input gate, forget gate and output gate.
                for (nint n = 0; n < 72; n += 8)
                {
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n))).StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n));
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8)))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n + 8));
                    Activations.HalfSigmoid(LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24)))
                        .StoreUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24));
                }

                // Phase 3: candidate and new cell state.
                ref float c = ref Unsafe.Add(ref h, 128);
                for (nint n = 0; n < 72; n += 8)
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
                for (nint n = 0; n < 72; n += 8)
                {
                    (LoadUnsafe(ref Unsafe.Add(ref sums, 4 * n + 24)) * Activations.Tanh(LoadUnsafe(ref Unsafe.Add(ref c, n))))
                        .StoreUnsafe(ref Unsafe.Add(ref h, n));
                }
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void Stem(ref float weights, ref float h, ref float y)
            {
                for (nint n = 72; n < 128; n += 8)
                {
                    Vector256<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref y, n));
                }
                for (nint row = 0; row < 9; row++)
                {
                    ref float w = ref Unsafe.Add(ref weights, 256 + row * 8);
                    Vector256<float> s0 = Create(w) * LoadUnsafe(ref h);
                    Vector256<float> s1 = Create(Unsafe.Add(ref w, 1)) * LoadUnsafe(ref h, 8);
                    Vector256<float> s2 = Create(Unsafe.Add(ref w, 2)) * LoadUnsafe(ref h, 16);
                    Vector256<float> s3 = Create(Unsafe.Add(ref w, 3)) * LoadUnsafe(ref h, 24);
                    Vector256<float> s4 = Create(Unsafe.Add(ref w, 4)) * LoadUnsafe(ref h, 32);
                    Vector256<float> s5 = Create(Unsafe.Add(ref w, 5)) * LoadUnsafe(ref h, 40);
                    Vector256<float> s6 = Create(Unsafe.Add(ref w, 6)) * LoadUnsafe(ref h, 48);
                    Vector256<float> s7 = Create(Unsafe.Add(ref w, 7)) * LoadUnsafe(ref h, 56);

                    Vector256<float> sum = (((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))) + Create(Unsafe.Add(ref weights, 328 + row));
                    sum.StoreUnsafe(ref Unsafe.Add(ref y, 8 * row));
                }
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void Head1(ref float weights, ref float h, ref float y)
            {
                for (nint n = 72; n < 128; n += 8)
                {
                    Vector256<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref y, n));
                }
                ref float weight = ref Unsafe.Add(ref weights, 2776);
                for (nint n = 0; n < 9; n++)
                {
                    (
                        FusedMultiplyAdd(
                            Create(Unsafe.Add(ref weight, n)),
                            Min(LoadUnsafe(ref Unsafe.Add(ref h, 8 * n)), Vector256<float>.Zero),
                            Max(LoadUnsafe(ref Unsafe.Add(ref h, 8 * n)), Vector256<float>.Zero)))
                        .StoreUnsafe(ref Unsafe.Add(ref y, 8 * n));
                }
            }

            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void Head3(ref float weights, ref float h, ref float y)
            {
                ref float w = ref Unsafe.Add(ref weights, 2792);
                Vector256<float> s0 = Create(w) * LoadUnsafe(ref h);
                Vector256<float> s1 = Create(Unsafe.Add(ref w, 1)) * LoadUnsafe(ref h, 8);
                Vector256<float> s2 = Create(Unsafe.Add(ref w, 2)) * LoadUnsafe(ref h, 16);
                Vector256<float> s3 = Create(Unsafe.Add(ref w, 3)) * LoadUnsafe(ref h, 24);
                Vector256<float> s4 = Create(Unsafe.Add(ref w, 4)) * LoadUnsafe(ref h, 32);
                Vector256<float> s5 = Create(Unsafe.Add(ref w, 5)) * LoadUnsafe(ref h, 40);
                Vector256<float> s6 = Create(Unsafe.Add(ref w, 6)) * LoadUnsafe(ref h, 48);
                Vector256<float> s7 = Create(Unsafe.Add(ref w, 7)) * LoadUnsafe(ref h, 56);
                for (nint k = 8; k < 16; k += 8)
                {
                    s0 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, k)), LoadUnsafe(ref Unsafe.Add(ref h, 8 * k)), s0);
                    s1 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, k + 1)), LoadUnsafe(ref Unsafe.Add(ref h, 8 * k + 8)), s1);
                    s2 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, k + 2)), LoadUnsafe(ref Unsafe.Add(ref h, 8 * k + 16)), s2);
                    s3 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, k + 3)), LoadUnsafe(ref Unsafe.Add(ref h, 8 * k + 24)), s3);
                    s4 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, k + 4)), LoadUnsafe(ref Unsafe.Add(ref h, 8 * k + 32)), s4);
                    s5 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, k + 5)), LoadUnsafe(ref Unsafe.Add(ref h, 8 * k + 40)), s5);
                    s6 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, k + 6)), LoadUnsafe(ref Unsafe.Add(ref h, 8 * k + 48)), s6);
                    s7 = FusedMultiplyAdd(Create(Unsafe.Add(ref w, k + 7)), LoadUnsafe(ref Unsafe.Add(ref h, 8 * k + 56)), s7);
                }

                Vector256<float> sum = (((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))) + Create(Unsafe.Add(ref weights, 2808));
                sum.StoreUnsafe(ref y);
            }
        }

//HintName: Demo.Cell.g.cs
        /// <summary>Restarts the random numbers of a stream from a seed. The rest of the state does not change.</summary>
        /// <remarks>
        /// Equal seeds give equal numbers, different seeds independent ones. The numbers of a default state are those of the seed 0.
        /// </remarks>
        /// <param name="state">The state of the stream.</param>
        /// <param name="seed">Any number.</param>
        [__CodeAnalysis::ExcludeFromCodeCoverage]
        public static void Seed(ref State state, ulong seed) =>
            __Lstm::ForgetDraws.Seed(ref __Runtime::Unsafe.Add(ref __Runtime::Unsafe.As<State, float>(ref state), 16), seed);

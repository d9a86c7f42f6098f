//HintName: Demo.Cell.g.cs
        /// <summary>Restarts the random numbers of a stream from a seed. The rest of the state does not change.</summary>
        /// <remarks>
        /// Equal seeds give equal numbers, different seeds independent ones. The numbers of a default state are those of the seed 0.
        /// </remarks>
        /// <param name="state">The state of the stream.</param>
        /// <param name="seed">Any number.</param>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public static void Seed(ref State state, ulong seed) =>
            global::Lstm.CompilerServices.ForgetDraws.Seed(
                ref global::System.Runtime.CompilerServices.Unsafe.Add(
                    ref global::System.Runtime.CompilerServices.Unsafe.As<State, float>(ref state), 16),
                seed);

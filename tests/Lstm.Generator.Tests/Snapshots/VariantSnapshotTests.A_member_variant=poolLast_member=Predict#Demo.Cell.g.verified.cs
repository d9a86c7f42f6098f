//HintName: Demo.Cell.g.cs
        /// <inheritdoc/>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public void Predict(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> output) =>
            global::Lstm.CompilerServices.Pools.LastFromStart<global::Demo.Cell, State>(this, inputs, output);

        /// <inheritdoc/>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public void Predict(ref State state, global::System.ReadOnlySpan<float> inputs, global::System.Span<float> output) =>
            global::Lstm.CompilerServices.Pools.LastOfRun<global::Demo.Cell, State>(this, ref state, inputs, output);

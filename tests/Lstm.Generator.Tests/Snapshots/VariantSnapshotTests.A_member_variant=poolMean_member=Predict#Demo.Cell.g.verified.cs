//HintName: Demo.Cell.g.cs
        /// <inheritdoc/>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public void Predict(global::System.ReadOnlySpan<float> inputs, global::System.Span<float> output) =>
            Run(inputs, output);

        /// <inheritdoc/>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public void Predict(ref State state, global::System.ReadOnlySpan<float> inputs, global::System.Span<float> output) =>
            Run(ref state, inputs, output);

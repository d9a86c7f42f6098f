//HintName: Demo.Cell.g.cs
        /// <summary>
        /// How far the outputs are from those of the unquantized weights. It is measured once, on first access, in a fraction of a second.
        /// </summary>
        /// <remarks>Until then the unquantized weights stay in memory.</remarks>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public global::Lstm.QuantizationReport QuantizationReport => _weights.QuantizationReport;

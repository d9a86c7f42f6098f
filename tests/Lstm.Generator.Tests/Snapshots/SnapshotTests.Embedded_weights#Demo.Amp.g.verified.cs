//HintName: Demo.Amp.g.cs
        /// <summary>
        /// The network with the weights that are embedded in its assembly, loaded once, on first access, and shared by all threads.
        /// </summary>
        /// <remarks>A load that fails is not remembered: the next access tries again.</remarks>
        /// <exception cref="global::System.InvalidOperationException">
        /// The class was generated for another version of the runtime, or its own constructor or initialiser reads this property.
        /// </exception>
        /// <exception cref="global::Lstm.WeightFormatException">
        /// The assembly has no such resource or several, or the resource is corrupt or of another network, or its self-test fails.
        /// </exception>
        [global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]
        public static global::Demo.Amp Default =>
            global::Lstm.CompilerServices.EmbeddedModels.Get<global::Demo.Amp>("amp.safetensors", static weights => new(weights));

using System.Globalization;

// Immutable, shared by all threads and streams. Loading runs the self-test in the file, if it has one.
Network network = Network.Load(Path.Combine(AppContext.BaseDirectory, "network.safetensors"));
#if (hasWeights && sequence)

const int Steps = 10;
float[] inputs = new float[Steps * Network.InputSize];     // [steps, input]: a sequence of your own goes here
float[] outputs = new float[Steps * Network.OutputSize];
network.Run(inputs, outputs);
foreach (float[] output in outputs.Chunk(Network.OutputSize))
{
    Console.WriteLine(string.Join("  ", output.Select(value => value.ToString("F4", CultureInfo.InvariantCulture))));
}
#elif (hasWeights)

// The memory of one stream. Each stream needs its own.
Network.State state = network.InitialState;

float[] input = new float[Network.InputSize];              // values of your own go here
float[] output = new float[Network.OutputSize];
for (int step = 0; step < 10; step++)
{
    network.Step(ref state, input, output);                // state moves on by one step
    Console.WriteLine(string.Join("  ", output.Select(value => value.ToString("F4", CultureInfo.InvariantCulture))));
}
#else

// The memory of one stream. Each stream needs its own.
Network.State state = network.InitialState;

// The sunspot numbers of 1989 to 2008.
double[] years =
[
    157.6, 142.6, 145.7, 94.3, 54.6, 29.9, 17.5, 8.6, 21.5, 64.3, 93.3, 119.6, 111, 104, 63.7, 40.4, 29.8, 15.2, 7.5, 2.9,
];

float[] output = new float[Network.OutputSize];
foreach (double sunspots in years)
{
    // The network was trained on square roots, normalised with their mean and standard deviation.
    float input = (float)((Math.Sqrt(sunspots) - 6.0) / 2.73);
    network.Step(ref state, [input], output);              // state moves on by one year
}

double forecast = Math.Pow(Math.Max(0, output[0] * 2.73 + 6.0), 2);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Forecast for 2009: {forecast:F0} sunspots"));
#endif

using System;
using System.Globalization;
using System.Text;
using Lstm.Benchmarks;
using Lstm.Benchmarks.Generation;
using Lstm.Benchmarks.Latency;
using Lstm.Benchmarks.Modes;
using Lstm.Benchmarks.Networks;

try
{
    switch (args)
    {
        case [LatencyProbe.Command, string size, string seconds, string allocating]:
            LatencyProbe.Run(
                NetworkSize.Parse(size)!.Value,
                double.Parse(seconds, CultureInfo.InvariantCulture),
                bool.Parse(allocating),
                Console.Out);
            return ExitCodes.Sound;
        case [ModesProbe.Command, string sizes, string rounds]:
            ModesProbe.Run(NetworkSize.ParseList(sizes), int.Parse(rounds, CultureInfo.InvariantCulture), Console.Out);
            return ExitCodes.Sound;
        case [CodeProbe.Command, string sizes]:
            CodeProbe.Run(NetworkSize.ParseList(sizes));
            return ExitCodes.Sound;
    }

    BenchmarkOptions options = BenchmarkOptions.Parse(args);
    Console.OutputEncoding = Encoding.UTF8;
    if (options.Help)
    {
        Console.WriteLine(BenchmarkOptions.Usage);
        return ExitCodes.Sound;
    }

    return Benchmark.Run(options);
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"{exception.Message}\n\n{BenchmarkOptions.Usage}");
    return ExitCodes.WrongUsage;
}

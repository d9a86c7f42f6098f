using System;
using System.Text;
using Lstm.Benchmarks;

try
{
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

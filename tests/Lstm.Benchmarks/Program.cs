using System;
using System.Collections.Generic;
using System.Text;
using Lstm.Benchmarks;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Sizes;
using Lstm.Benchmarks.Sweep;
using Lstm.Benchmarks.Variants;

const int Failed = 1;
const int WrongUsage = 2;

BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
    if (options.JsonPath is not null && !options.Help)
    {
        BenchmarkReport.CheckPath(options.JsonPath);
    }
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"{exception.Message}\n\n{BenchmarkOptions.Usage}");
    return WrongUsage;
}

if (options.Help)
{
    Console.WriteLine(BenchmarkOptions.Usage);
    return 0;
}

Console.OutputEncoding = Encoding.UTF8;
MachineInfo machine = MachineInfo.Read();
MachineReport.Print(machine);

IReadOnlyList<SizeResult> sizes = [];
if (!options.SweepOnly && !options.VariantsOnly)
{
    IReadOnlyList<Network> networks = options.Sizes is { } wanted ? CompiledNetworks.Compile(wanted) : DeclaredNetworks.All;
    sizes = SizeReport.Print(networks, new SizeBenchmark(machine.Caches, options.SizeRounds, options.WithOnnx), options.SizeRounds);
    SizeReport.PrintOnnx(sizes);
}

IReadOnlyList<VariantResult> variants = [];
if (!options.SweepOnly && options.Sizes is null)
{
    variants = VariantReport.Print(new VariantBenchmark(options.SizeRounds), options.SizeRounds);
}

IReadOnlyList<SweepResult> sweeps = [];
if (!options.VariantsOnly && options.Sizes is null)
{
    sweeps = SweepReport.Print(options.SweepInputs, new SweepBenchmark(machine.Caches, options.SweepRounds), options.SweepRounds);
}

Console.WriteLine($"\nchecksum {Text.Number(Rounds.Checksum, "g6")}; collections while timing: {Rounds.Collections}");
if (options.JsonPath is { } path)
{
    new BenchmarkReport(machine, sizes, variants, sweeps).Save(path);
}

return Verdict.Print(sizes, variants) ? 0 : Failed;

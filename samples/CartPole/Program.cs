using System;
using System.Globalization;
using System.IO;
using System.Text;
using CartPole;
using Lstm;

// The animation uses characters outside ASCII.
Console.OutputEncoding = Encoding.UTF8;

BalancerPolicy policy = new(LstmWeights.Load(Path.Combine(AppContext.BaseDirectory, "data", "balancer.safetensors")));
switch (args)
{
    case []:
        return Comparison.Show(policy) ? 0 : 1;
    case ["--watch"]:
        Animation.Show(policy, seed: 7, seconds: 20);
        return 0;
    case ["--watch", string seed] when int.TryParse(seed, CultureInfo.InvariantCulture, out int number):
        Animation.Show(policy, number, seconds: 20);
        return 0;
    case ["--svg", string path]:
        File.WriteAllText(path, Picture.Draw(policy, seed: 7, seconds: 10));
        Console.WriteLine($"wrote {path}");
        return 0;
    default:
        Console.Error.WriteLine("usage: CartPole [--watch [seed] | --svg <file>]");
        return 2;
}

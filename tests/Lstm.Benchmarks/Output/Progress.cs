using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Lstm.Benchmarks.Parts;

namespace Lstm.Benchmarks.Output;

/// <summary>Says on standard error what is going on and how long it will be: a line that changes on a terminal, a line a part elsewhere.</summary>
internal sealed class Progress(IReadOnlyList<Part> parts)
{
    private const int Width = 100;
    private readonly Stopwatch _total = Stopwatch.StartNew();
    private readonly Stopwatch _current = new();
    private int _index = -1;

    /// <summary>A part begins.</summary>
    public void Begin(Part part)
    {
        _index++;
        _current.Restart();
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine($"[{_index + 1}/{parts.Count}] {part.Name}, {Left()} left");
        }
    }

    /// <summary>Something goes on in the current part.</summary>
    public void Tell(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r" + $"[{_index + 1}/{parts.Count}] {parts[_index].Name}, {Left()} left: {text}".PadRight(Width)[..Width]);
        }
    }

    /// <summary>The current part ends.</summary>
    public void End()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r" + new string(' ', Width) + "\r");
        }
    }

    /// <summary>The parts' own estimates, corrected by how long those that are done really took.</summary>
    private string Left()
    {
        double done = parts.Take(_index).Sum(static part => part.Expected.TotalSeconds);
        double speed = done > 0 ? Math.Clamp((_total.Elapsed - _current.Elapsed).TotalSeconds / done, 0.5, 4) : 1;
        double ahead = parts.Skip(_index + 1).Sum(static part => part.Expected.TotalSeconds);
        double here = Math.Max(0, parts[_index].Expected.TotalSeconds * speed - _current.Elapsed.TotalSeconds);
        TimeSpan left = TimeSpan.FromSeconds(here + ahead * speed);
        return left.TotalMinutes >= 2 ? $"about {Math.Round(left.TotalMinutes)} min" : $"about {Math.Ceiling(left.TotalSeconds / 5) * 5} s";
    }
}

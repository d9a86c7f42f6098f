using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Lstm.Benchmarks.Parts;

namespace Lstm.Benchmarks.Output;

/// <summary>Progress on standard error, with the time left: one changing line on a terminal, one line for each part elsewhere.</summary>
internal sealed class Progress(IReadOnlyList<Part> parts)
{
    private const int Width = 100;
    private readonly Stopwatch _total = Stopwatch.StartNew();
    private readonly Stopwatch _current = new();
    private int _index = -1;

    /// <summary>Begins a part.</summary>
    public void Begin(Part part)
    {
        _index++;
        _current.Restart();
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine($"[{_index + 1}/{parts.Count}] {part.Name}, {Left()} left");
        }
    }

    /// <summary>Shows a message of the current part.</summary>
    public void Show(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            string line = $"[{_index + 1}/{parts.Count}] {parts[_index].Name}, {Left()} left: {text}";
            Console.Error.Write("\r" + line.PadRight(Width)[..Width]);
        }
    }

    /// <summary>Ends the current part.</summary>
    public void End()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r" + new string(' ', Width) + "\r");
        }
    }

    /// <summary>Returns the time left: the estimates of the parts, corrected by the time that the finished parts took.</summary>
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

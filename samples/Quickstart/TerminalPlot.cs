using System;
using System.Linq;

namespace Quickstart;

/// <summary>Draws sunspot numbers with one column per year: observed numbers as bars, forecasts as dots.</summary>
internal static class TerminalPlot
{
    private const int UnitsPerRow = 10;
    private const int RowsPerLabel = 5;
    private const int YearsPerLabel = 10;
    private const string Margin = "        ";
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    // Colour emphasises the dots, but they are distinct from the bars without it. NO_COLOR is a convention: https://no-color.org
    private static readonly bool UsesColor =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static void Print(int firstYear, double[] actual, double[] forecast)
    {
        PrintLegend();
        int rows = (int)Math.Ceiling(actual.Concat(forecast).Max() / UnitsPerRow);
        for (int row = rows; row >= 1; row--)
        {
            bool hasLabel = row % RowsPerLabel == 0;
            Console.Write(hasLabel ? $"{row * UnitsPerRow,6} ┤" : $"{"",6} │");
            for (int year = 0; year < actual.Length; year++)
            {
                PrintCell(row, actual[year] / UnitsPerRow, forecast[year] / UnitsPerRow);
            }

            Console.WriteLine();
        }

        PrintYears(firstYear, actual.Length);
    }

    /// <summary>Prints the cell from <paramref name="row"/> - 1 to <paramref name="row"/>; bar and dot are heights in rows.</summary>
    private static void PrintCell(int row, double bar, double dot)
    {
        if (row == Math.Max(1, Math.Ceiling(dot)))
        {
            PrintDot();
        }
        else
        {
            double filled = Math.Clamp(bar - (row - 1), 0, 1);
            Console.Write(Eighths[(int)Math.Round(filled * 8)]);
        }
    }

    private static void PrintYears(int firstYear, int count)
    {
        int[] years = [.. Enumerable.Range(firstYear, count)];
        string axis = string.Concat(years.Select(year => year % YearsPerLabel == 0 ? '┬' : '─'));
        string labels = string.Concat(years.Where(year => year % YearsPerLabel == 0).Select(year => $"{year,-YearsPerLabel}"));
        int untilFirstLabel = years.TakeWhile(year => year % YearsPerLabel != 0).Count();

        Console.WriteLine($"{0,6} ┼{axis}");
        Console.WriteLine($"{Margin}{new string(' ', untilFirstLabel)}{labels.TrimEnd()}");
        Console.WriteLine();
    }

    private static void PrintLegend()
    {
        Console.Write($"{Margin}sunspot number:  █ observed   ");
        PrintDot();
        Console.WriteLine(" forecast one year ahead");
        Console.WriteLine();
    }

    private static void PrintDot()
    {
        if (!UsesColor)
        {
            Console.Write('●');
            return;
        }

        Console.ForegroundColor = ConsoleColor.DarkYellow;
        Console.Write('●');
        Console.ResetColor();
    }
}

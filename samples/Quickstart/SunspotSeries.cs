using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Quickstart;

/// <summary>The yearly mean sunspot numbers of consecutive years.</summary>
internal sealed class SunspotSeries
{
    private readonly List<double> _numbers = [];

    private SunspotSeries(int firstYear) => FirstYear = firstYear;

    public int FirstYear { get; }

    public int LastYear => FirstYear + _numbers.Count - 1;

    public double this[int year] => _numbers[year - FirstYear];

    /// <summary>Reads lines of <c>year,number</c>, after comment lines and a line of column names.</summary>
    public static SunspotSeries Load(string path)
    {
        SunspotSeries? series = null;
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith('#') || line == "year,sunspots")
            {
                continue;
            }

            string[] columns = line.Split(',');
            int year = int.Parse(columns[0], CultureInfo.InvariantCulture);
            series ??= new SunspotSeries(year);
            if (year != series.LastYear + 1)
            {
                throw new InvalidDataException($"{path}: expected the year {series.LastYear + 1}, found {year}.");
            }

            series._numbers.Add(double.Parse(columns[1], CultureInfo.InvariantCulture));
        }

        return series ?? throw new InvalidDataException($"{path}: expected lines of year,number, found none.");
    }
}

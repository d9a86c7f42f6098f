using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Lstm.Tool.Tracing;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>The meaning of colours and scales of the page, in a browser.</summary>
public sealed class TracePageScaleTests(Chromium browser) : TracePageInBrowser(browser)
{
    private const string Expanded = "document.querySelector('#contrast').ariaPressed";

    [BrowserTheory]
    [InlineData("light", 40)]
    [InlineData("dark", 40)]
    [InlineData("light", 10_600)]
    [InlineData("dark", 10_600)]
    public async Task A_highlighted_line_keeps_its_colour(string scheme, int steps)
    {
        // Lines that are apart, so that the pointer can be on each.
        TraceRecord trace = Traces.Make(steps, inputSize: 6);
        for (int index = 0; index < trace.Inputs.Length; index++)
        {
            trace.Inputs[index] = index % 6;
        }

        await using BrowserPage page = await Open(trace, scheme: scheme);
        int[][] colours = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(line => Channels(page, $"--line-{line}")))];
        (double left, double top, double width, double height) = await page.Bounds(Canvas("Inputs"));
        double scale = (height - 14) / 5.4;
        for (int line = 0; line < 6; line++)
        {
            await page.Mouse("mouseMoved", left + (width / 2), top + 7 + ((5.2 - line) * scale));

            Assert.EndsWith($"Inputs, input {line}: {(steps > 40 ? $"{line} to {line}" : $"{line}")}", await page.Text("#readout"));
            int[][] painted = await Overlay(page, "Inputs");
            Assert.True(painted.Count(pixel => Distance(pixel, colours[line]) <= 3) > 500);
            foreach (int[] other in colours.Where(other => other != colours[line]))
            {
                Assert.DoesNotContain(painted, pixel => Distance(pixel, other) <= 3);
            }
        }
    }

    [BrowserTheory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task One_of_many_lines_and_a_row_are_highlighted_in_a_colour_that_no_line_has(string scheme)
    {
        await using BrowserPage page = await Open(Traces.Make(40, inputSize: 7), height: 3600, scheme: scheme);
        int[] cross = await Channels(page, "--cross");
        int[][] colours = [.. await Task.WhenAll(Enumerable.Range(0, 6).Select(line => Channels(page, $"--line-{line}")))];

        foreach (string title in new[] { "Inputs", "Candidate" })
        {
            (double left, double top, double width, double height) = await page.Bounds(Canvas(title));
            await page.Mouse("mouseMoved", left + (width / 2), top + (height / 2));

            int[][] painted = await Overlay(page, title);
            Assert.True(painted.Count(pixel => Distance(pixel, cross) <= 3) > 500);
            Assert.All(colours, colour => Assert.DoesNotContain(painted, pixel => Distance(pixel, colour) <= 3));
        }
    }

    [BrowserFact]
    public async Task The_track_shows_all_steps_and_leads_to_the_visible_ones()
    {
        await using BrowserPage page = await Open(Traces.Make(1000));
        await page.Key("+");
        await page.Key("ArrowRight");
        Assert.Equal((300, 799), await Range(page));

        // The ends of the track have the first and the last step of all.
        Assert.Equal("0999", await page.Text(".whole"));
        (double left, _, double width, _) = await page.Bounds("#track");
        (double partLeft, _, double partWidth, _) = await page.Bounds("#part");
        Assert.Equal(0.3, (partLeft - left) / width, 0.001);
        Assert.Equal(0.5, partWidth / width, 0.001);

        // It is narrower than the panels, and the area below leads from the visible part to both ends of the panels.
        (double axisLeft, _, double axisWidth, _) = await page.Bounds("#axis");
        Assert.True(left > axisLeft + Left + 5);
        Assert.True(left + width < axisLeft + axisWidth - Right - 5);
        double partRight = partLeft + partWidth;
        Assert.Equal("no yes yes no", await Painted(0, partLeft - 40, partLeft + 4, partRight - 4, partRight + 40));
        double end = axisLeft + axisWidth - Right;
        Assert.Equal("no yes yes no", await Painted(11, axisLeft + Left - 8, axisLeft + Left + 40, end - 40, end + 8));

        async Task<string> Painted(int row, params double[] places) => string.Join(
            ' ',
            await Task.WhenAll(
                places.Select(async place => (await page.Pixel("#axis", (int)(place - axisLeft), row))[3] > 0 ? "yes" : "no")));
    }

    [BrowserFact]
    public async Task Expanded_contrast_covers_the_values_of_a_panel_and_the_legend_follows()
    {
        // Values from 0.4 to 0.5, and one far away.
        TraceRecord trace = Traces.Make(1000);
        float[] gate = trace.Layers[0].Of('i');
        for (int index = 0; index < gate.Length; index++)
        {
            gate[index] = 0.4f + (0.1f * index / (gate.Length - 1));
        }

        gate[1234] = 1;
        Array.Fill(trace.Layers[0].Of('o'), 0.5f);
        float[] candidate = trace.Layers[0].Of('g');
        for (int index = 0; index < candidate.Length; index++)
        {
            candidate[index] = -0.2f + (0.3f * index / (candidate.Length - 1));
        }

        await using BrowserPage page = await Open(trace, height: 3600);
        Assert.Equal(("01", "01", "-11"), (await Legend("Input gate"), await Legend("Output gate"), await Legend("Candidate")));
        string linear = await Colour(page, "Input gate", 0);

        await page.Key("c");

        Assert.Equal("true", (await page.Evaluate(Expanded)).GetString());
        Assert.Equal("≤ 0.401≥ 0.499", await Legend("Input gate"));
        Assert.Equal("01", await Legend("Output gate"));
        Assert.Equal("≤ -0.197≥ 0.197", await Legend("Candidate"));

        // The first step has the first colour, the last step the last one, and 0 of the candidate stays in the middle.
        Assert.Equal("F4F7F6", await Colour(page, "Input gate", 0));
        Assert.Equal("12355B", await Colour(page, "Input gate", 1059));
        Assert.Equal("F6F6F3", await Colour(page, "Candidate", 1060 * 2 / 3));

        await page.Key("c");
        Assert.Equal("false", (await page.Evaluate(Expanded)).GetString());
        Assert.Equal(("01", "-11"), (await Legend("Input gate"), await Legend("Candidate")));
        Assert.Equal(linear, await Colour(page, "Input gate", 0));
        Assert.Empty(page.Complaints);

        async Task<string> Legend(string title) =>
            (await page.Evaluate($"document.querySelector('{Canvas(title)}').closest('.panel').querySelector('.legend').textContent"))
                .GetString()!;
    }

    [BrowserFact]
    public async Task The_address_keeps_the_contrast()
    {
        await using BrowserPage page = await Open(Traces.Make(40));

        // By the keyboard alone: the button is focused and pressed.
        await page.Evaluate("document.querySelector('#contrast').focus()");
        await page.Key("Enter");
        Assert.Equal("#contrast=expanded", (await page.Evaluate("location.hash")).GetString());
        await page.Reload();
        await page.WaitUntil($"{Expanded} === 'true'");

        await page.Evaluate("location.hash = '#contrast=linear'");
        await page.WaitUntil($"{Expanded} === 'false'");
        Assert.Empty(page.Complaints);
    }

    [BrowserTheory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Expanded_contrast_draws_few_steps_and_numbers_that_are_not_finite(int steps)
    {
        TraceRecord trace = Traces.Make(steps);
        Array.Fill(trace.Layers[0].Of('i'), float.NaN);
        Array.Fill(trace.Layers[0].Of('h'), float.PositiveInfinity);
        await using BrowserPage page = await Open(trace, height: 3600);

        await page.Key("c");

        Assert.Equal("true", (await page.Evaluate(Expanded)).GetString());
        Assert.Equal("D100B8", await Colour(page, "Input gate", 50));
        Assert.Empty(page.Complaints);
    }

    private static async Task<int[]> Channels(BrowserPage page, string name) =>
        (await page.Evaluate($"channels(styleColour('{name}'))")).Deserialize<int[]>()!;

    // The colour of a column of the first row of a heat map.
    private static async Task<string> Colour(BrowserPage page, string title, int column)
    {
        int[] pixel = await page.Pixel(Canvas(title), (int)Left + column, 5);
        return string.Concat(pixel[..3].Select(static channel => channel.ToString("X2", CultureInfo.InvariantCulture)));
    }

    // The colours of the opaque pixels of a panel's overlay.
    private static async Task<int[][]> Overlay(BrowserPage page, string title) =>
        (await page.Evaluate($$"""
            (() => {
              const canvas = document.querySelector('{{Canvas(title)}}').nextSibling;
              const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              return Array.from({ length: data.length / 4 }, (_, pixel) => pixel * 4)
                .filter(place => data[place + 3] > 180)
                .map(place => Array.from(data.slice(place, place + 3)));
            })()
            """)).Deserialize<int[][]>()!;

    private static int Distance(int[] one, int[] other) => one.Zip(other, static (a, b) => Math.Abs(a - b)).Max();
}

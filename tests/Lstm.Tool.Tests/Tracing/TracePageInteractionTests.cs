using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.Tool.Tracing;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>What the page does for pointer and keys, in a browser.</summary>
public sealed partial class TracePageInteractionTests(Chromium browser) : TracePageInBrowser(browser)
{
    private const int Alt = 1;
    private const int Ctrl = 2;

    [BrowserFact]
    public async Task The_pointer_shows_the_values_of_all_panels()
    {
        TraceRecord trace = Traces.Make(40, layers: 2);
        await using BrowserPage page = await Open(trace, height: 3600);
        foreach ((string title, float[] values, int step, int unit) in new[]
        {
            ("Forget gate", trace.Layers[0].Of('f'), 12, 3),
            ("Candidate", trace.Layers[0].Of('g'), 39, 0),
            ("Hidden state", trace.Layers[0].Of('h'), 0, 2),
        })
        {
            (double left, double top, double width, double height) = await page.Bounds(Canvas(title));
            await page.Mouse("mouseMoved", left + Left + ((step + 0.5) / 40 * (width - Left - Right)), top + ((unit + 0.5) / 4 * height));

            Match said = Readout().Match(await page.Text("#readout"));
            Assert.Equal(
                ("Layer 0", $"{step}", title, $"{unit}"),
                (said.Groups[1].Value, said.Groups[2].Value, said.Groups[3].Value, said.Groups[4].Value));
            Near(values[(step * 4) + unit], said.Groups[5].Value);
            Assert.StartsWith($"{title}, unit {unit}\nstep {step}: ", await page.Text("#tip"), StringComparison.Ordinal);
            Assert.False((await page.Evaluate("document.querySelector('#tip').hidden")).GetBoolean());

            // The other panels of the layer say what that unit has there, and all draw the cross; the other layer's unit of that number is
            // another one.
            Near(trace.Layers[0].Of('o')[(step * 4) + unit], (await Value(page, "Output gate")).Split(": ")[1]);
            Near(trace.Layers[0].Of('c')[(step * 4) + unit], (await Value(page, "Cell state")).Split(": ")[1]);
            Assert.Equal(["0", "1"], Regex.Matches(await Value(page, "Inputs"), "([0-9]): ").Select(static match => match.Groups[1].Value));
            Assert.Equal("", await Value(page, "Forget gate", 1));
            int cross = (int)Math.Round(Left + ((step + 0.5) / 40 * (width - Left - Right)) - 0.5);
            Assert.All(await OverlayColumns(page, cross), static found => Assert.True(found > 100));
            Assert.Equal($"{unit}", (await page.Evaluate("document.querySelector('tr.chosen th').textContent")).GetString());
        }

        await page.Mouse("mouseMoved", 5, 5);
        Assert.Equal("", await page.Text("#readout"));
        Assert.True((await page.Evaluate("document.querySelector('#tip').hidden")).GetBoolean());
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task Lines_highlight_the_unit_that_is_nearest_to_the_pointer()
    {
        TraceRecord trace = Traces.Make(40);
        LayerTrace layer = trace.Layers[0];
        await using BrowserPage page = await Open(trace);
        await page.Show(Canvas("Cell state"));
        (double left, double top, double width, double height) = await page.Bounds(Canvas("Cell state"));
        float low = layer.Of('c').Min();
        float high = layer.Of('c').Max();
        double room = (high - low) * 0.04;

        foreach ((int step, int unit) in new[] { (5, 0), (20, 2), (33, 3) })
        {
            double y = 7 + ((1 - ((layer.Of('c')[(step * 4) + unit] - low + room) / (high - low + (2 * room)))) * (height - 14));
            await page.Mouse("mouseMoved", left + Left + ((step + 0.5) / 40 * (width - Left - Right)), top + y);

            Match said = Readout().Match(await page.Text("#readout"));
            Assert.Equal(($"{step}", "Cell state", $"{unit}"), (said.Groups[2].Value, said.Groups[3].Value, said.Groups[4].Value));
            Near(layer.Of('c')[(step * 4) + unit], said.Groups[5].Value);
        }
    }

    [BrowserFact]
    public async Task Wheel_and_drag_zoom_and_a_double_click_shows_all()
    {
        await using BrowserPage page = await Open(Traces.Make(1000));
        await page.Show(Canvas("Input gate"));
        (double left, double top, double width, double height) = await page.Bounds(Canvas("Input gate"));
        double At(double share) => left + Left + (share * (width - Left - Right));
        double middle = top + (height / 2);
        Assert.Equal((0, 999), await Range(page));

        await page.Wheel(At(0.25), middle, -100, modifiers: Ctrl);
        Assert.Equal((50, 849), await Range(page));
        await page.Wheel(At(0.25), middle, 100, modifiers: Alt);
        Assert.Equal((0, 999), await Range(page));

        await Drag(0.6, 0.4);
        (int first, int last) = await Range(page);
        Assert.InRange(first, 398, 400);
        Assert.InRange(last, 599, 601);
        Assert.Equal("Every step is drawn.", await page.Text("#note"));

        // All panels show the same: the drawing of another one changes as well.
        int[] zoomed = await page.Pixel(Canvas("Forget gate"), 600, 5);
        await page.Mouse("mousePressed", At(0.5), middle, "left", 1);
        await page.Mouse("mouseReleased", At(0.5), middle, "left", 1);
        Assert.Equal((first, last), await Range(page));
        await page.Mouse("mousePressed", At(0.5), middle, "left", 2);
        await page.Mouse("mouseReleased", At(0.5), middle, "left", 2);
        Assert.Equal((0, 999), await Range(page));
        Assert.NotEqual(zoomed, await page.Pixel(Canvas("Forget gate"), 600, 5));
        Assert.Empty(page.Complaints);

        async Task Drag(double from, double to)
        {
            await page.Mouse("mousePressed", At(from), middle, "left", 1);
            await page.Mouse("mouseMoved", At((from + to) / 2), middle, "left");
            await page.Mouse("mouseMoved", At(to), middle, "left");
            await page.Mouse("mouseReleased", At(to), middle, "left", 1);
        }
    }

    [BrowserFact]
    public async Task The_wheel_alone_scrolls_the_page_and_a_sideways_wheel_moves_the_view()
    {
        await using BrowserPage page = await Open(Traces.Make(1000));
        (double left, double top, double width, double height) = await page.Bounds(Canvas("Input gate"));
        double plot = width - Left - Right;

        await page.Wheel(left + Left + (0.5 * plot), top + (height / 2), 100);
        await page.WaitUntil("window.scrollY === 100");
        Assert.Equal((0, 999), await Range(page));

        // Zoomed in, and back to the top: still no zoom.
        await page.Key("+");
        await page.Wheel(left + Left + (0.5 * plot), top - 100 + (height / 2), -100);
        await page.WaitUntil("window.scrollY === 0");
        Assert.Equal((250, 749), await Range(page));

        await page.Wheel(left + Left + (0.5 * plot), top + (height / 2), 0, right: plot / 10);
        Assert.Equal((300, 799), await Range(page));
        Assert.Equal(0, (await page.Evaluate("window.scrollY")).GetDouble());
        Assert.Contains("wheel with Ctrl or Alt", await page.Text(".notes"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Keys_and_buttons_do_the_same()
    {
        await using BrowserPage page = await Open(Traces.Make(1000));

        await page.Key("+");
        Assert.Equal((250, 749), await Range(page));
        await page.Key("ArrowRight");
        Assert.Equal((300, 799), await Range(page));
        await page.Key("ArrowLeft");
        await page.Key("ArrowLeft");
        Assert.Equal((200, 699), await Range(page));
        await page.Key("-");
        Assert.Equal((0, 999), await Range(page));
        await page.Key("+");
        await page.Key("+");
        await page.Key("0");
        Assert.Equal((0, 999), await Range(page));

        await page.Evaluate("document.querySelector('#closer').click(), document.querySelector('#later').click()");
        await page.Frame();
        Assert.Equal((300, 799), await Range(page));
        await page.Evaluate("document.querySelector('#earlier').click(), document.querySelector('#wider').click(), "
            + "document.querySelector('#closer').click(), document.querySelector('#reset').click()");
        await page.Frame();
        Assert.Equal((0, 999), await Range(page));
    }

    [BrowserFact]
    public async Task The_cross_can_be_moved_by_keys()
    {
        TraceRecord trace = Traces.Make(100);
        await using BrowserPage page = await Open(trace);
        await page.Show(Canvas("Candidate"));
        await page.Evaluate($"document.querySelector('{Canvas("Candidate")}').focus()");

        await page.Key("ArrowRight", shift: true);
        await page.Key("ArrowRight", shift: true);
        await page.Key("ArrowDown");
        await page.Key("ArrowDown");
        await page.Key("ArrowUp");

        Match said = Readout().Match(await page.Text("#readout"));
        Assert.Equal(("51", "Candidate", "1"), (said.Groups[2].Value, said.Groups[3].Value, said.Groups[4].Value));
        Near(trace.Layers[0].Of('g')[(51 * 4) + 1], said.Groups[5].Value);
        await page.Key("Escape");
        Assert.Equal("", await page.Text("#readout"));
    }

    [BrowserFact]
    public async Task A_hundred_thousand_steps_stay_responsive()
    {
        TraceRecord trace = Traces.Make(100_000, hiddenSize: 16);
        await using BrowserPage page = await Open(trace);
        await page.Show(Canvas("Forget gate"));
        (double left, double top, double width, double height) = await page.Bounds(Canvas("Forget gate"));
        double x = left + Left + (0.5 * (width - Left - Right)) + 0.5;
        Assert.Equal((0, 99_999), await Range(page));
        Assert.StartsWith("A pixel column shows up to ", await page.Text("#note"), StringComparison.Ordinal);

        // 0.8 to the power of 50 is a 70,000th.
        for (int turn = 0; turn < 50; turn++)
        {
            await page.Wheel(x, top + (height / 2), -100, modifiers: Ctrl, wait: false);
        }

        await page.Frame();

        (int first, int last) = await Range(page);
        Assert.InRange(first, 49_900, 50_100);
        Assert.InRange(last - first, 7, 9);
        await page.Mouse("mouseMoved", x, top + (8.5 / 16 * height));
        Match said = Readout().Match(await page.Text("#readout"));
        int step = int.Parse(said.Groups[2].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        Near(trace.Layers[0].Of('f')[(step * 16) + 8], said.Groups[5].Value);
        await page.Key("0");
        Assert.Equal((0, 99_999), await Range(page));
        Assert.Empty(page.Complaints);
    }

    // The alpha that the overlay of every panel has, a few pixels below the top, where the cross should be.
    private static async Task<int[]> OverlayColumns(BrowserPage page, int x) =>
        (await page.Evaluate($"Array.from(document.querySelectorAll('.overlay')).map(canvas => canvas.getContext('2d').getImageData({x}, "
            + "10, 1, 1).data[3])")).Deserialize<int[]>()!;

    [GeneratedRegex("^(.*), step ([0-9,]+): (.*), unit ([0-9]+): (.*)$")]
    private static partial Regex Readout();
}

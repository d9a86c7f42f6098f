using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Lstm.Shared;
using Lstm.Tool.Tracing;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>What the page shows, in a browser.</summary>
public sealed class TracePageDrawingTests(Chromium browser) : TracePageInBrowser(browser)
{
    [BrowserFact]
    public async Task The_page_makes_no_requests_and_logs_no_errors()
    {
        TraceRecord trace = Traces.Make(300, layers: 2, projection: 2);
        await using BrowserPage page = await Open(trace with { SourceFile = "</script><script>throw 1</script>" }, height: 4000);

        await page.Frame();

        Assert.Empty(page.Complaints);
        Assert.All(
            page.Requests.Where(static request => request != "data:,"),
            static request => Assert.StartsWith("file:", request, StringComparison.Ordinal));
        Assert.Single(page.Requests, static request => request != "data:,");
        Assert.Equal("</script><script>throw 1</script>", await page.Text("#file"));
        Assert.Equal("· 300 steps · 2 inputs · 1 output · 2 layers", await page.Text("#facts"));
        Assert.Equal(
            [
                "Inputs", "Outputs", "Input gate", "Forget gate", "Candidate", "Output gate", "Cell state", "Hidden state", "Input gate",
                "Forget gate", "Candidate", "Output gate", "Cell state", "Hidden state",
            ],
            (await page.Evaluate("Array.from(document.querySelectorAll('h3')).map(head => head.textContent)")).Deserialize<string[]>()!);
        Assert.Equal("LSTM, 4 units, projected to 2", await page.Text("section:last-child h2 small"));
        Assert.Equal(
            "Hidden state, Layer 1: heat map of 2 projected values over 300 steps",
            (await page.Evaluate("Array.from(document.querySelectorAll('.drawing')).at(-1).ariaLabel")).GetString());
    }

    [BrowserFact]
    public async Task Each_cell_has_the_panels_of_its_own_gates_and_states()
    {
        TraceRecord trace = Traces.Make(
            40,
            2,
            1,
            [
                new CellShape(CellKind.GruResetAfter, 3),
                new CellShape(CellKind.Lstm, 5),
                new CellShape(CellKind.Rnn, 2),
                new CellShape(CellKind.SLstm, 4),
            ]);
        await using BrowserPage page = await Open(trace, height: 6000);

        Assert.Empty(page.Complaints);
        Assert.Equal(
            [
                "Layer 0GRU, 3 units: Reset gate, Update gate, Candidate, Hidden state",
                "Layer 1LSTM, 5 units: Input gate, Forget gate, Candidate, Output gate, Cell state, Hidden state",
                "Layer 2RNN, 2 units: Hidden state",
                "Layer 3sLSTM, 4 units: Candidate, Output gate, Input gate, Forget gate, Stabiliser state, Cell state, Normaliser state, "
                    + "Hidden state",
            ],
            (await page.Evaluate(
                """
                Array.from(document.querySelectorAll('section')).slice(1).map(section =>
                  `${section.querySelector('h2').textContent}: `
                    + Array.from(section.querySelectorAll('h3')).map(head => head.textContent).join(', '))
                """)).Deserialize<string[]>()!);
        Assert.Equal(
            [
                "Unit Reset gate Update gate Candidate | Mean < 0.1 > 0.9 Mean < 0.1 > 0.9 Mean < -0.9 > 0.9",
                "Unit Input gate Forget gate Candidate Output gate | "
                    + "Mean < 0.1 > 0.9 Mean < 0.1 > 0.9 Mean < -0.9 > 0.9 Mean < 0.1 > 0.9",
                "Unit Candidate Output gate Input gate Forget gate | "
                    + "Mean < -0.9 > 0.9 Mean < 0.1 > 0.9 Mean < 0.1 > 0.9 Mean < 0.1 > 0.9",
            ],
            (await page.Evaluate(
                """
                Array.from(document.querySelectorAll('thead')).map(head =>
                  Array.from(head.rows).map(row => Array.from(row.cells).map(cell => cell.textContent).join(' ')).join(' | '))
                """)).Deserialize<string[]>()!);

        // The values of each panel are its own.
        (double left, double top, double width, _) = await page.Bounds(Canvas("Update gate"));
        await page.Mouse("mouseMoved", left + Left + (12.5 / 40 * (width - Left - Right)), top + 3);
        string said = await page.Text("#readout");
        Assert.StartsWith("Layer 0, step 12: Update gate, unit 0: ", said, StringComparison.Ordinal);
        Near(trace.Layers[0].Of('z')[12 * 3], said.Split(": ")[^1]);
        Near(trace.Layers[0].Of('n')[12 * 3], (await Value(page, "Candidate")).Split(": ")[1]);
    }

    [BrowserFact]
    public async Task The_policy_blocks_requests()
    {
        await using BrowserPage page = await Open(Traces.Make(10));

        JsonElement answer = await page.Evaluate("fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused')");

        Assert.Equal("refused", answer.GetString());
        Assert.Contains(page.Complaints, static complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [BrowserTheory]
    [InlineData("light", 1)]
    [InlineData("light", 2)]
    [InlineData("dark", 1.5)]
    public async Task Heat_maps_have_the_colours_of_their_values(string scheme, double pixelRatio)
    {
        TraceRecord trace = Traces.Make(40);
        LayerTrace layer = trace.Layers[0];
        layer.Of('f')[(7 * 4) + 2] = float.NaN;
        await using BrowserPage page = await Open(trace, pixelRatio: pixelRatio, scheme: scheme);
        string[] sequential = scheme == "light"
            ? ["f4f7f6", "b9d8dc", "6fa9bd", "2f6f95", "12355b"]
            : ["12181f", "1f4257", "2f7791", "72b3bd", "e2f4ee"];
        string[] diverging = scheme == "light"
            ? ["2a5a9b", "93b4d8", "f6f6f3", "e6a987", "ad3e27"]
            : ["7db2f2", "345f92", "161b21", "8a4a35", "f59b78"];

        await Compare("Input gate", layer.Of('i'), 0, 1, sequential);
        await Compare("Forget gate", layer.Of('f'), 0, 1, sequential);
        await Compare("Candidate", layer.Of('g'), -1, 1, diverging);
        await Compare("Output gate", layer.Of('o'), 0, 1, sequential);
        await Compare("Hidden state", layer.Of('h'), -0.5, 0.5, diverging);

        async Task Compare(string title, float[] values, double low, double high, string[] stops)
        {
            string canvas = Canvas(title);
            await page.Show(canvas);
            (_, _, double width, double height) = await page.Bounds(canvas);
            foreach ((int step, int unit) in new[] { (0, 0), (0, 3), (7, 2), (13, 1), (21, 0), (39, 3) })
            {
                double x = Left + ((step + 0.5) / 40 * (width - Left - Right));
                double y = (unit + 0.5) / 4 * height;
                int[] found = await page.Pixel(canvas, (int)(x * pixelRatio), (int)(y * pixelRatio));
                float value = values[(step * 4) + unit];
                int[] expected = float.IsNaN(value)
                    ? Channels(scheme == "light" ? "d100b8" : "ff4fe6")
                    : Colour(stops, (value - low) / (high - low));
                Assert.True(
                    found[..3].Zip(expected, static (one, other) => Math.Abs(one - other)).All(static difference => difference <= 3),
                    $"{title}, step {step}, unit {unit}: expected {string.Join(' ', expected)}, found {string.Join(' ', found)}.");
                Assert.Equal(255, found[3]);
            }
        }
    }

    [BrowserFact]
    public async Task Zoomed_out_a_column_shows_the_mean()
    {
        // The window's 1200 pixels without the page's and the plot's margins are 1060.
        TraceRecord trace = Traces.Make(10_600);
        for (int step = 0; step < trace.Steps; step++)
        {
            trace.Layers[0].Of('i')[step * 4] = step % 2 == 0 ? 0 : 1;
        }

        await using BrowserPage page = await Open(trace);
        await page.Show(Canvas("Input gate"));

        int[] found = await page.Pixel(Canvas("Input gate"), 500, 3);

        Assert.Equal(Channels("6fa9bd"), found[..3]);
        Assert.StartsWith(
            "A pixel column shows up to 10 steps: heat maps show their mean",
            await page.Text("#note"),
            StringComparison.Ordinal);
        (double left, double top, double width, _) = await page.Bounds(Canvas("Input gate"));
        await page.Mouse("mouseMoved", left + Left + ((width - Left - Right) / 2) + 0.5, top + 3);
        Assert.Equal("Layer 0, steps 5,300 to 5,309: Input gate, unit 0: mean 0.5", await page.Text("#readout"));
        Assert.Equal("unit 0: mean 0.5", await Value(page, "Input gate"));
    }

    [BrowserTheory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Zoomed_out_a_line_is_the_band_of_its_values(int inputs)
    {
        // The first half jumps between 0 and 1, the second stands still at 0.5: a ground from top to bottom, and a line.
        TraceRecord trace = Traces.Make(10_600, inputSize: inputs);
        for (int step = 0; step < trace.Steps; step++)
        {
            trace.Inputs.AsSpan(step * inputs, inputs).Fill(step >= 5300 ? 0.5f : step % 2);
        }

        await using BrowserPage page = await Open(trace);
        (double left, double top, double width, double height) = await page.Bounds(Canvas("Inputs"));

        Assert.Equal(1060, width - Left - Right, 0.01);
        Assert.All(await Alphas(300), static alpha => Assert.True(alpha > 150));
        int[] still = await Alphas(900);
        Assert.InRange(still.Count(static alpha => alpha > 150), 1, 6);
        Assert.True(still[still.Length / 2] > 150 || still[(still.Length / 2) - 1] > 150);
        await page.Mouse("mouseMoved", left + 300.5, top + (height / 2));
        Assert.Equal("Network, steps 2,440 to 2,449: Inputs, input 0: 0 to 1", await page.Text("#readout"));
        await page.Mouse("mouseMoved", left + 900.5, top + (height / 2));
        Assert.Equal("Network, steps 8,440 to 8,449: Inputs, input 0: 0.5 to 0.5", await page.Text("#readout"));

        // What a column of the plot has between the values 0 and 1: the margins and the room above and below left out.
        async Task<int[]> Alphas(int x)
        {
            int first = 7 + 6;
            int count = (int)height - (2 * first);
            return (await page.Evaluate(
                $"Array.from({{ length: {count} }}, (_, row) => "
                    + $"document.querySelector('{Canvas("Inputs")}').getContext('2d').getImageData({x}, {first} + row, 1, 1).data[3])"))
                    .Deserialize<int[]>()!;
        }
    }

    [BrowserFact]
    public async Task Lines_go_through_their_values()
    {
        TraceRecord trace = Traces.Make(40, inputSize: 1);
        await using BrowserPage page = await Open(trace);
        await page.Show(Canvas("Inputs"));
        (_, _, double width, double height) = await page.Bounds(Canvas("Inputs"));
        float low = trace.Inputs.Min();
        float high = trace.Inputs.Max();
        double room = (high - low) * 0.04;

        foreach (int step in new[] { 3, 17, 38 })
        {
            int x = (int)(Left + ((step + 0.5) / 40 * (width - Left - Right)));
            double y = 7 + ((1 - ((trace.Inputs[step] - low + room) / (high - low + (2 * room)))) * (height - 14));

            // The line's blue is the only colour of the plot in which blue is far from red.
            JsonElement rows = await page.Evaluate($$"""
                (() => {
                  const canvas = document.querySelector('{{Canvas("Inputs")}}');
                  const data = canvas.getContext('2d').getImageData({{x}}, 0, 1, canvas.height).data;
                  return Array.from({ length: canvas.height }, (_, row) => row)
                    .filter(row => data[row * 4 + 3] > 150 && data[row * 4 + 2] - data[row * 4] > 60);
                })()
                """);
            double[] found = rows.Deserialize<double[]>()!;
            Assert.NotEmpty(found);
            Assert.InRange(found.Average() + 0.5 - y, -2, 2);
        }
    }

    [BrowserFact]
    public async Task The_summary_agrees_with_the_record()
    {
        TraceRecord trace = Traces.Make(200);
        await using BrowserPage page = await Open(trace);

        string[][] rows =
            (await page.Evaluate(
                "Array.from(document.querySelectorAll('tbody tr')).map(row => Array.from(row.cells).map(cell => cell.textContent))"))
                .Deserialize<string[][]>()!;

        Assert.Equal(4, rows.Length);
        foreach ((string[] row, UnitSummary unit) in rows.Zip(trace.Layers[0].Units))
        {
            GateSummary[] gates = [unit["inputGate"], unit["forgetGate"], unit["candidate"], unit["outputGate"]];
            Assert.Equal(13, row.Length);
            for (int gate = 0; gate < 4; gate++)
            {
                Assert.Equal(gates[gate].Mean, Number(row[1 + (3 * gate)]), 0.00051);
                Assert.Equal(
                    gates[gate].LeftSaturated * 100,
                    Number(row[2 + (3 * gate)].Replace(" %", "", StringComparison.Ordinal)),
                    0.051);
                Assert.Equal(
                    gates[gate].RightSaturated * 100,
                    Number(row[3 + (3 * gate)].Replace(" %", "", StringComparison.Ordinal)),
                    0.051);
            }
        }
    }

    [BrowserTheory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Few_steps_and_nans_are_drawn(int steps)
    {
        TraceRecord trace = Traces.Make(steps);
        LayerTrace layer = trace.Layers[0];
        Array.Fill(layer.Of('c'), float.NaN);
        Array.Fill(layer.Of('h'), float.PositiveInfinity);
        trace.Outputs[0] = float.NegativeInfinity;
        await using BrowserPage page = await Open(trace, height: 3000);
        (double left, double top, double width, double height) = await page.Bounds(Canvas("Hidden state"));

        await page.Wheel(left + (width / 2), top + (height / 2), -100, modifiers: 2);
        await page.Mouse("mouseMoved", left + Left + 1, top + (height / 2));

        Assert.Equal((0, steps - 1), await Range(page));
        Assert.Equal("Layer 0, step 0: Hidden state, unit 2: +∞", await page.Text("#readout"));
        Assert.Equal("unit 2: not a number", await Value(page, "Cell state"));
        Assert.Equal("0: -∞", await Value(page, "Outputs"));
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task Scales_cover_the_range_of_unusual_activations()
    {
        TraceRecord trace = Traces.Make(40, layers: 2);
        trace.Layers[0].Of('g')[5] = -1.5f;
        trace.Layers[0].Of('o')[5] = 4.5f;
        await using BrowserPage page = await Open(trace, height: 4000);

        string[] legends =
            (await page.Evaluate("Array.from(document.querySelectorAll('section:nth-of-type(2) .legend, section:nth-of-type(3) "
                + ".legend')).map(legend => legend.textContent)")).Deserialize<string[]>()!;

        Assert.Equal(["01", "01", "-22", "05", "0123", "-0.50.5", "01", "01", "-11", "01", "0123", "-0.50.5"], legends);
    }

    [BrowserFact]
    public async Task A_new_colour_scheme_or_size_redraws()
    {
        await using BrowserPage page = await Open(Traces.Make(40));
        await page.Show(Canvas("Candidate"));
        int[] light = await page.Pixel(Canvas("Candidate"), 300, 5);

        await page.SetScheme("dark");
        await page.Frame();

        Assert.NotEqual(light, await page.Pixel(Canvas("Candidate"), 300, 5));
    }

    private static int[] Channels(string hex) =>
    [
        .. Enumerable.Range(0, 3)
            .Select(index => int.Parse(hex.AsSpan(2 * index, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
    ];

    private static int[] Colour(string[] stops, double share)
    {
        double place = Math.Clamp(share, 0, 1) * (stops.Length - 1);
        int stop = Math.Min(stops.Length - 2, (int)place);
        return
        [
            .. Channels(stops[stop]).Zip(Channels(stops[stop + 1]), (from, to) => (int)Math.Round(from + ((to - from) * (place - stop)))),
        ];
    }
}

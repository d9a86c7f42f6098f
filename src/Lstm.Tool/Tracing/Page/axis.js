/** Yields at most count + 1 round numbers between low and high, at least the least distance apart. */
function* axisTicks(low, high, count, least = 0) {
  const distance = Math.max(least, roundedUp((high - low) / Math.max(1, count)));
  for (let index = Math.ceil(low / distance); index * distance <= high; index++) {
    yield Number((index * distance).toPrecision(12));
  }
}

/** The visible part of the sequence on a track of all steps, and below it the step numbers of this part, enlarged to the panels' width. */
class TimeAxis {
  /** The height of the area between the two scales, in CSS pixels. */
  static FUNNEL = 12;

  constructor(page) {
    this.page = page;
    this.canvas = document.getElementById("axis");
    this.part = document.getElementById("part");
    document.getElementById("final").textContent = grouped(page.view.steps - 1);
    this.range = document.getElementById("range");
    this.note = document.getElementById("note");
  }

  draw() {
    const { view } = this.page;
    const { context, ratio } = preparedContext(this.canvas);
    const left = MARGIN.left * ratio;
    const width = this.canvas.width - left - MARGIN.right * ratio;
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const step of axisTicks(view.start, view.end - 0.5, this.page.tickCount, 1)) {
      const x = left + (step + 0.5 - view.start) / view.span * width;
      context.fillStyle = styleColour("--quiet");
      context.fillRect(Math.round(x), this.canvas.height - 5 * ratio, ratio, 5 * ratio);
      context.fillText(grouped(step), x, (TimeAxis.FUNNEL + 2) * ratio);
    }

    this.part.style.left = `${view.start / view.steps * 100}%`;
    this.part.style.width = `${view.span / view.steps * 100}%`;
    this.#enlarge(context, ratio, left, width);
    this.#describe(new Columns(view, Math.max(1, Math.round(width))));
  }

  /** Connects the ends of the visible part with the ends of the panels. */
  #enlarge(context, ratio, left, width) {
    const origin = this.canvas.getBoundingClientRect().left;
    const part = this.part.getBoundingClientRect();
    context.fillStyle = styleColour("--band");
    context.beginPath();
    context.moveTo((part.left - origin) * ratio, 0);
    context.lineTo((part.right - origin) * ratio, 0);
    context.lineTo(left + width, TimeAxis.FUNNEL * ratio);
    context.lineTo(left, TimeAxis.FUNNEL * ratio);
    context.fill();
  }

  #describe(columns) {
    const { view } = this.page;

    // Ignores a fraction of a step that only rounding has added.
    const first = Math.floor(view.start + 1e-6);
    const last = Math.max(first, Math.ceil(view.end - 1e-6) - 1);
    this.range.textContent = view.steps === 1
      ? "Step 0, the only one"
      : `Steps ${grouped(first)} to ${grouped(last)} of ${grouped(view.steps)}`;
    this.note.textContent = columns.aggregate
      ? `A pixel column shows up to ${grouped(Math.ceil(columns.stepsEach))} steps: heat maps show their mean, `
        + "lines show the band from the smallest to the largest value. Zoom in to see single steps."
      : "Every step is drawn.";
  }
}

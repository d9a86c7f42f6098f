/** A plot with one line per unit or channel. When a pixel column shows several steps, a band replaces the line. */
class Lines extends Panel {
  static FEW = 6;

  #scale = null;

  constructor(page, options) {
    super(page, { ...options, height: 140 });
  }

  describe() {
    return `lines of ${counted(this.series.width, this.unitName)} over ${counted(this.series.steps, "step")}`;
  }

  get inset() {
    return 7;
  }

  /** The values at the plot's bottom and top. */
  get scale() {
    if (!this.#scale) {
      const { low, high } = this.series.extent;
      const room = (high - low) * 0.04 || Math.abs(high) * 0.1 || 1;
      this.#scale = { low: low - room, high: high + room };
    }

    return this.#scale;
  }

  paint(context, box, ratio) {
    this.#grid(context, box, ratio);
    this.bands = this.columns.aggregate ? new Bands(this.series, this.columns, (value) => this.#pixelOfValue(value), ratio) : null;
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    const many = this.#many;
    if (many && this.bands) {
      const opacity = Math.max(0.12, Math.min(0.5, 5 / this.series.width));
      this.bands.paintDensity(context, box, styleColour("--muted-line"), opacity);
    } else {
      for (let unit = 0; unit < this.series.width; unit++) {
        context.strokeStyle = context.fillStyle = this.#colourOf(unit, "--muted-line");
        context.globalAlpha = (many ? Math.max(0.25, Math.min(0.6, 8 / this.series.width)) : 0.9) * (this.bands ? 0.75 : 1);
        context.lineWidth = (many ? 1 : 1.5) * ratio;
        this.#trace(context, unit);
      }
    }

    context.restore();
  }

  /** Whether there are too many lines for a colour each. */
  get #many() {
    return this.series.width > Lines.FEW;
  }

  /** Returns the colour of a unit's line. Many lines share one. */
  #colourOf(unit, shared) {
    return styleColour(this.#many ? shared : `--line-${unit}`);
  }

  /** Draws the line or the band of a unit. */
  #trace(context, unit, margin = 0) {
    if (this.bands) {
      this.bands.paintOne(context, this.box, unit, margin);
    } else {
      this.#traceLine(context, unit);
    }
  }

  #traceLine(context, unit) {
    const last = Math.min(this.series.steps - 1, Math.ceil(this.page.view.end));
    let drawing = false;
    context.beginPath();
    for (let step = Math.max(0, Math.floor(this.page.view.start) - 1); step <= last; step++) {
      const value = this.series.at(step, unit);
      const x = this.pixelOf(step + 0.5);
      const y = this.#pixelOfValue(value);
      if (value !== value) {
        drawing = false;
      } else if (drawing) {
        context.lineTo(x, y);
      } else {
        // A single number between two NaN would be a line of length zero, so it is drawn one pixel wide.
        context.moveTo(x, y);
        context.lineTo(x + 1, y);
        drawing = true;
      }
    }

    context.stroke();
  }

  #grid(context, box, ratio) {
    const { low, high } = this.scale;
    const ticks = [...axisTicks(low, high, 6)];
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const tick of ticks) {
      const y = Math.round(this.#pixelOfValue(tick));
      context.fillStyle = styleColour(tick === 0 ? "--rule" : "--grid");
      context.fillRect(box.left, y, box.width, ratio);
      context.fillStyle = styleColour("--quiet");
      context.fillText(valueText(tick), box.left - 8 * ratio, y);
    }

    context.fillStyle = styleColour("--grid");
    for (const tick of axisTicks(this.page.view.start, this.page.view.end - 0.5, this.page.tickCount, 1)) {
      context.fillRect(Math.round(this.pixelOf(tick + 0.5)), box.top, ratio, box.height);
    }
  }

  explain() {
    const { width } = this.series;
    if (width > 1 && width <= Lines.FEW) {
      this.legend.replaceChildren(...Array.from({ length: width }, (_, channel) => {
        const key = element("span", { class: "key" });
        key.style.background = `var(--line-${channel})`;
        return element("span", {}, key, String(channel));
      }));
    }
  }

  /** Returns the unit whose line or band is nearest to the pointer. */
  unitAt(event) {
    const pointer = this.box.top + this.heightShareAt(event) * this.box.height;
    const [first, last] = this.columns.around(this.nearestPlaceAt(event));
    let nearest = 0;
    let least = Infinity;
    for (let unit = 0; unit < this.series.width; unit++) {
      const [low, high] = this.#extremes(first, last, unit);
      const distance = Math.max(0, this.#pixelOfValue(high) - pointer, pointer - this.#pixelOfValue(low));
      if (distance < least) {
        least = distance;
        nearest = unit;
      }
    }

    return nearest;
  }

  valueAt(first, last, unit) {
    const [low, high] = this.#extremes(first, last, unit);
    return last - first === 1 || Number.isNaN(low) ? valueText(low) : `${valueText(low)} to ${valueText(high)}`;
  }

  highlight(context, unit, first, last, ratio) {
    // The line keeps its own colour. A halo separates it from the others.
    for (const [colour, margin] of [[styleColour("--back"), 2.25], [this.#colourOf(unit, "--cross"), 0.5]]) {
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = (1.5 + 2 * margin) * ratio;
      this.#trace(context, unit, margin * ratio);
    }

    const [low, high] = this.#extremes(first, last, unit);
    if (!Number.isNaN(low)) {
      context.beginPath();
      const middle = (this.#pixelOfValue(low) + this.#pixelOfValue(high)) / 2;
      context.arc(this.pixelOf((first + last) / 2), middle, 3.5 * ratio, 0, 2 * Math.PI);
      context.fill();
    }
  }

  #extremes(first, last, unit) {
    let low = NaN;
    let high = NaN;
    for (let step = first; step < last; step++) {
      const value = this.series.at(step, unit);
      if (value === value) {
        low = low <= value ? low : value;
        high = high >= value ? high : value;
      }
    }

    return [low, high];
  }

  /** Returns the pixel of a value. An infinite value is just outside the plot, so that lines to it stay visible. */
  #pixelOfValue(value) {
    const { low, high } = this.scale;
    const share = Math.min(1.1, Math.max(-0.1, (value - low) / (high - low)));
    return this.box.top + (1 - share) * this.box.height;
  }
}

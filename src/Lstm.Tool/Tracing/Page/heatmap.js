/** A heat map with a row per unit. A pixel column shows one step, or the mean of several steps. */
class HeatMap extends Panel {
  constructor(page, options) {
    super(page, { ...options, height: HeatMap.heightOf(options.series.width) });
    this.kind = options.kind;
    this.usualScale = options.scale;
    this.thresholds = options.thresholds ?? [];
  }

  /** Returns the height in pixels: up to 24 per unit, about 220 in total, at least one per unit. */
  static heightOf(units) {
    return units * Math.min(24, Math.max(1, Math.floor(220 / units)));
  }

  describe() {
    return `heat map of ${counted(this.series.width, this.unitName)} over ${counted(this.series.steps, "step")}`;
  }

  /**
   * The values at the ends of the colour map. For a gate they are its usual range, unless its activation exceeds that range.
   * For a state they enclose all values, with 0 in the middle. With expanded contrast they enclose nearly all values of the panel, and a
   * value outside has the colour of the end.
   */
  get scale() {
    const { low, high } = this.series.extent;
    const usual = this.usualScale;
    if (this.#expanded) {
      const { low: least, high: most } = this.series.core;
      const reach = Math.max(-least, most);
      return this.kind === "sequential" ? { low: least, high: most } : { low: -reach, high: reach };
    }

    if (usual && low >= usual.low && high <= usual.high) {
      return usual;
    }

    if (this.kind === "sequential") {
      return { low: low < 0 ? -roundedUp(-low) : 0, high: roundedUp(Math.max(high, 1)) };
    }

    const reach = roundedUp(Math.max(-low, high, usual?.high ?? 0) || 1);
    return { low: -reach, high: reach };
  }

  /** Whether the colours cover the panel's own values only. Equal values have no range to expand. */
  get #expanded() {
    const { low, high } = this.page.contrast.expanded ? this.series.core : { low: 0, high: 0 };
    return low < high;
  }

  paint(context, box, ratio) {
    const { width: units } = this.series;
    const { low, high } = this.scale;
    const table = new ColourTable(this.kind, low, high);
    const means = columnMeans(this.series, this.columns);
    const image = new ImageData(box.width, units);
    const pixels = new Uint32Array(image.data.buffer);
    for (let column = 0; column < box.width; column++) {
      for (let unit = 0; unit < units; unit++) {
        pixels[unit * box.width + column] = table.of(means[column * units + unit]);
      }
    }

    // The image has one pixel row per unit. It is stretched to the height of the plot.
    paintImage(context, image, box);
    this.#label(context, box, ratio);
  }

  /** Draws the numbers of some units, far enough apart to be readable. */
  #label(context, box, ratio) {
    const { width: units } = this.series;
    const rowHeight = box.height / units;
    const every = Math.max(1, roundedUp(14 * ratio / rowHeight));
    context.fillStyle = styleColour("--quiet");
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (let unit = 0; unit < units; unit += every) {
      context.fillText(String(unit), box.left - 8 * ratio, box.top + Math.max(6 * ratio, (unit + 0.5) * rowHeight));
    }
  }

  explain() {
    const { low, high } = this.scale;
    const bar = element("span", { class: "scale" });
    bar.style.background = `linear-gradient(to right, ${colourStops(this.kind).join(", ")})`;
    for (const threshold of this.thresholds.filter((candidate) => candidate > low && candidate < high)) {
      const mark = element("i");
      mark.style.left = `${(threshold - low) / (high - low) * 100}%`;
      bar.append(mark);
    }

    const [least, most] = this.#expanded ? [`≤ ${shortText(low)}`, `≥ ${shortText(high)}`] : [valueText(low), valueText(high)];
    this.legend.replaceChildren(least, bar, most);
  }

  unitAt(event) {
    return Math.min(this.series.width - 1, Math.max(0, Math.floor(this.heightShareAt(event) * this.series.width)));
  }

  valueAt(first, last, unit) {
    let sum = 0;
    for (let step = first; step < last; step++) {
      sum += this.series.at(step, unit);
    }

    return last - first === 1 ? valueText(sum) : `mean ${valueText(sum / (last - first))}`;
  }

  highlight(context, unit, first, last, ratio) {
    const rowHeight = this.box.height / this.series.width;
    const top = this.box.top + unit * rowHeight;
    // A frame around the row, inside the drawing. The frame of a thin row covers its neighbours.
    const inside = Math.max(rowHeight, 3 * ratio);
    const lowest = this.box.top + this.box.height - inside;
    const shifted = Math.min(lowest, Math.max(this.box.top, top + (rowHeight - inside) / 2));
    for (const [colour, width] of [["--back", 3], ["--cross", 1]]) {
      context.strokeStyle = styleColour(colour);
      context.lineWidth = width * ratio;
      context.strokeRect(this.box.left + ratio / 2, shifted + ratio / 2, this.box.width - ratio, inside - ratio);
    }
  }
}

/** A row a unit, a pixel column a step, or the mean of a column's steps. */
class HeatMap extends Panel {
  constructor(page, options) {
    super(page, { ...options, height: HeatMap.heightOf(options.series.width) });
    this.kind = options.kind;
    this.usualScale = options.scale;
    this.thresholds = options.thresholds ?? [];
  }

  /** Rows as high as there is room for; of very many units a pixel each. */
  static heightOf(units) {
    return units * Math.min(24, Math.max(1, Math.floor(220 / units)));
  }

  describe() {
    return `heat map of ${counted(this.series.width, this.unitName)} over ${counted(this.series.steps, "step")}`;
  }

  /**
   * What the ends of the colour map stand for: of a gate the usual range, unless its activation is one that leaves it; of a state as far as the values reach, with 0
   * in the middle.
   */
  get scale() {
    const { low, high } = this.series.extent;
    const usual = this.usualScale;
    if (usual && low >= usual.low && high <= usual.high) {
      return usual;
    }

    if (this.kind === "sequential") {
      return { low: low < 0 ? -roundedUp(-low) : 0, high: roundedUp(Math.max(high, 1)) };
    }

    const reach = roundedUp(Math.max(-low, high, usual?.high ?? 0) || 1);
    return { low: -reach, high: reach };
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

    // One pixel a unit first, then stretched to the height of the plot.
    paintImage(context, image, box);
    this.#label(context, box, ratio);
  }

  /** The numbers of some units, far enough from each other to be read. */
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
    for (const threshold of this.thresholds) {
      const mark = element("i");
      mark.style.left = `${(threshold - low) / (high - low) * 100}%`;
      bar.append(mark);
    }

    this.legend.replaceChildren(valueText(low), bar, valueText(high));
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
    context.strokeStyle = styleColour("--accent");
    context.lineWidth = ratio;

    // A frame around the row, inside the drawing; a row of a pixel is framed by its neighbours.
    const inside = Math.max(rowHeight, 3 * ratio);
    const shifted = Math.min(this.box.top + this.box.height - inside, Math.max(this.box.top, top + (rowHeight - inside) / 2));
    context.strokeRect(this.box.left + ratio / 2, shifted + ratio / 2, this.box.width - ratio, inside - ratio);
  }
}

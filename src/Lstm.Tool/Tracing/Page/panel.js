/** The space beside a plot in CSS pixels. The style sheet uses the same margins for the captions above the plots. */
const MARGIN = { left: 56, right: 12 };

/** Sets the size of a canvas to its size in device pixels, and clears it. */
function preparedContext(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  const height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }

  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `${11 * ratio}px system-ui, sans-serif`;
  return { context, ratio };
}

/** Paints an image over a whole box without smoothing, on top of the current content. */
function paintImage(context, image, box) {
  const canvas = element("canvas", { width: image.width, height: image.height });
  canvas.getContext("2d").putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, box.left, box.top, box.width, box.height);
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }

  made.append(...children);
  return made;
}

/**
 * The base class of drawings over the time axis: heat maps and lines. A second canvas on top shows the cross and the highlighted unit,
 * so that a pointer move does not redraw the data.
 */
class Panel {
  /** Panels of one group show the same units: a unit highlighted in one panel is highlighted in all of them. */
  constructor(page, { title, place, series, group, unitName, height }) {
    this.page = page;
    this.title = title;
    this.place = place;
    this.series = series;
    this.group = group;
    this.unitName = unitName;
    this.stale = true;
    this.visible = false;
    const label = `${title}, ${place}: ${this.describe()}`;
    this.drawing = element("canvas", { class: "drawing", tabindex: "0", role: "img", "aria-label": label });
    this.overlay = element("canvas", { class: "overlay", "aria-hidden": "true" });
    this.value = element("span", { class: "value" });
    this.legend = element("span", { class: "legend" });
    const plot = element("div", { class: "plot" }, this.drawing, this.overlay);
    plot.style.height = `${height}px`;
    const caption = element("figcaption", {}, element("h3", {}, title), this.legend, this.value);
    this.root = element("figure", { class: "panel" }, caption, plot);
  }

  /** The plot's pixel columns in the current view. */
  get columns() {
    return new Columns(this.page.view, this.box?.width ?? 1);
  }

  /** Draws the data if the panel is visible and its drawing is stale. */
  draw() {
    if (!this.visible || !this.stale) {
      return;
    }

    this.stale = false;
    const { context, ratio } = preparedContext(this.drawing);
    this.box = this.#boxOf(this.drawing, ratio);
    this.paint(context, this.box, ratio);
    this.explain();
  }

  /** Draws the cross, the highlighted unit and the range of a drag. */
  drawOverlay() {
    if (!this.visible || !this.box) {
      return;
    }

    const { context, ratio } = preparedContext(this.overlay);
    const { cursor, selection } = this.page;
    this.value.textContent = "";
    if (selection) {
      const [from, to] = [selection.from, selection.to]
        .map((place) => this.pixelOf(place))
        .sort((left, right) => left - right);
      context.fillStyle = styleColour("--band");
      context.fillRect(from, this.box.top, to - from, this.box.height);
    }

    if (!cursor) {
      return;
    }

    const [first, last] = this.columns.around(cursor.place);
    const unit = cursor.panel.group === this.group ? cursor.unit : null;
    this.value.textContent = this.valuesText(first, last, unit);
    context.save();
    context.beginPath();
    context.rect(this.box.left, 0, this.box.width, this.overlay.height);
    context.clip();
    context.fillStyle = styleColour("--cross");
    context.globalAlpha = 0.7;
    context.fillRect(Math.round(this.pixelOf((first + last) / 2) - ratio / 2), this.box.top, ratio, this.box.height);
    context.globalAlpha = 1;
    if (unit !== null) {
      this.highlight(context, unit, first, last, ratio);
    }

    context.restore();
  }

  /** Returns the pointer's place on the time axis in steps; null outside the plot. */
  placeAt(event) {
    const bounds = this.drawing.getBoundingClientRect();
    const share = (event.clientX - bounds.left - MARGIN.left) / (bounds.width - MARGIN.left - MARGIN.right);
    return share >= 0 && share < 1 ? this.page.view.start + share * this.page.view.span : null;
  }

  /** Returns the same as placeAt inside the plot and the nearest end outside, because a drag may leave the plot. */
  nearestPlaceAt(event) {
    const bounds = this.drawing.getBoundingClientRect();
    const share = (event.clientX - bounds.left - MARGIN.left) / (bounds.width - MARGIN.left - MARGIN.right);
    return this.page.view.start + Math.min(1, Math.max(0, share)) * this.page.view.span;
  }

  /** Returns the pixel of a place on the time axis. */
  pixelOf(place) {
    return this.box.left + (place - this.page.view.start) / this.page.view.span * this.box.width;
  }

  /** Returns the pointer's vertical position as a share of the plot's height, 0 at the top. */
  heightShareAt(event) {
    const bounds = this.drawing.getBoundingClientRect();
    return ((event.clientY - bounds.top) * this.drawing.height / bounds.height - this.box.top) / this.box.height;
  }

  /** Returns the panel's caption at the cross: the value of the highlighted unit, or the values of the first few channels. */
  valuesText(first, last, unit) {
    if (unit !== null) {
      return `${this.unitName} ${unit}: ${this.valueAt(first, last, unit)}`;
    }

    // A unit of another layer is unrelated to the highlighted one, so the panels of other layers show no value.
    if (this.group !== "inputs" && this.group !== "outputs") {
      return "";
    }

    const few = Math.min(this.series.width, 4);
    const texts = Array.from({ length: few }, (_, channel) => `${channel}: ${this.valueAt(first, last, channel)}`);
    return texts.join("   ") + (few < this.series.width ? "   …" : "");
  }

  #boxOf(canvas, ratio) {
    const left = Math.round(MARGIN.left * ratio);
    const inset = Math.round(this.inset * ratio);
    const width = Math.max(1, canvas.width - left - Math.round(MARGIN.right * ratio));
    return { left, top: inset, width, height: Math.max(1, canvas.height - 2 * inset) };
  }

  /** The space above and below the plot in CSS pixels, for the labels at its ends. */
  get inset() {
    return 0;
  }

  /** Updates the legend, if it depends on the drawn data. */
  explain() {
  }
}

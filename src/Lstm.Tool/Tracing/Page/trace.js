/** The page: the trace, the visible range, the cursor, and all panels. */
class TracePage {
  constructor(trace) {
    this.trace = trace;
    this.view = new TimeView(trace.steps);
    this.cursor = null;
    this.selection = null;
    this.panels = [];
    this.tables = [];
    this.axis = new TimeAxis(this);
    this.readout = document.getElementById("readout");
    this.tip = document.getElementById("tip");
    this.#head();
    this.#build();
    this.#listen();

    // Draws everything for the first time.
    this.contrast = new Contrast(this);
  }

  /** The number of labels that fit on the time axis. */
  get tickCount() {
    return Math.max(2, Math.floor(this.axis.canvas.clientWidth / 90));
  }

  /** Sets the cursor to a place and a unit of a panel, or hides it. A pointer event also shows the tip beside the pointer. */
  point(cursor, event = null) {
    this.cursor = cursor;
    this.#describe(event);
    this.#schedule();
  }

  /** Shows the range of a drag, or none. */
  select(selection) {
    this.selection = selection;
    this.#schedule();
  }

  /** Redraws everything after a change of the range, the size or the colours. */
  redraw() {
    for (const panel of this.panels) {
      panel.stale = true;
    }

    this.axisIsStale = true;
    this.#schedule();
  }

  #head() {
    const { title, declaration, sourceFile, steps, inputSize, outputSize, layers } = this.trace;
    document.getElementById("title").textContent = title;
    document.getElementById("declaration").textContent = declaration;
    document.getElementById("file").textContent = sourceFile;
    document.getElementById("facts").textContent =
      `· ${counted(steps, "step")} · ${counted(inputSize, "input")} · ${counted(outputSize, "output")}`
      + ` · ${counted(layers.length, "layer")}`;
  }

  #build() {
    const { steps, inputSize, outputSize, layers } = this.trace;
    this.#section("The network", "", [
      new Lines(this, {
        title: "Inputs",
        place: "Network",
        series: new Series("inputs", steps, inputSize),
        group: "inputs",
        unitName: "input",
      }),
      new Lines(this, {
        title: "Outputs",
        place: "Network",
        series: new Series("outputs", steps, outputSize),
        group: "outputs",
        unitName: "output",
      }),
    ]);
    layers.forEach((layer, index) => this.#layer(layer, index));
  }

  #layer(layer, index) {
    const panels = layer.vectors.map((vector) => this.#vector(layer, vector, `${index}`));
    const { name, cell, hiddenSize, hiddenStateSize } = layer;
    const projection = hiddenStateSize === hiddenSize ? "" : `, projected to ${grouped(hiddenStateSize)}`;
    const section = this.#section(name, `${cell}, ${counted(hiddenSize, "unit")}${projection}`, panels);
    const gates = layer.vectors.filter(({ role }) => role === "gate" || role === "candidate");
    if (gates.length > 0) {
      const table = new SummaryTable(this, gates, layer.units, panels[0]);
      this.tables.push(table);
      section.append(table.root);
    }
  }

  /** Returns the panel of a vector of a layer. */
  #vector(layer, { title, role, array }, units) {
    const { steps } = this.trace;
    const { name: place, hiddenSize, hiddenStateSize } = layer;
    const options = { title, place, series: new Series(array, steps, hiddenSize), group: units, unitName: "unit" };
    switch (role) {
      case "gate":
        return new HeatMap(this, { ...options, kind: "sequential", scale: { low: 0, high: 1 }, thresholds: [0.1, 0.9] });
      case "candidate":
        return new HeatMap(this, { ...options, kind: "diverging", scale: { low: -1, high: 1 }, thresholds: [-0.9, 0.9] });
      case "state":
        return new Lines(this, options);
      default:
        break;
    }

    // With a projection, the values of the hidden state are mixtures of the units' values.
    const projected = hiddenStateSize === hiddenSize ? {} : { group: `${units} projected`, unitName: "projected value" };
    return new HeatMap(this, { ...options, kind: "diverging", series: new Series(array, steps, hiddenStateSize), ...projected });
  }

  #section(title, facts, panels) {
    const heading = element("h2", {}, element("bdi", {}, title), element("small", {}, facts));
    const section = element("section", { "aria-label": title }, heading, ...panels.map((panel) => panel.root));
    document.getElementById("sections").append(section);
    this.panels.push(...panels);
    return section;
  }

  #listen() {
    // Panels outside the visible area are neither decoded nor drawn.
    const sight = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        this.panels.find((panel) => panel.root === entry.target).visible = entry.isIntersecting;
      }

      this.#schedule();
    }, { rootMargin: "300px" });
    for (const panel of this.panels) {
      sight.observe(panel.root);
      new PanelPointer(this, panel);
    }

    new Keyboard(this);
    new ResizeObserver(() => this.redraw()).observe(document.getElementById("sections"));
    window.addEventListener("resize", () => this.redraw());
    DARK_SCHEME.addEventListener("change", () => this.redraw());
    this.view.changed = () => {
      this.redraw();
      this.#describe(null);
    };
    const press = (id, action) => document.getElementById(id).addEventListener("click", action);
    press("earlier", () => this.view.move(-this.view.span / 10));
    press("later", () => this.view.move(this.view.span / 10));
    press("closer", () => this.view.zoom(0.5));
    press("wider", () => this.view.zoom(2));
    press("reset", () => this.view.reset());
  }

  /** Schedules one redraw before the next frame, even after several calls. */
  #schedule() {
    if (this.frame) {
      return;
    }

    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      if (this.axisIsStale) {
        this.axis.draw();
        this.axisIsStale = false;
      }

      for (const panel of this.panels) {
        panel.draw();
        panel.drawOverlay();
      }

      for (const table of this.tables) {
        table.mark(this.cursor);
      }
    });
  }

  /** Writes the value at the cursor to the readout and the tip. */
  #describe(event) {
    const { cursor } = this;
    this.tip.hidden = !cursor || !event;
    if (!cursor) {
      this.readout.textContent = "";
      return;
    }

    const { panel, unit, place } = cursor;
    const [first, last] = panel.columns.around(place);
    const what = `${panel.title}, ${panel.unitName} ${unit}`;
    const where = stepsText(first, last);
    const value = panel.valueAt(first, last, unit);
    this.readout.textContent = `${panel.place}, ${where}: ${what}: ${value}`;
    if (event) {
      this.tip.textContent = `${what}\n${where}: ${value}`;
      const { width, height } = this.tip.getBoundingClientRect();
      const left = event.clientX + 16 + width > window.innerWidth ? event.clientX - 16 - width : event.clientX + 16;
      const top = event.clientY + 18 + height > window.innerHeight ? event.clientY - 10 - height : event.clientY + 18;
      this.tip.style.left = `${Math.max(4, left)}px`;
      this.tip.style.top = `${top}px`;
    }
  }
}

new TracePage(JSON.parse(document.getElementById("trace").textContent));

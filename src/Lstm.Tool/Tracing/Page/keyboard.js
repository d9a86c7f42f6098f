/** The keys: + - 0 c and the arrows on the whole page; in a focused panel also the keys that move the cross. */
class Keyboard {
  constructor(page) {
    this.page = page;
    document.addEventListener("keydown", (event) => {
      if (!event.ctrlKey && !event.altKey && !event.metaKey && this.#press(event)) {
        event.preventDefault();
      }
    });
  }

  /** Executes the command of a key and returns whether the key has one. */
  #press(event) {
    const { view } = this.page;
    const panel = this.page.panels.find((candidate) => candidate.drawing === document.activeElement);
    const keys = {
      "+": () => view.zoom(0.5),
      "=": () => view.zoom(0.5),
      "-": () => view.zoom(2),
      "0": () => view.reset(),
      "c": () => this.page.contrast.toggle(),
      "Escape": () => this.page.point(null),
      "ArrowLeft": () => (event.shiftKey && panel ? this.#cross(panel, -1, 0) : view.move(-view.span / 10)),
      "ArrowRight": () => (event.shiftKey && panel ? this.#cross(panel, 1, 0) : view.move(view.span / 10)),
    };
    if (panel) {
      keys.ArrowUp = () => this.#cross(panel, 0, -1);
      keys.ArrowDown = () => this.#cross(panel, 0, 1);
    }

    keys[event.key]?.();
    return event.key in keys;
  }

  /** Moves the cross by steps (or pixel columns, when a column shows several steps) and units. Shows the cross if it is hidden. */
  #cross(panel, steps, units) {
    const { cursor, view } = this.page;
    const distance = Math.max(1, panel.columns.stepsEach);
    let place = (view.start + view.end) / 2;
    let unit = 0;
    if (cursor) {
      place = Math.min(view.steps - 0.5, Math.max(0.5, cursor.place + steps * distance));
      unit = cursor.panel.group === panel.group ? Math.min(panel.series.width - 1, Math.max(0, cursor.unit + units)) : 0;
    }

    if (place < view.start || place >= view.end) {
      view.move(place - (view.start + view.end) / 2);
    }

    this.page.point({ panel, place, unit });
  }
}

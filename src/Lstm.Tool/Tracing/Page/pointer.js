/** The pointer and wheel actions on a panel: point, zoom and move. */
class PanelPointer {
  /** The number of pixels that a pointer may move during a click. */
  static SLACK = 4;

  /** The number of pixels of a wheel event that is given in lines. */
  static LINE = 34;

  constructor(page, panel) {
    this.page = page;
    this.panel = panel;
    const { drawing } = panel;
    drawing.addEventListener("pointermove", (event) => this.#move(event));
    drawing.addEventListener("pointerleave", () => page.point(null));
    drawing.addEventListener("pointerdown", (event) => this.#down(event));
    drawing.addEventListener("pointerup", (event) => this.#up(event));
    drawing.addEventListener("pointercancel", () => this.#end());
    drawing.addEventListener("dblclick", () => page.view.reset());
    drawing.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
  }

  #move(event) {
    if (this.drag?.moves) {
      const { drawing } = this.panel;
      const width = drawing.clientWidth - MARGIN.left - MARGIN.right;
      this.page.view.move((this.drag.x - event.clientX) / width * this.page.view.span);
      this.drag.x = event.clientX;
    } else if (this.drag && Math.abs(event.clientX - this.drag.x) >= PanelPointer.SLACK) {
      this.page.select({ from: this.drag.place, to: this.panel.nearestPlaceAt(event) });
    }

    this.#point(event);
  }

  #point(event) {
    const place = this.panel.placeAt(event);
    this.page.point(place === null || !this.panel.box ? null : { panel: this.panel, place, unit: this.panel.unitAt(event) }, event);
  }

  #down(event) {
    if (event.button !== 0 || this.panel.placeAt(event) === null) {
      return;
    }

    this.drag = { x: event.clientX, place: this.panel.nearestPlaceAt(event), moves: event.shiftKey };
    this.panel.drawing.setPointerCapture(event.pointerId);
  }

  #up(event) {
    const { selection, view } = this.page;
    const drag = this.drag;
    this.#end();
    if (drag && !drag.moves && selection) {
      view.show(Math.min(selection.from, selection.to), Math.max(selection.from, selection.to));
    }

    this.#point(event);
  }

  #end() {
    this.drag = null;
    this.page.select(null);
  }

  /** Zooms the view with Ctrl or Alt, and moves it with a sideways wheel. Otherwise the wheel scrolls the page. */
  #wheel(event) {
    const { view } = this.page;
    const place = this.panel.placeAt(event);
    if (place === null) {
      return;
    }

    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : PanelPointer.LINE;
    const zooms = event.ctrlKey || event.altKey;
    if (!zooms && Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      const width = this.panel.drawing.clientWidth - MARGIN.left - MARGIN.right;
      view.move(event.deltaX * unit / width * view.span);
    } else if (zooms) {
      // One notch of a wheel is at least 100 pixels and zooms by a factor of 1.25. The small events of a touch pad add up to the same.
      event.preventDefault();
      view.zoom(1.25 ** (Math.min(100, Math.max(-100, event.deltaY * unit)) / 100), place);
    }

    this.#point(event);
  }
}

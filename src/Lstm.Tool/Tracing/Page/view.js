/** The visible part of the time axis, shared by all panels: from start to end in steps, end exclusive. */
class TimeView {
  static FEWEST = 8;

  constructor(steps) {
    this.steps = steps;
    this.start = 0;
    this.end = steps;
    this.changed = () => {};
  }

  get span() {
    return this.end - this.start;
  }

  /** Shows a range. It is widened to the minimum span and moved into the sequence. */
  show(start, end) {
    const span = Math.min(this.steps, Math.max(end - start, Math.min(this.steps, TimeView.FEWEST)));
    const middle = (start + end) / 2;
    this.start = Math.min(this.steps - span, Math.max(0, middle - span / 2));
    this.end = this.start + span;
    this.changed();
  }

  /** Multiplies the span by a factor and keeps a place of the time axis fixed. */
  zoom(factor, place = (this.start + this.end) / 2) {
    const span = Math.min(this.steps, Math.max(this.span * factor, Math.min(this.steps, TimeView.FEWEST)));
    const start = place - (place - this.start) * span / this.span;
    this.show(start, start + span);
  }

  move(steps) {
    this.show(this.start + steps, this.end + steps);
  }

  reset() {
    this.show(0, this.steps);
  }
}

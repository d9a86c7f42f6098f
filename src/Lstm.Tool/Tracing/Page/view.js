/** The part of the time axis that all panels show: from start to end, in steps, end exclusive. */
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

  get isWhole() {
    return this.start === 0 && this.end === this.steps;
  }

  /** Shows a range, made as wide as there is something to see in it and moved to where there are steps. */
  show(start, end) {
    const span = Math.min(this.steps, Math.max(end - start, Math.min(this.steps, TimeView.FEWEST)));
    const middle = (start + end) / 2;
    this.start = Math.min(this.steps - span, Math.max(0, middle - span / 2));
    this.end = this.start + span;
    this.changed();
  }

  /** Makes the span so many times as wide, with a place of the time axis standing still. */
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

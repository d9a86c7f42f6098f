/**
 * One array of the trace, [steps, width] in float32. The page contains its little-endian bytes as base64 text. They are decoded when
 * a panel first needs them.
 */
class Series {
  #values = null;
  #extent = null;
  #core = null;

  /** The number of values that are enough for quantiles. */
  static SAMPLE = 65536;

  constructor(name, steps, width) {
    this.name = name;
    this.steps = steps;
    this.width = width;
  }

  /** The values, row-major [steps, width]. */
  get values() {
    if (this.#values === null) {
      const characters = atob(document.getElementById(`data-${this.name}`).textContent);
      const bytes = new Uint8Array(characters.length);
      for (let index = 0; index < bytes.length; index++) {
        bytes[index] = characters.charCodeAt(index);
      }

      // All platforms that browsers support are little-endian, like the data.
      this.#values = new Float32Array(bytes.buffer);
    }

    return this.#values;
  }

  at(step, unit) {
    return this.values[step * this.width + unit];
  }

  /** The smallest and the largest finite value; -1 and 1 when there is none. */
  get extent() {
    if (this.#extent === null) {
      let low = Infinity;
      let high = -Infinity;
      for (const value of this.values) {
        if (Number.isFinite(value)) {
          low = value < low ? value : low;
          high = value > high ? value : high;
        }
      }

      this.#extent = low <= high ? { low, high } : { low: -1, high: 1 };
    }

    return this.#extent;
  }

  /** The 1 % and the 99 % quantile of the finite values, from a sample when there are very many. */
  get core() {
    if (this.#core === null) {
      // A distance without a common divisor with the width takes all units equally often.
      let distance = Math.ceil(this.values.length / Series.SAMPLE);
      while (commonDivisor(distance, this.width) > 1) {
        distance++;
      }

      const sample = this.values.filter((value, place) => place % distance === 0 && Number.isFinite(value)).sort();
      const quantile = (share) => sample[Math.round(share * (sample.length - 1))];
      this.#core = sample.length > 0 ? { low: quantile(0.01), high: quantile(0.99) } : { low: 0, high: 0 };
    }

    return this.#core;
  }
}

/** Returns the greatest common divisor of two positive integers. */
function commonDivisor(one, other) {
  return other === 0 ? one : commonDivisor(other, one % other);
}

/** The pixel columns of a plot and the steps that each of them shows: one step, or several when there are more steps than columns. */
class Columns {
  constructor(view, count) {
    this.start = view.start;
    this.count = count;
    this.steps = view.steps;
    this.stepsEach = (view.end - view.start) / count;
    this.aggregate = this.stepsEach > 1;
  }

  first(column) {
    const place = this.start + (this.aggregate ? column : column + 0.5) * this.stepsEach;
    return Math.min(this.steps - 1, Math.max(0, Math.floor(place)));
  }

  /** The step after the last one of a column. */
  last(column) {
    const next = this.first(column) + 1;
    return this.aggregate ? Math.min(this.steps, Math.max(next, Math.floor(this.start + (column + 1) * this.stepsEach))) : next;
  }

  /** Returns the steps that are drawn at a place on the time axis: [first, last). */
  around(place) {
    if (!this.aggregate) {
      const step = Math.min(this.steps - 1, Math.max(0, Math.floor(place)));
      return [step, step + 1];
    }

    const column = Math.min(this.count - 1, Math.max(0, Math.floor((place - this.start) / this.stepsEach)));
    return [this.first(column), this.last(column)];
  }
}

/** Returns the means of all units over the steps of each column, [columns, width]; NaN when one of the values is NaN. */
function columnMeans(series, columns) {
  const { values, width } = series;
  const means = new Float32Array(columns.count * width);
  const sums = new Float64Array(width);
  for (let column = 0; column < columns.count; column++) {
    const first = columns.first(column);
    const last = columns.last(column);
    sums.fill(0);
    for (let step = first, place = first * width; step < last; step++) {
      for (let unit = 0; unit < width; unit++) {
        sums[unit] += values[place++];
      }
    }

    for (let unit = 0; unit < width; unit++) {
      means[column * width + unit] = sums[unit] / (last - first);
    }
  }

  return means;
}

/** Returns the smallest and largest values of all units over the steps of each column, [columns, width]; NaN when all are NaN. */
function columnExtremes(series, columns) {
  const { values, width } = series;
  const lows = new Float32Array(columns.count * width);
  const highs = new Float32Array(columns.count * width);
  const low = new Float32Array(width);
  const high = new Float32Array(width);
  for (let column = 0; column < columns.count; column++) {
    const first = columns.first(column);
    const last = columns.last(column);
    low.fill(Infinity);
    high.fill(-Infinity);
    for (let step = first, place = first * width; step < last; step++) {
      for (let unit = 0; unit < width; unit++) {
        // Comparisons with NaN are false, so NaN is skipped.
        const value = values[place++];
        if (value < low[unit]) {
          low[unit] = value;
        }

        if (value > high[unit]) {
          high[unit] = value;
        }
      }
    }

    for (let unit = 0; unit < width; unit++) {
      const some = low[unit] <= high[unit];
      lows[column * width + unit] = some ? low[unit] : NaN;
      highs[column * width + unit] = some ? high[unit] : NaN;
    }
  }

  return { lows, highs };
}

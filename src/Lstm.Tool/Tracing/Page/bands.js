/** For each pixel column and unit, the pixels between the smallest and the largest value of the column. */
class Bands {
  constructor(series, columns, pixelOfValue, ratio) {
    const { lows, highs } = columnExtremes(series, columns);
    this.width = series.width;
    this.count = columns.count;

    // From the top (inclusive) to the bottom (exclusive); both are 0 in a gap.
    this.tops = new Int32Array(lows.length);
    this.bottoms = new Int32Array(lows.length);
    const thinnest = Math.max(1, Math.round(1.5 * ratio));
    for (let place = 0; place < lows.length; place++) {
      if (!Number.isNaN(lows[place])) {
        this.tops[place] = Math.floor(pixelOfValue(highs[place]));
        this.bottoms[place] = Math.max(Math.ceil(pixelOfValue(lows[place])), this.tops[place] + thinnest);
        this.#join(place);
      }
    }
  }

  /** Extends a band to the band of the previous column, so that the drawn line has no gap. */
  #join(place) {
    const before = place - this.width;
    if (before >= 0 && this.bottoms[before] > this.tops[before]) {
      this.tops[place] = Math.min(this.tops[place], this.bottoms[before]);
      this.bottoms[place] = Math.max(this.bottoms[place], this.tops[before]);
    }
  }

  /** Paints the band of one unit in the context's current colour, with a margin around it. */
  paintOne(context, box, unit, margin = 0) {
    for (let column = 0; column < this.count; column++) {
      const place = column * this.width + unit;
      if (this.bottoms[place] > this.tops[place]) {
        context.fillRect(box.left + column, this.tops[place] - margin, 1, this.bottoms[place] - this.tops[place] + 2 * margin);
      }
    }
  }

  /** Paints the bands of all units in one colour, each with the given opacity. Places with more units are darker. */
  paintDensity(context, box, colour, opacity) {
    const image = new ImageData(box.width, box.height);
    const pixels = new Uint32Array(image.data.buffer);
    const shadeOf = (units) => packedColour(channels(colour), 255 * (1 - (1 - opacity) ** units));
    const shades = Uint32Array.from({ length: this.width + 1 }, (_, units) => shadeOf(units));
    const changes = new Int32Array(box.height + 1);
    const inside = (pixel) => Math.min(box.height, Math.max(0, pixel - box.top));
    for (let column = 0; column < this.count; column++) {
      changes.fill(0);
      for (let place = column * this.width; place < (column + 1) * this.width; place++) {
        changes[inside(this.tops[place])]++;
        changes[inside(this.bottoms[place])]--;
      }

      for (let row = 0, units = 0; row < box.height; row++) {
        units += changes[row];
        pixels[row * box.width + column] = shades[units];
      }
    }

    paintImage(context, image, box);
  }
}

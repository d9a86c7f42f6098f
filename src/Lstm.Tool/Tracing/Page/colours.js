/** The equidistant stops of the colour maps: sequential from 0 to 1, diverging from the lowest value through 0 to the highest. */
const COLOUR_STOPS = {
  light: {
    sequential: ["#f4f7f6", "#b9d8dc", "#6fa9bd", "#2f6f95", "#12355b"],
    diverging: ["#2a5a9b", "#93b4d8", "#f6f6f3", "#e6a987", "#ad3e27"],
  },
  dark: {
    sequential: ["#12181f", "#1f4257", "#2f7791", "#72b3bd", "#e2f4ee"],
    diverging: ["#7db2f2", "#345f92", "#161b21", "#8a4a35", "#f59b78"],
  },
};

const DARK_SCHEME = window.matchMedia("(prefers-color-scheme: dark)");

function colourStops(kind) {
  return COLOUR_STOPS[DARK_SCHEME.matches ? "dark" : "light"][kind];
}

/** Returns a colour of the style sheet, which depends on the colour scheme. */
function styleColour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function channels(hex) {
  return [1, 3, 5].map((place) => parseInt(hex.slice(place, place + 2), 16));
}

/** Returns the bytes red, green, blue, alpha as one little-endian number, as in the data of an image. */
function packedColour(rgb, alpha = 255) {
  return (alpha << 24 | rgb[2] << 16 | rgb[1] << 8 | rgb[0]) >>> 0;
}

/** A colour map as a table of packed colours. */
class ColourTable {
  static SIZE = 512;

  /** Maps the values from low to high to the stops of a kind, and values outside to the first or last stop. */
  constructor(kind, low, high) {
    const stops = colourStops(kind).map(channels);
    this.low = low;
    this.scale = (ColourTable.SIZE - 1) / (high - low);
    this.colours = new Uint32Array(ColourTable.SIZE);
    this.notANumber = packedColour(channels(styleColour("--not-a-number")));
    for (let index = 0; index < ColourTable.SIZE; index++) {
      const place = index / (ColourTable.SIZE - 1) * (stops.length - 1);
      const stop = Math.min(stops.length - 2, Math.floor(place));
      const mixed = (from, channel) => Math.round(from + (stops[stop + 1][channel] - from) * (place - stop));
      this.colours[index] = packedColour(stops[stop].map(mixed));
    }
  }

  of(value) {
    if (value !== value) {
      return this.notANumber;
    }

    return this.colours[Math.min(ColourTable.SIZE - 1, Math.max(0, Math.round((value - this.low) * this.scale)))];
  }
}

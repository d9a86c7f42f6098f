"use strict";

/** A count with commas, the same wherever the page is opened: 12,345. */
function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 step", "2 steps". */
function counted(count, what) {
  return `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
}

/** A value with six digits at most, which is about what a float32 has. */
function valueText(value) {
  if (Number.isNaN(value)) {
    return "not a number";
  }

  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : value > 0 ? "+∞" : "-∞";
}

/** "step 5", or "steps 5 to 9" of a pixel column that shows several; last is exclusive. */
function stepsText(first, last) {
  return last - first === 1 ? `step ${grouped(first)}` : `steps ${grouped(first)} to ${grouped(last - 1)}`;
}

/** The smallest of 1, 2, 5, 10, 20, 50, ... (and of 0.5, 0.2, 0.1, ...) that is not below a positive number. */
function roundedUp(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= number * (1 - 1e-9));
  return Number((factor * power).toPrecision(1));
}

"use strict";

/** Returns a count with commas, independent of the browser's locale: 12,345. */
function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Returns a count with its noun: "1 step", "2 steps". */
function counted(count, what) {
  return `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
}

/** Returns a value with at most six digits, which is about the precision of a float32. */
function valueText(value) {
  if (Number.isNaN(value)) {
    return "not a number";
  }

  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : value > 0 ? "+∞" : "-∞";
}

/** Returns a value with at most three digits. */
function shortText(value) {
  return String(Number(value.toPrecision(3)));
}

/** Returns "step 5", or "steps 5 to 9" for several steps; last is exclusive. */
function stepsText(first, last) {
  return last - first === 1 ? `step ${grouped(first)}` : `steps ${grouped(first)} to ${grouped(last - 1)}`;
}

/** Returns the smallest of 1, 2, 5, 10, 20, 50, ... (and of 0.5, 0.2, 0.1, ...) that is not below a positive number. */
function roundedUp(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= number * (1 - 1e-9));
  return Number((factor * power).toPrecision(1));
}

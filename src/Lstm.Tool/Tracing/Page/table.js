/** The table of a layer's gates over the whole sequence: means and saturated shares, one row per unit. */
class SummaryTable {
  constructor(page, gates, units, panelOfUnits) {
    this.page = page;
    this.gates = gates;
    this.panel = panelOfUnits;
    this.rows = units.map((unit, index) => this.#row(unit, index));
    const caption = "Over all steps: the mean, and the share of steps in which the gate is left-saturated or right-saturated.";
    const table = element("table", {}, element("caption", {}, caption), this.#head(), element("tbody", {}, ...this.rows));
    table.addEventListener("pointerleave", () => page.point(null));
    const scroller = element("div", { class: "scroller", tabindex: "0" }, table);
    this.root = element("details", { class: "summary", open: "" }, element("summary", {}, "Summary"), scroller);
  }

  #head() {
    const titles = element("tr", {}, element("th", { rowspan: "2", scope: "col" }, "Unit"));
    const columns = element("tr");
    for (const { title, role } of this.gates) {
      titles.append(element("th", { colspan: "3", scope: "colgroup", class: "first" }, title));
      columns.append(
        element("th", { scope: "col", class: "first" }, "Mean"),
        element("th", { scope: "col", title: "Left-saturated" }, role === "gate" ? "< 0.1" : "< -0.9"),
        element("th", { scope: "col", title: "Right-saturated" }, "> 0.9"));
    }

    return element("thead", {}, titles, columns);
  }

  #row(unit, index) {
    const row = element("tr", {}, element("th", { scope: "row" }, String(index)));
    for (const { name } of this.gates) {
      const [mean, left, right] = unit[name];
      const text = mean === null ? "not a number" : mean.toFixed(3);
      row.append(element("td", { class: "first" }, text), this.#share(left), this.#share(right));
    }

    row.addEventListener("pointerenter", () => {
      const place = this.page.cursor?.place ?? this.page.view.start;
      this.page.point({ panel: this.panel, unit: index, place });
    });
    return row;
  }

  /** Returns a cell with a share in percent. A larger share has a darker background. */
  #share(share) {
    const cell = element("td", {}, `${(share * 100).toFixed(1)} %`);
    cell.style.backgroundColor = `rgb(var(--share) / ${(share * 0.45).toFixed(3)})`;
    return cell;
  }

  /** Marks the row of the unit under the pointer. */
  mark(cursor) {
    const chosen = cursor && cursor.panel.group === this.panel.group ? this.rows[cursor.unit] : null;
    if (chosen !== this.chosen) {
      this.chosen?.classList.remove("chosen");
      chosen?.classList.add("chosen");
      this.chosen = chosen;
    }
  }
}

/** The contrast of the heat maps: linear, or expanded to the values of each panel. The fragment of the page's address stores it. */
class Contrast {
  static EXPANDED = "#contrast=expanded";
  static LINEAR = "#contrast=linear";

  constructor(page) {
    this.page = page;
    this.button = document.getElementById("contrast");
    this.button.addEventListener("click", () => this.toggle());
    window.addEventListener("hashchange", () => this.#read());
    this.#read();
  }

  toggle() {
    history.replaceState(null, "", this.expanded ? Contrast.LINEAR : Contrast.EXPANDED);
    this.#read();
  }

  #read() {
    this.expanded = location.hash === Contrast.EXPANDED;
    this.button.setAttribute("aria-pressed", String(this.expanded));
    this.page.redraw();
  }
}

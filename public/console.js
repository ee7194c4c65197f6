// The keys of the consoles. An element with data-key="KeyN" is pressed, or, where one writes in it, entered by that key, by its place on
// the keyboard, since with Korean typing on it gives another letter. Escape leaves a field. Who doesn't want keys turns them off.
(() => {
  const OFF = "keys-off";
  const isField = (element) => element instanceof HTMLElement && element.matches("input, textarea, select");
  const isOff = () => localStorage.getItem(OFF) !== null;
  const show = () => document.documentElement.toggleAttribute("data-keys-off", isOff());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.key === "Escape" && isField(event.target)) event.target.blur();
    if (isOff() || isField(event.target)) return;
    const found = [...document.querySelectorAll("[data-key]")].find(
      (element) => element.dataset.key === event.code && element.offsetParent !== null,
    );
    if (!found) return;
    event.preventDefault();
    if (isField(found)) {
      found.focus();
      found.select?.();
    } else found.click();
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-toggle-keys]")) return;
    if (isOff()) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    show();
  });
  show();
})();

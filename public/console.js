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

// A form marked data-once is sent by fetch, so that a tablet whose line drops keeps what was typed on the screen (and nowhere else), and sends
// it when the line is back: with the same key, so that it is done once though it may arrive twice. Without scripts it is a plain form.
(() => {
  const RETRY_MS = 3_000;
  const TIMEOUT_MS = 15_000;
  /** Of a proxy that doesn't reach us. */
  const NOT_REACHED = [502, 503, 504];
  let wake = () => undefined;
  addEventListener("online", () => wake());
  const nextTry = () =>
    new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, RETRY_MS);
    });

  const noteOf = (form) => {
    // Beside it: what is in a form that can't be touched is not read out.
    if (form.nextElementSibling?.matches("[data-note]")) return form.nextElementSibling;
    const note = document.createElement("p");
    note.dataset.note = "";
    note.className = "error";
    note.setAttribute("role", "alert");
    form.after(note);
    return note;
  };

  /** Null where nobody answered. */
  async function send(form, body) {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(form.action, { method: "POST", body, signal });
      return NOT_REACHED.includes(response.status) ? null : { response, html: await response.text() };
    } catch {
      return null;
    }
  }

  function show(form, { response, html }) {
    if (response.redirected && new URL(response.url).pathname === "/signin/refused") {
      form.inert = false;
      delete form.dataset.sending;
      const again = document.createElement("a");
      Object.assign(again, {
        href: `/signin/staff?to=${encodeURIComponent(location.pathname)}`,
        target: "_blank",
        textContent: "새 창에서 로그인",
      });
      noteOf(form).replaceChildren(
        "로그인이 끝났습니다. 적은 것은 그대로 있습니다. ",
        again,
        "한 뒤 이 화면에서 다시 누르세요.",
      );
    } else if (response.redirected && new URL(response.url).pathname !== location.pathname)
      location.assign(response.url);
    else {
      // This page as it is now: asked for once more, its reading would be counted, and written down, twice. Nothing in it runs.
      const place = form.closest("section[id]")?.id ?? "";
      const next = new DOMParser().parseFromString(html, "text/html");
      if (response.redirected) history.replaceState(null, "", response.url);
      document.title = next.title;
      document.body.replaceWith(document.adoptNode(next.body));
      const told = document.querySelector("#problem, [role=status]") ?? document.getElementById(place);
      (told ?? document.body).scrollIntoView();
      // What went wrong is read first; then its field has its key.
      if (!document.querySelector("#problem")) focusFirst();
    }
  }

  // A scanner types into what has the focus: on a page with one such field, that is it.
  const focusFirst = () => document.querySelector("[data-focus]")?.focus();

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("once" in form.dataset)) return;
    event.preventDefault();
    if ("sending" in form.dataset) return;
    form.dataset.sending = "";
    const body = new URLSearchParams(new FormData(form, event.submitter));
    // Read before, since nothing of it may be changed while it is on its way.
    form.inert = true;
    let answer = await send(form, body);
    while (!answer) {
      noteOf(form).textContent =
        "연결이 끊겼습니다. 적은 것은 이 화면에 그대로 있습니다. 화면을 닫지 마세요. 연결되면 저절로 한 번만 처리됩니다.";
      await nextTry();
      answer = await send(form, body);
    }
    show(form, answer);
  });

  focusFirst();
})();

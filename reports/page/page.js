// Filter, copy buttons and links into folded scenarios. Without it the page is whole, only longer.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const find = document.getElementById("find");
  const chips = all(".chip");
  const unfold = document.getElementById("unfold");
  const entries = all("details.scenario, table.requirements tbody tr");

  const filter = () => {
    const wanted = chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.verdict);
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      const text = entry.dataset.find.toLowerCase();
      const matches = (wanted.length === 0 || wanted.includes(entry.dataset.verdict)) && words.every((word) => text.includes(word));
      entry.hidden = !matches;
      if (matches && entry.matches(".scenario")) shown += 1;
    }
    for (const folder of all(".folder")) folder.hidden = !folder.querySelector(".scenario:not([hidden])");
    document.getElementById("no-match").hidden = shown > 0 || all(".scenario").length === 0;
  };

  const copy = async (button) => {
    const code = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(code);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      if (!document.execCommand("copy")) return;
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };

  const open_target = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let element = target; element; element = element.parentElement) {
      if (element.matches("details")) element.open = true;
      element.hidden = false;
    }
    target.scrollIntoView();
  };

  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  find.addEventListener("input", filter);
  unfold.addEventListener("click", () => {
    const opening = unfold.textContent === "Open all";
    for (const scenario of all("details.scenario")) scenario.open = opening;
    unfold.textContent = opening ? "Close all" : "Open all";
  });
  for (const button of all(".copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
  addEventListener("hashchange", open_target);
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    event.preventDefault();
    find.focus();
  });
  document.querySelector(".toolbar").hidden = false;
  if (location.hash) open_target();
})();

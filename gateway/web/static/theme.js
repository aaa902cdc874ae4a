"use strict";
/* Applies the chosen theme before the page is painted, and serves the toggle. Without a choice the system decides. */
(() => {
  const root = document.documentElement;
  const kept = () => {
    try { return localStorage.getItem("theme"); } catch { return null; }
  };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  if (kept() === "dark" || kept() === "light") root.dataset.theme = kept();

  document.addEventListener("DOMContentLoaded", () => {
    const toggle = document.querySelector("[data-theme-toggle]");
    const words = document.querySelector("[data-theme-words]");
    const tell = () => { words.textContent = isDark() ? words.dataset.toLight : words.dataset.toDark; };
    toggle.hidden = false;
    tell();
    system.addEventListener("change", tell);
    toggle.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch { /* then for this page only */ }
      tell();
    });
  });
})();

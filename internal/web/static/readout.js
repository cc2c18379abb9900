// Readout's pages work without this script. It lights up the words of a value,
// and gives keys to those who like them.
"use strict";
(() => {
  const all = (sel, at = document) => Array.from(at.querySelectorAll(sel));
  const cards = all(".card");
  const words = new Map();
  for (const run of all("[data-c]"))
    for (const id of run.dataset.c.split(" ")) {
      if (!words.has(id)) words.set(id, []);
      words.get(id).push(run);
    }
  let held = null;

  function light(id, on) {
    for (const run of words.get(id) || []) run.classList.toggle("lit", on);
    const card = document.getElementById(id);
    if (card) card.classList.toggle("on", on);
  }
  function hold(card, move) {
    if (held) light(held.id, false);
    held = card;
    if (!card) return;
    light(card.id, true);
    if (!move) return;
    card.querySelector("summary").focus({ preventScroll: true });
    const first = (words.get(card.id) || [])[0] || card;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const box = first.getBoundingClientRect();
    if (box.top < 90 || box.bottom > innerHeight - 120) first.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
  for (const card of cards) {
    card.addEventListener("mouseenter", () => light(card.id, true));
    card.addEventListener("mouseleave", () => card !== held && light(card.id, false));
    card.querySelector("summary").addEventListener("focus", () => hold(card, false));
  }
  for (const run of all("[data-c]")) {
    const ids = run.dataset.c.split(" ");
    run.addEventListener("mouseenter", () => ids.forEach((id) => light(id, true)));
    run.addEventListener("mouseleave", () => ids.forEach((id) => (!held || held.id !== id) && light(id, false)));
    run.addEventListener("click", () => {
      const card = document.getElementById(ids[ids.length - 1]);
      if (card && !String(getSelection())) { card.open = true; hold(card, false); }
    });
  }
  function fromHash() {
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (card && card.classList.contains("card")) { card.open = true; hold(card, true); }
  }
  addEventListener("hashchange", fromHash);
  if (location.hash) fromHash();

  const off = () => { try { return localStorage.getItem("nokeys") === "1"; } catch { return false; } };
  const box = document.getElementById("nokeys");
  if (box) {
    box.checked = off();
    box.addEventListener("change", () => { try { localStorage.setItem("nokeys", box.checked ? "1" : "0"); } catch { /* private window */ } });
  }
  function step(by) {
    if (!cards.length) return;
    const at = held ? cards.indexOf(held) : by > 0 ? -1 : cards.length;
    const card = cards[Math.max(0, Math.min(cards.length - 1, at + by))];
    hold(card, true);
  }
  function cite() {
    if (!held || !navigator.clipboard) return;
    const imprint = document.querySelector(".imprint");
    const text = held.querySelector("summary").innerText.replace(/\s+/g, " ").trim();
    const url = location.href.split("#")[0] + "#" + held.id;
    navigator.clipboard.writeText(text + "\n" + document.title + "\n" + url + "\n" + (imprint ? imprint.innerText : ""));
  }
  const places = { d: "/", s: "/stories", a: "/actors", e: "/events", h: "/health" };
  let going = false;
  const keys = {
    j: () => step(1), k: () => step(-1), c: cite,
    o: () => { if (held) held.open = !held.open; },
    v: () => { const a = document.getElementById("versions"); if (a) a.click(); },
    g: () => { going = true; setTimeout(() => { going = false; }, 1500); },
    "/": () => document.getElementById("q").focus(),
    "?": () => { location.href = "/keys"; },
  };
  addEventListener("keydown", (e) => {
    if (e.key === "Escape") { hold(null); return; }
    if (off() || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    if (going && places[e.key]) { location.href = places[e.key]; return; }
    if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });
  const drop = document.getElementById("story");
  if (drop) drop.addEventListener("drop", (e) => {
    const link = e.dataTransfer.getData("text/uri-list");
    if (link) { e.preventDefault(); drop.value = link.split("\n")[0]; }
  });
})();

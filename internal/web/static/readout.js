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
  for (const chart of all(".chart[data-mid]")) chart.scrollLeft = chart.scrollWidth * chart.dataset.mid - chart.clientWidth / 2;
  const panel = document.querySelector(".evidence");
  // The panel moves by itself: scrollIntoView would move the text as well.
  function bring(card) {
    if (!panel || panel.scrollHeight <= panel.clientHeight) return;
    const at = card.getBoundingClientRect(), box = panel.getBoundingClientRect();
    if (at.top < box.top + 8 || at.bottom > box.bottom - 8) panel.scrollTop += at.top - box.top - 40;
  }
  function hold(card, move) {
    if (held) light(held.id, false);
    held = card;
    if (!card) return;
    light(card.id, true);
    bring(card);
    if (!move) return;
    card.querySelector("summary").focus({ preventScroll: true });
    const first = document.getElementById("t-" + card.id) || (words.get(card.id) || [])[0] || card;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const box = first.getBoundingClientRect();
    const room = matchMedia("(max-width: 52rem)").matches ? innerHeight * 0.55 : innerHeight - 120;
    if (box.top < 90 || box.bottom > room) first.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
  for (const card of cards) {
    card.addEventListener("mouseenter", () => light(card.id, true));
    card.addEventListener("mouseleave", () => card !== held && light(card.id, false));
    card.querySelector("summary").addEventListener("focus", () => hold(card, false));
    card.addEventListener("toggle", () => { // on a phone the card covers the foot of the text until it is closed
      if (card.open || !matchMedia("(max-width: 52rem)").matches) return;
      hold(null);
      card.classList.remove("on");
    });
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
  // A page that waits for something leads on when that is there, unless somebody
  // reads or writes in it by then.
  const again = document.querySelector("[data-again]");
  const look = async () => {
    const res = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    const there = res && (res.redirected || !(await res.text()).includes(" data-again"));
    const busy = scrollY > 200 || document.activeElement.matches("input, textarea, select") || all("details[open]").length > 0;
    if (!there) setTimeout(look, 2000);
    else if (busy) again.textContent = "It is there now: load this page again.";
    else location.replace(res.url);
  };
  if (again) setTimeout(look, 1000);

  // A link to a value opens it. One to #hit has its words lit by the server; the
  // card that goes with them is held.
  function fromHash() {
    const id = decodeURIComponent(location.hash.slice(1));
    const card = document.getElementById(id === "hit" ? new URLSearchParams(location.search).get("show") : id);
    if (card && card.classList.contains("card")) { card.open = true; hold(card, id !== "hit"); }
  }
  addEventListener("hashchange", fromHash);
  if (location.hash) fromHash();

  // While nothing is held, the panel follows the text: the values of the first
  // marked words in the window stand at its top.
  const runs = all(".text sup a");
  let waiting = false;
  if (panel && runs.length) addEventListener("scroll", () => {
    if (waiting || held || panel.matches(":hover")) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const first = runs.find((a) => a.getBoundingClientRect().top > 70);
      const card = first && document.getElementById(first.hash.slice(1));
      if (card) panel.scrollTop += card.getBoundingClientRect().top - panel.getBoundingClientRect().top - 40;
    });
  }, { passive: true });

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
  // A bookmark brings what is seen behind the "#", which is not sent to the server.
  const capture = document.querySelector("[data-capture]");
  if (capture && location.hash.length > 1) {
    try { capture.value = decodeURIComponent(location.hash.slice(1)); } catch { capture.value = location.hash.slice(1); }
    history.replaceState(null, "", location.pathname + location.search);
  }
  // Who has to sign in first takes it along.
  const sign = document.querySelector('form[action="/login"]');
  if (sign && location.hash.length > 1) sign.action += location.hash;
  // The queue: one value is at hand, and keys press its buttons.
  const rows = all(".queue > li");
  let row = -1;
  function toRow(by) {
    row = Math.max(0, Math.min(rows.length - 1, row + by));
    rows.forEach((r, i) => r.classList.toggle("at", i === row));
    rows[row].focus();
  }
  function press(key) {
    const at = rows[Math.max(row, 0)].querySelector(`[data-key="${key}"]`);
    const why = key === "x" && at && at.form.elements.why;
    if (why && !why.value) { why.focus(); return; } // a rejection has a reason
    if (at) at.click();
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
    if (e.key === "Escape") {
      hold(null);
      all(".card.on").forEach((card) => card.classList.remove("on"));
      return;
    }
    if (off() || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    if (going && places[e.key]) { location.href = places[e.key]; return; }
    if (rows.length && "jkcxe".includes(e.key)) {
      e.preventDefault();
      if (e.key === "j" || e.key === "k") toRow(e.key === "j" ? 1 : -1); else press(e.key);
      return;
    }
    if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });
  // What is written in a search box may become a field, one of its values, or a
  // name that the archive has: the server says which.
  const may = document.getElementById("q-may");
  let asked = 0;
  for (const box of may ? all('[list="q-may"]') : []) box.addEventListener("input", (e) => {
    const mine = ++asked;
    if (!e.inputType) return; // it was chosen, not written
    setTimeout(async () => {
      if (mine !== asked) return;
      try {
        const answer = await fetch("/complete?q=" + encodeURIComponent(box.value));
        const items = answer.ok ? (await answer.json()).items : [];
        if (mine !== asked) return;
        may.replaceChildren(...items.map((it) => {
          const option = document.createElement("option");
          option.value = it.value;
          option.label = it.about || "";
          return option;
        }));
      } catch { /* the box works without */ }
    }, 120);
  });
  const drop = document.getElementById("story");
  if (drop) drop.addEventListener("drop", (e) => {
    const link = e.dataTransfer.getData("text/uri-list");
    if (link) { e.preventDefault(); drop.value = link.split("\n")[0]; }
  });
})();

// The little script of the pages. Everything works without it; with it, results follow the typing.
// Holds nothing: what was typed stands in the form alone, so that a lost connection loses nothing.
"use strict";

document.documentElement.classList.add("js");

const byId = (id) => document.getElementById(id);
const NAME = ".person > .who input";
let timer = 0;

/** Ask for the results of what is typed, once the typing pauses. */
function judgeSoon(delay) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = 0;
    const form = byId("ho");
    if (form && !renewing) htmx.trigger(form, "xet");
  }, delay);
}

// Adding or removing a person, another place or day: the whole form comes anew, judged. No other request may take
// the place of that one, and what is typed before it has come is kept, and judged after it.
let renewing = null;
const typedMeanwhile = new Map();
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceElement.id !== "ho" && ctx.sourceElement.closest("#ho")) renewing = ctx;
});
document.addEventListener("htmx:finally:request", (event) => {
  if (event.detail.ctx !== renewing) return;
  renewing = null;
  if (typedMeanwhile.size) judgeSoon(0);
  typedMeanwhile.clear();
});

document.addEventListener("input", (event) => {
  if (renewing) typedMeanwhile.set(event.target, event.target.value);
  if (event.target.matches(NAME)) name(event.target);
  if (event.target.closest("#ho")) unsaved(true);
  if (event.target.closest("#ho") && !event.target.matches(".re-ask")) {
    judgeSoon(event.target.matches("input:not([type]), input[type=text]") ? 550 : 60);
  }
});
document.addEventListener("change", (event) => {
  if (timer && event.target.matches("#ho input:not([type]):not(.re-ask)")) judgeSoon(0);
});

// What was typed stands in the page alone. Leaving asks first, until it was sent on: to another page, to paper, to a file.
const ask = (event) => event.preventDefault();
const unsaved = (isUnsaved) => window[isUnsaved ? "addEventListener" : "removeEventListener"]("beforeunload", ask);
unsaved(Boolean(document.querySelector("#ho[data-typed]")));

/** A member's block bears the name as it is typed. */
function name(input) {
  input.closest(".person").querySelector("legend").textContent = input.value.trim() || input.placeholder;
}

/** Mark the next question and what is wrong; fold away what can no longer change anything, and bring back what can. */
function follow() {
  const results = byId("ket-qua");
  if (!results || !results.dataset.signals) return;
  const said = JSON.parse(results.dataset.signals);
  const useful = said.useful && new Set(said.useful);
  for (const field of document.querySelectorAll("#ho .field[id]")) {
    const name = field.id.slice(2);
    field.classList.toggle("next", name === said.next);
    const wrong = byId(`w-${name}`);
    if (wrong) {
      wrong.textContent = said.wrong[name] || "";
      wrong.hidden = !said.wrong[name];
      const input = field.querySelector("input:not([type]), select");
      if (input) input.toggleAttribute("aria-invalid", Boolean(said.wrong[name]));
      if (input && said.wrong[name]) input.setAttribute("aria-invalid", "true");
    }
    if (useful && field.dataset.order) place(field, useful.has(name) || name === said.next || isAnswered(field));
  }
  const short = document.querySelector(".to-results");
  const counts = results.querySelectorAll(".counts a");
  if (short && counts.length) short.textContent = [counts[0], counts[1]].map((one) => one.textContent.trim()).join(" · ");
  const add = byId("f-them");
  if (add) add.classList.toggle("next", said.next === "them");
  document.querySelectorAll("#ho .theme").forEach(count);
}

function isAnswered(field) {
  const inputs = [...field.querySelectorAll("input, select")];
  return inputs.some((one) => (["radio", "checkbox"].includes(one.type) ? one.checked : true) && one.value !== "");
}

/** Put a question where it belongs: in sight, or among those that no longer matter. One that has the focus stays. */
function place(field, isShown) {
  if (field.contains(document.activeElement)) return;
  const theme = field.closest(".theme");
  const home = isShown ? theme.querySelector(":scope > .fields") : theme.querySelector(":scope > .folded > .fields");
  if (field.parentElement === home) return;
  const order = Number(field.dataset.order);
  home.insertBefore(field, [...home.children].find((one) => Number(one.dataset.order) > order) || null);
}

function count(theme) {
  const shown = theme.querySelectorAll(":scope > .fields > .field");
  const waiting = [...shown].filter((field) => !isAnswered(field)).length;
  const folded = theme.querySelector(":scope > .folded");
  const number = folded.querySelectorAll(".field").length;
  const say = (element, number) => { element.textContent = number ? element.dataset.says.replace("0", number) : ""; };
  say(theme.querySelector(":scope > summary > .waiting"), waiting);
  say(folded.querySelector("summary"), number);
  folded.hidden = number === 0;
}

/** Show the whole question of the field that has the focus. */
function explain(event) {
  const bar = byId("giai-thich");
  if (!bar) return;
  const field = event.target.closest ? event.target.closest("#ho .field") : null;
  const asked = field && field.querySelector(".ask");
  if (asked) bar.firstElementChild.replaceChildren(...[...asked.childNodes].map((node) => node.cloneNode(true)));
  bar.hidden = !asked;
}

/** Open whatever hides the target of a link inside the page, and put the focus on what can be answered there. */
function reveal(event) {
  const link = event.target.closest && event.target.closest("a[href^='#']");
  const target = link && byId(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const input = target.matches(".field, .add") && target.querySelector("input:checked, select, input, button");
  if (input) {
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
    input.focus({ preventScroll: true });
  }
}

document.addEventListener("focusin", explain);
document.addEventListener("click", (event) => {
  reveal(event);
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("#thu-lai")) judgeSoon(0);
  const all = event.target.closest("[data-open-all]");
  if (all) {
    const cards = [...document.querySelectorAll(all.dataset.openAll)];
    const open = cards.some((card) => !card.open);
    cards.forEach((card) => { card.open = open; });
  }
});

document.addEventListener("htmx:after:swap", (event) => {
  for (const [input, text] of typedMeanwhile) {
    input.value = text;
    if (input.matches(NAME)) name(input);
  }
  follow();
  const source = event.detail && event.detail.ctx && event.detail.ctx.sourceElement;
  const command = source && source.name === "lenh" ? source.value : "";
  const people = document.querySelectorAll("#ho .person");
  if (command === "them" && people.length) people[people.length - 1].querySelector("input:not([type=hidden])").focus();
  if (command.startsWith("bo:") && byId("them")) byId("them").focus();
});

// A lost connection: say so, keep everything, try again when it is back.
const lost = (isLost) => { const bar = byId("mat-ket-noi"); if (bar) bar.hidden = !isLost; };
document.addEventListener("htmx:error", () => lost(true));
document.addEventListener("htmx:response:error", () => lost(true));
document.addEventListener("htmx:before:swap", (event) => {
  const response = event.detail && event.detail.ctx && event.detail.ctx.response;
  if (response && response.status < 400) lost(false);
});
window.addEventListener("online", () => judgeSoon(0));
document.addEventListener("submit", (event) => {
  if (event.target.id === "ho" && event.submitter && event.submitter.matches(".default")) {
    event.preventDefault(); // the Enter key: the results follow, and the focus stays where it is
    judgeSoon(0);
    return;
  }
  if (!navigator.onLine) { event.preventDefault(); lost(true); return; }
  unsaved(false);
});

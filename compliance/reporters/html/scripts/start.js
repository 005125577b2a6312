// What happens when: fields, buttons, saving, printing.

function fillChoice(id, choices) {
  byId(id).replaceChildren(...choices.map(([value, words]) => element("option", { value }, words)));
}

function fillFilters() {
  const lists = [...new Set(rows.flatMap((row) => (row.match ? listsOf(row.match) : [])))].sort(compareTexts);
  const countries = [...new Set(rows.map((row) => row.party.country ?? "").filter(Boolean))].sort(compareTexts);
  const some = rows.some(SHOWN.open[1]) ? "open" : "all";
  const states = Object.entries(SHOWN).filter(([value]) => facts.baseline || !["fresh", "seen"].includes(value));
  fillChoice("show", states.map(([value, [words]]) => [value, words]));
  for (const option of byId("show").options) {
    option.defaultSelected = option.value === some;
  }
  byId("show").value = some;
  fillChoice("by-list", [["", "all lists"], ...lists.map((list) => [list, list])]);
  fillChoice("by-country", [["", "all countries"], ...countries.map((country) => [country, country])]);
}

function drawProgress() {
  const { filled, incomplete, undecided } = progress();
  const whole = filled.length - incomplete.length;
  byId("progress").textContent = `${counted(whole, "decision", "decisions")} here, ${incomplete.length.toLocaleString("en")} incomplete, ${undecided.length.toLocaleString("en")} open and undecided${unsaved && filled.length ? "; not saved yet" : ""}`;
}

// What stops the saving, each with a button that goes there.
function complain(words, incomplete) {
  const lines = incomplete.slice(0, 20).map((row) => {
    const [[field, problem]] = problemsOf(decisionOf(row));
    const button = element("button", { type: "button" }, `${whereOf(row.party)}, ${row.party.name ?? ""}: ${problem}`);
    button.addEventListener("click", () => goTo(row, field));
    return button;
  });
  const more = incomplete.length - lines.length;
  byId("complaints").replaceChildren(element("p", {}, words), listOf(lines), more > 0 ? `and ${counted(more, "more", "more")}` : "");
}

function save() {
  const { filled, incomplete, undecided } = progress();
  if (!filled.length) {
    complain("Nothing is decided here yet, so nothing was saved.", []);
    return;
  }
  if (incomplete.length) {
    complain(`Nothing was saved: ${counted(incomplete.length, "entry is", "entries are")} incomplete. Complete what is named, or take it back.`, incomplete);
    return;
  }
  byId("complaints").replaceChildren();
  const file = new Blob([savedText(filled)], { type: "application/json" });
  const link = element("a", { href: URL.createObjectURL(file), download: `${facts.file.replace(/\.[^.]*$/, "")}-decisions.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  unsaved = false;
  drawProgress();
  announce(`Saved: ${counted(filled.length, "decision", "decisions")}. ${counted(undecided.length, "open line stays", "open lines stay")} undecided. Next: screen review import ${link.download}`);
}

async function openFile(event) {
  const [file] = event.target.files;
  if (!file) {
    return;
  }
  try {
    const { here, elsewhere } = openSaved(await file.text());
    const others = elsewhere ? ` ${counted(elsewhere, "decision is", "decisions are")} of another report or row and left out.` : "";
    byId("complaints").replaceChildren(elsewhere ? others : "");
    announce(`Opened: ${counted(here, "decision", "decisions")}.${others}`);
  } catch {
    complain(`${file.name} holds no decisions that a page of this program has saved.`, []);
  }
  event.target.value = "";
  draw();
  drawProgress();
}

function foldAll(open) {
  pageRows().forEach((row) => (open ? view.open.add(row) : undefined));
  if (!open) {
    view.open.clear();
  }
  draw();
}

function turnPage(step) {
  view.page += step;
  draw();
  byId("body").querySelector(".toggle")?.focus();
}

function listen() {
  let waiting;
  byId("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(selectRows, 120);
  });
  for (const id of ["show", "by-list", "by-country"]) {
    byId(id).addEventListener("change", selectRows);
  }
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(selectRows));
  byId("previous").addEventListener("click", () => turnPage(-1));
  byId("next").addEventListener("click", () => turnPage(1));
  byId("unfold").addEventListener("click", () => foldAll(true));
  byId("fold").addEventListener("click", () => foldAll(false));
  byId("save").addEventListener("click", save);
  byId("open").addEventListener("click", () => byId("saved").click());
  byId("saved").addEventListener("change", openFile);
  for (const [name, printing] of [["beforeprint", true], ["afterprint", false]]) {
    window.addEventListener(name, () => {
      view.printing = printing;
      draw();
    });
  }
  Object.values(NARROW).forEach((narrow) => narrow.addEventListener("change", draw));
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && decisions.size) {
      event.preventDefault();
    }
  });
}

fillFilters();
drawHeadings();
listen();
selectRows();
drawProgress();
byId("desk").hidden = false;

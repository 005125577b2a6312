// The table: searched, filtered, sorted, and drawn a page at a time, so that ten thousand rows are
// as quick as ten.

const PAGE = 50;
const MOST_PRINTED = 1000;
const GRAVITY = { HIT: 0, REVIEW: 1, UNSCREENED: 2, CLEAR: 3 };
const compareTexts = new Intl.Collator("en", { numeric: true }).compare;

const COLUMNS = [
  { name: "Decision", value: (row) => GRAVITY[bandOf(row)] },
  { name: "Score", value: (row) => Number(row.match?.score ?? -1), hide: "less-40", down: true },
  { name: "Party", value: (row) => row.party.name ?? "" },
  { name: "Country", value: (row) => row.party.country ?? "", hide: "less-60" },
  { name: "Listed name", value: (row) => row.match?.name ?? "" },
  { name: "Lists", value: (row) => (row.match ? listedOf(row.match).standing : ""), hide: "less-60" },
  { name: "Your decision", value: (row) => (row.key ? decisionWords(row) : "") },
];

// Columns that a narrow screen leaves out; paper has them all. As in screen.css.
const NARROW = {
  "less-60": window.matchMedia("screen and (max-width: 60rem)"),
  "less-40": window.matchMedia("screen and (max-width: 40rem)"),
};

function visibleColumns() {
  return COLUMNS.filter((column) => view.printing || !NARROW[column.hide]?.matches).length;
}

const SHOWN = {
  open: ["open: somebody must look", (row) => row.state === "open"],
  fresh: ["open and new since the baseline", (row) => row.state === "open" && !row.about.seen],
  seen: ["seen before, not reviewed", (row) => row.state === "open" && row.about.seen],
  undecided: ["open and not decided here", (row) => row.state === "open" && row.key && !decidedBy(row)],
  here: ["decided here", (row) => Boolean(row.key && decidedBy(row))],
  decided: ["decided earlier", (row) => row.state === "decided"],
  unscreened: ["not screened", (row) => row.state === "unscreened"],
  clear: ["no match, or too weak", (row) => row.state === "clear"],
  all: ["everything", () => true],
};

// `found` is what the fields above find, `listed` what of it stands in the table: weaker sisters fold
// below the HIT of the same name while that is found too, and nobody has unfolded them.
const view = { sort: undefined, down: false, page: 0, found: [], listed: [], open: new Set(), unfolded: new Set(), printing: false };

function selectRows() {
  const words = plainText(byId("search").value).split(/\s+/).filter(Boolean);
  const shown = SHOWN[byId("show").value][1];
  const list = byId("by-list").value;
  const country = byId("by-country").value;
  view.found = rows.filter((row) =>
    shown(row)
    && (!list || (row.match && listsOf(row.match).includes(list)))
    && (!country || (row.party.country ?? "") === country)
    && words.every((word) => searchedText(row).includes(word)),
  );
  if (view.sort !== undefined) {
    const { value } = COLUMNS[view.sort];
    const compare = (a, b) => (typeof a === "number" ? a - b : compareTexts(a, b));
    const keyed = view.found.map((row) => [value(row), row]);
    keyed.sort((a, b) => (view.down ? -1 : 1) * compare(a[0], b[0]) || a[1].number - b[1].number);
    view.found = keyed.map(([, row]) => row);
  }
  view.page = 0;
  foldRows();
  draw();
}

function foldRows() {
  const found = new Set(view.found);
  view.listed = view.found.filter((row) => !row.head || view.unfolded.has(row.head) || !found.has(row.head));
}

// Shows or folds the weaker sisters of a row.
function toggleFold(row) {
  if (!view.unfolded.delete(row)) {
    view.unfolded.add(row);
  }
  foldRows();
  draw();
  byId(`fold-${row.number}`)?.focus();
}

function foldButton(row) {
  const folded = !view.unfolded.has(row);
  const button = element("button", { type: "button", class: "fold", id: `fold-${row.number}`, "aria-expanded": String(!folded) },
    `${row.folds} weaker, ${folded ? "folded" : "shown"}`);
  button.addEventListener("click", () => toggleFold(row));
  return button;
}

function decisionCell(row) {
  if (!row.key) {
    return "";
  }
  const words = decisionWords(row);
  const before = row.about.seen ? "seen before, not reviewed" : "not decided";
  return words || (row.state === "decided" ? "decided earlier" : before);
}

function rowElement(row) {
  const { party, match } = row;
  const band = bandOf(row);
  const toggle = element("button", { type: "button", class: "toggle", "aria-expanded": String(view.open.has(row)), id: `toggle-${row.number}` },
    badgeOf(band, facts.labels[band]), element("span", { class: "unseen" }, `, ${party.name ?? whereOf(party)}`));
  toggle.addEventListener("click", () => toggleRow(row));
  toggle.addEventListener("keydown", moveFocus);
  const under = [whereOf(party), party.role, party.id].filter(Boolean).join(", ");
  const listed = match ? listedOf(match) : {};
  const cells = [
    [toggle, match ? element("span", { class: "under only-40" }, match.score) : ""],
    match?.score ?? "",
    [nameOf(party.name ?? ""), element("span", { class: "under" }, under)],
    party.country ?? "",
    match ? [nameOf(match.name), match.name.startsWith(listed.name) ? "" : element("span", { class: "under" }, nameOf(listed.name)), row.folds ? foldButton(row) : ""] : placeWords(row),
    listed.standing ?? "",
    decisionCell(row),
  ];
  const made = element("tr", { class: "row", id: `row-${row.number}` },
    cells.map((cell, at) => element("td", { class: [COLUMNS[at].hide, at === 1 && "number"].filter(Boolean).join(" ") || null }, cell)));
  return made;
}

function placeWords(row) {
  return row.place ? `Destination: ${row.place.sentence}` : "";
}

function detailElement(row) {
  return element("tr", { class: "detail", id: `detail-${row.number}` }, element("td", { colspan: visibleColumns() }, detailOf(row)));
}

function elementsOf(row) {
  return view.open.has(row) ? [rowElement(row), detailElement(row)] : [rowElement(row)];
}

function pageRows() {
  return view.printing ? view.listed.slice(0, MOST_PRINTED) : view.listed.slice(view.page * PAGE, (view.page + 1) * PAGE);
}

function draw() {
  const pages = Math.max(1, Math.ceil(view.listed.length / PAGE));
  byId("body").replaceChildren(...pageRows().flatMap(elementsOf));
  byId("shown").textContent = shownWords();
  byId("page").textContent = `Page ${(view.page + 1).toLocaleString("en")} of ${pages.toLocaleString("en")}`;
  byId("previous").disabled = view.page === 0;
  byId("next").disabled = view.page + 1 >= pages;
}

function shownWords() {
  const all = counted(rows.length, "row", "rows");
  const found = view.found.length.toLocaleString("en");
  const printed = view.printing && view.listed.length > MOST_PRINTED
    ? ` The first ${MOST_PRINTED.toLocaleString("en")} are printed; filter the table, or print the workbook, for the others.` : "";
  const folded = view.found.length - view.listed.length;
  const below = folded ? ` ${folded.toLocaleString("en")} of them, weaker than a HIT of the same name, are folded below it.` : "";
  return `${found} of ${all} found by “${SHOWN[byId("show").value][0]}” and the fields above.${below}${printed}`;
}

function toggleRow(row) {
  if (view.open.has(row)) {
    view.open.delete(row);
    byId(`detail-${row.number}`)?.remove();
  } else {
    view.open.add(row);
    byId(`row-${row.number}`).after(detailElement(row));
  }
  byId(`toggle-${row.number}`).setAttribute("aria-expanded", String(view.open.has(row)));
}

function redrawDetail(row) {
  const there = byId(`detail-${row.number}`);
  const focused = there?.contains(document.activeElement);
  there?.replaceWith(detailElement(row));
  if (focused) {
    byId(`row-${row.number}-decision`)?.focus();
  }
}

// Opens a row wherever it is in the table, and goes to the field of it that is wrong.
function goTo(row, field) {
  if (!view.found.includes(row)) {
    ["search", "by-list", "by-country"].forEach((id) => {
      byId(id).value = "";
    });
    byId("show").value = "all";
    selectRows();
  }
  if (row.head) {
    view.unfolded.add(row.head);
    foldRows();
  }
  view.page = Math.floor(view.listed.indexOf(row) / PAGE);
  view.open.add(row);
  draw();
  byId(`row-${row.number}-${field}`).focus();
}

function decisionChanged(changed) {
  for (const row of changed) {
    const cell = byId(`row-${row.number}`)?.lastElementChild;
    cell?.replaceChildren(decisionCell(row));
  }
  drawProgress();
  if (!progress().incomplete.length) {
    byId("complaints").replaceChildren();
  }
}

// Up, down, first and last row of the page, from the button of a row.
function moveFocus(event) {
  const buttons = [...document.querySelectorAll("#body .toggle")];
  const at = buttons.indexOf(event.currentTarget);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (next !== undefined && buttons[next]) {
    event.preventDefault();
    buttons[next].focus();
  }
}

function sortBy(number) {
  view.down = view.sort === number ? !view.down : Boolean(COLUMNS[number].down);
  view.sort = number;
  drawHeadings();
  selectRows();
  byId("headings").children[number].firstElementChild.focus();
  announce(`Sorted by ${COLUMNS[number].name}, ${view.down ? "descending" : "ascending"}.`);
}

function drawHeadings() {
  const made = COLUMNS.map((column, number) => {
    const sorted = view.sort === number;
    const arrow = sorted ? element("span", { "aria-hidden": "true" }, view.down ? " ↓" : " ↑") : "";
    const button = element("button", { type: "button" }, column.name, arrow);
    button.addEventListener("click", () => sortBy(number));
    const direction = view.down ? "descending" : "ascending";
    return element("th", { scope: "col", class: column.hide, "aria-sort": sorted ? direction : null }, button);
  });
  byId("headings").replaceChildren(...made);
}

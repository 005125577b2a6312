// What the officer decides here: fields by the key of the match or place, until they are saved to a
// file. The same fields as in the workbook; `screen review import` checks them again, by the settings.

const FIELDS = Object.keys(facts.headings);
const decisions = new Map();
let unsaved = false;

// The fields of a row; `wide` where the decision is on all matches of the party.
function decisionOf(row) {
  return decisions.get(row.key) ?? { ...Object.fromEntries(FIELDS.map((field) => [field, ""])), wide: false };
}

function setDecision(row, filled) {
  const trimmed = Object.fromEntries(FIELDS.map((field) => [field, (filled[field] ?? "").trim()]));
  if (Object.values(trimmed).some(Boolean) || filled.wide) {
    decisions.set(row.key, { ...trimmed, wide: Boolean(filled.wide) });
  } else {
    decisions.delete(row.key);
  }
  unsaved = true;
}

// The other open rows of the party that one decision can be on as well: a place is no match.
function sistersOf(row) {
  return row.party.rows.filter((other) => other !== row && other.key && other.state === "open" && Boolean(other.place) === Boolean(row.place));
}

// The row whose decision holds for this one: itself, or where nothing is filled in for it, one whose
// decision is on all matches of the party.
function decidedBy(row) {
  if (decisions.has(row.key) || row.state !== "open") {
    return decisions.has(row.key) ? row : undefined;
  }
  return sistersOf(row).find((other) => decisions.get(other.key)?.wide);
}

// Local days, as the officer's calendar has them.
function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

function samePerson(first, second) {
  const plain = (name) => name.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  return plain(first) === plain(second);
}

// Why a decision cannot be saved as it is: [field, sentence] each; none when it is whole.
function problemsOf(filled) {
  const found = [];
  const { decision, reason, reviewer, second, expires } = filled;
  if (!Object.values(filled).some(Boolean)) {
    return found;
  }
  if (!decision) {
    found.push(["decision", "no decision is chosen"]);
  }
  if (!reason) {
    found.push(["reason", "a reason is missing"]);
  } else if (reason.length > facts.longest) {
    found.push(["reason", `the reason is longer than ${facts.longest} characters`]);
  }
  if (!reviewer) {
    found.push(["reviewer", "the reviewer is missing"]);
  }
  if (second && samePerson(second, reviewer)) {
    found.push(["second", "the second reviewer is the same person as the first"]);
  }
  for (const [field, name] of [["reviewer", reviewer], ["second", second]]) {
    if (name.length > facts.longest_name) {
      found.push([field, `the name is longer than ${facts.longest_name} characters`]);
    }
  }
  if (expires && !/^\d{4}-\d{2}-\d{2}$/.test(expires)) {
    found.push(["expires", "the last day is no date: write it as 2027-03-31"]);
  } else if (expires && expires < today()) {
    found.push(["expires", `${expires} is over: a decision cannot expire before it is made`]);
  }
  return found;
}

// `false positive by A. Berg`, or why it is incomplete; empty for what is not decided here.
function decisionWords(row) {
  const by = decidedBy(row);
  if (!by) {
    return "";
  }
  const filled = decisionOf(by);
  const [problem] = problemsOf(filled);
  const also = filled.wide && sistersOf(by).length ? `, ${facts.scope.party}` : "";
  return problem ? `incomplete: ${problem[1]}` : `${filled.decision} by ${filled.reviewer}${also}`;
}

const decidable = rows.filter((row) => row.key);

// Rows with a decision, those whose own is incomplete, and the open ones without.
function progress() {
  const filled = decidable.filter(decidedBy);
  const incomplete = filled.filter((row) => decidedBy(row) === row && problemsOf(decisionOf(row)).length);
  const undecided = decidable.filter((row) => row.state === "open" && !decidedBy(row));
  return { filled, incomplete, undecided };
}

// The file that `screen review import` takes; it joins what is said alike of one party into one line.
// `with` is the key of the row whose decision this is, where that is another: for this page alone.
function savedText(filled) {
  const saved = filled.map((row) => {
    const by = decidedBy(row);
    const { wide, ...fields } = decisionOf(by);
    const listed = row.match ? listedOf(row.match).name : row.place.place;
    const made = { where: whereOf(row.party), party: row.party.name, listed, ...fields, key: row.key };
    return by === row ? made : { ...made, with: by.key };
  });
  const whole = { form: facts.form, version: facts.version, run: facts.run, file: facts.file, decisions: saved };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

// Takes saved decisions into the page again. Returns how many are of this page, and how many of
// another; throws when it is no such file.
function openSaved(text) {
  const whole = JSON.parse(text);
  if (whole?.form !== facts.form || whole.version !== facts.version || !Array.isArray(whole.decisions)) {
    throw new Error("no decisions");
  }
  const known = new Map(decidable.map((row) => [row.key, row]));
  const here = whole.decisions.filter((saved) => known.has(saved?.key));
  const before = unsaved;
  for (const saved of here) {
    setDecision(known.get(saved.key), Object.fromEntries(FIELDS.map((field) => [field, String(saved[field] ?? "")])));
  }
  widenAgain(here, known);
  unsaved = before;
  return { here: here.length, elsewhere: whole.decisions.length - here.length };
}

// Decisions that were on all matches of a party are so again, where they leave none of them open: a
// match that is new in this page was not decided with them.
function widenAgain(here, known) {
  const covered = here.filter((saved) => saved.with !== saved.key && decisions.has(saved.with));
  for (const key of new Set(covered.map((saved) => saved.with))) {
    const row = known.get(key);
    if (row.state === "open" && sistersOf(row).every((other) => decisions.has(other.key))) {
      covered.filter((saved) => saved.with === key).forEach((saved) => decisions.delete(saved.key));
      decisions.get(key).wide = true;
    }
  }
}

// What the officer decides here: fields by the key of the match, until they are saved to a file.
// The same fields as in the workbook; `screen review import` checks them again, by the settings.

const FIELDS = Object.keys(facts.headings);
const decisions = new Map();
let unsaved = false;

function decisionOf(key) {
  return decisions.get(key) ?? Object.fromEntries(FIELDS.map((field) => [field, ""]));
}

function setDecision(key, filled) {
  const trimmed = Object.fromEntries(FIELDS.map((field) => [field, (filled[field] ?? "").trim()]));
  if (Object.values(trimmed).some(Boolean)) {
    decisions.set(key, trimmed);
  } else {
    decisions.delete(key);
  }
  unsaved = true;
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
function decisionWords(key) {
  const filled = decisions.get(key);
  if (!filled) {
    return "";
  }
  const [problem] = problemsOf(filled);
  return problem ? `incomplete: ${problem[1]}` : `${filled.decision} by ${filled.reviewer}`;
}

const decidable = rows.filter((row) => row.match?.key);

function progress() {
  const filled = decidable.filter((row) => decisions.has(row.match.key));
  const incomplete = filled.filter((row) => problemsOf(decisionOf(row.match.key)).length);
  const undecided = decidable.filter((row) => row.state === "open" && !decisions.has(row.match.key));
  return { filled, incomplete, undecided };
}

// The file that `screen review import` takes.
function savedText(filled) {
  const saved = filled.map(({ party, match }) => ({
    where: whereOf(party),
    party: party.name,
    listed: listedOf(match).name,
    ...decisionOf(match.key),
    key: match.key,
  }));
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
  const keys = new Set(decidable.map((row) => row.match.key));
  const here = whole.decisions.filter((saved) => keys.has(saved?.key));
  const before = unsaved;
  for (const saved of here) {
    setDecision(saved.key, Object.fromEntries(FIELDS.map((field) => [field, String(saved[field] ?? "")])));
  }
  unsaved = before;
  return { here: here.length, elsewhere: whole.decisions.length - here.length };
}

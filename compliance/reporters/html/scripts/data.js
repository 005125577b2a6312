// The answers that are embedded in the page, and the rows of the table: one a match, one a place that
// is or was a question, and one a party without any.

function embedded(id) {
  return JSON.parse(byId(id).textContent);
}

const facts = embedded("facts");
const tables = Object.fromEntries(
  ["listed", "programmes", "places", "reasons", "sheets"].map((name) => [name, embedded(name)]),
);
const parties = embedded("rows");

function whereOf(party) {
  return `${tables.sheets[party.sheet]} row ${party.row}`.trim();
}

function reasonOf(party) {
  return tables.reasons[party.reason];
}

function listedOf(match) {
  return tables.listed[match.listed];
}

// Lists in force on which the match stands.
function listsOf(match) {
  const force = listedOf(match).force ?? [];
  return force.length
    ? [...new Set(force.map((listing) => tables.programmes[listing.programme].name))]
    : ["Not itself listed"];
}

// Whether somebody has to look at a match or a place, each by itself.
function stateOf(about) {
  if (about.open) {
    return "open";
  }
  return about.band === "CLEAR" ? "clear" : "decided";
}

// What a row is about: `about` is its match or place, `key` what a decision on it is bound to.
function rowsOf(party) {
  const rowOf = (about, kind) => ({ party, about, [kind]: about, state: stateOf(about), key: about.key });
  const rows = (party.matches ?? []).map((match) => rowOf(match, "match"));
  // A place that is a question stands for itself: no decision on a match settles it.
  rows.push(...(party.places ?? []).filter((place) => place.key).map((place) => rowOf(place, "place")));
  const head = rows[0];
  for (const row of rows) {
    row.head = row.match?.folded ? head : undefined;
  }
  if (head) {
    head.folds = rows.filter((row) => row.head).length;
  }
  party.rows = rows.length ? rows : [{ party, about: {}, state: party.state }];
  return party.rows;
}

const rows = parties.flatMap(rowsOf);
rows.forEach((row, number) => {
  row.number = number;
});

function bandOf(row) {
  return row.match?.band ?? (row.place ? "REVIEW" : row.party.decision);
}

// What a search looks at; made when it is asked for first.
function searchedText(row) {
  if (row.searched === undefined) {
    const { party, match, place } = row;
    const listed = match ? listedOf(match) : {};
    const texts = [
      whereOf(party), party.name, party.id, party.role, party.country, party.address,
      ...(party.numbers ?? []), match?.name, listed.name, listed.entry, listed.standing,
      ...(listed.names ?? []), place?.sentence,
    ];
    row.searched = plainText(texts.filter(Boolean).join("\n"));
  }
  return row.searched;
}

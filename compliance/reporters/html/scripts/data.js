// The answers that are embedded in the page, and the rows of the table: one a match, and one a party
// without any.

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

// Whether somebody has to look at the row: as for its party, but each match by itself.
function stateOf(party, match) {
  if (!match) {
    return party.state;
  }
  if (match.open) {
    return "open";
  }
  return match.band === "CLEAR" ? "clear" : "decided";
}

function rowsOf(party) {
  const matches = party.matches ?? [];
  const open = (party.places ?? []).some((place) => place.open);
  const rows = matches.map((match) => ({ party, match, state: stateOf(party, match) }));
  // A place that is a question stands for itself: no decision on a match settles it.
  if (!rows.length || open) {
    rows.push({ party, match: undefined, state: open ? "open" : party.state });
  }
  return rows;
}

const rows = parties.flatMap(rowsOf);
rows.forEach((row, number) => {
  row.number = number;
});

function bandOf(row) {
  if (row.match) {
    return row.match.band;
  }
  return row.state === "open" ? "REVIEW" : row.party.decision;
}

// What a search looks at; made when it is asked for first.
function searchedText(row) {
  if (row.searched === undefined) {
    const { party, match } = row;
    const listed = match ? listedOf(match) : {};
    const texts = [
      whereOf(party), party.name, party.id, party.role, party.country, party.address,
      ...(party.numbers ?? []), match?.name, listed.name, listed.entry, listed.standing,
      ...(listed.names ?? []),
    ];
    row.searched = plainText(texts.filter(Boolean).join("\n"));
  }
  return row.searched;
}

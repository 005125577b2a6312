// What was checked of one party, on one page to print: for a match, and for no match too.

function certificateTable(caption, headings, lines) {
  return element("table", { class: "plain" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, headings.map((heading) => element("th", { scope: "col" }, heading)))),
    element("tbody", {}, lines.map((cells) => element("tr", {}, cells.map((cell) => element("td", {}, cell))))),
  );
}

function matchLine(row) {
  const { match } = row;
  const words = row.key ? decisionWords(row) : "";
  return [
    nameOf(cutText(match.name, CELL)), cutText(listedOf(match).standing, CELL), `${facts.labels[match.band]} ${match.score}`,
    cutText([match.earlier, words && `In this page: ${words}`].filter(Boolean).join(" "), CELL) || "none",
  ];
}

function resultWords(party) {
  if (party.state === "clear") {
    return `No match: no listed name was similar enough. This is not clearance.`;
  }
  if (party.state === "unscreened") {
    return "This party was NOT screened.";
  }
  const look = party.state === "decided" ? "decided earlier by an officer" : "somebody must look at it";
  return `${facts.labels[party.decision]}: ${look}.`;
}

function cutText(text, most) {
  return text && text.length > most ? `${text.slice(0, most)} ...` : text;
}

// What fits on one page of A4 or Letter together, however long the names are.
const MOST_MATCHES = 4;
const MOST_LISTS = 8;
const SHORT = 60;
const TITLE = 75;
const CELL = 110;
const LINES = 160;
const LONG = 240;

function whole(text) {
  return element("span", { class: "whole" }, text);
}

function certificateParts(party) {
  const matches = party.rows.filter((row) => row.match);
  const lists = facts.lists.slice(0, MOST_LISTS).map((one) => [
    cutText(one.title, TITLE), whole(one.as_of), one.entries, element("span", { class: "whole hash" }, one.sha256.slice(0, 16)),
  ]);
  const left = facts.lists.length - lists.length;
  const more = matches.length - MOST_MATCHES;
  return [
    element("h1", {}, "Record of a restricted-party screening"),
    element("p", { class: "verdict" }, element("strong", {}, resultWords(party))),
    pairsOf([
      ["Party", [nameOf(cutText(party.name, CELL) ?? "(no name)")]],
      ["Stands in", [cutText(facts.file, SHORT), cutText(whereOf(party), SHORT), cutText(party.role, SHORT)].filter(Boolean).join(", ")],
      ["Customer's key", cutText(party.id, SHORT)],
      ["Country, address", cutText([party.country, party.address].filter(Boolean).join("; "), LINES)],
      ["Numbers", cutText((party.numbers ?? []).join("; "), CELL)],
      ["Screened", `${facts.time} by ${facts.program}, run ${facts.run}${facts.as_of ? `, against the lists as of ${facts.as_of}` : ""}`],
      ["Why", cutText(reasonOf(party), LONG)],
      ["Destination", cutText((party.places ?? []).map((place) => place.sentence).join(" "), LINES)],
    ]),
    matches.length ? certificateTable("Matches", ["Listed name", "Listed on", "Score", "Officer's decision"], matches.slice(0, MOST_MATCHES).map(matchLine)) : "",
    more > 0 ? element("p", {}, `${counted(more, "more match is", "more matches are")} in the report.`) : "",
    certificateTable("Checked against", ["List", "As of", "Entries", "SHA-256 begins"], lists),
    left > 0 ? element("p", {}, `and ${counted(left, "more list", "more lists")}, named in the report.`) : "",
    element("p", { class: "small" }, `A name counts as a match from score ${facts.review} on (REVIEW) and ${facts.hit} (HIT). File screened: SHA-256 `, element("span", { class: "hash" }, facts.sha256)),
    element("p", { class: "notice" }, element("strong", {}, facts.notices[0]), " ", facts.notices[1]),
    element("div", { class: "sign" }, ["Name", "Date", "Signature"].map((what) => element("span", {}, what))),
  ];
}

function showCertificate(party, opener) {
  const certificate = byId("certificate");
  const scrolled = window.scrollY;
  const back = element("button", { type: "button" }, "Back to the report");
  const print = element("button", { type: "button", class: "main" }, "Print");
  back.addEventListener("click", () => {
    certificate.hidden = true;
    byId("report").hidden = false;
    window.scrollTo(0, scrolled);
    opener.focus({ preventScroll: true });
  });
  print.addEventListener("click", () => window.print());
  certificate.replaceChildren(element("p", { class: "tools" }, back, print), ...certificateParts(party).filter(Boolean));
  byId("report").hidden = true;
  certificate.hidden = false;
  certificate.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

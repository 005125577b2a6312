// What was checked of one party, on one page to print: for a match, and for no match too.

function certificateTable(caption, headings, lines) {
  return element("table", { class: "plain" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, headings.map((heading) => element("th", { scope: "col" }, heading)))),
    element("tbody", {}, lines.map((cells) => element("tr", {}, cells.map((cell) => element("td", {}, cell))))),
  );
}

function matchLine(match) {
  const words = match.key ? decisionWords(match.key) : "";
  return [
    nameOf(match.name), listedOf(match).standing, `${facts.labels[match.band]} ${match.score}`,
    [match.earlier, words && `In this page: ${words}`].filter(Boolean).join(" ") || "none",
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

const MOST_MATCHES = 5;
const MOST_LISTS = 12;

function certificateParts(party) {
  const matches = party.matches ?? [];
  const lists = facts.lists.slice(0, MOST_LISTS).map((one) => [one.title, one.as_of, one.entries, element("span", { class: "hash" }, one.sha256.slice(0, 16))]);
  const left = facts.lists.length - lists.length;
  const more = matches.length - MOST_MATCHES;
  return [
    element("h1", {}, "Record of a restricted-party screening"),
    element("p", { class: "verdict" }, element("strong", {}, resultWords(party))),
    pairsOf([
      ["Party", [nameOf(cutText(party.name, 160) ?? "(no name)")]],
      ["Stands in", `${facts.file}, ${whereOf(party)}${party.role ? `, as ${party.role}` : ""}`],
      ["Customer's key", party.id],
      ["Country, address", cutText([party.country, party.address].filter(Boolean).join("; "), 200)],
      ["Numbers", cutText((party.numbers ?? []).join("; "), 160)],
      ["Screened", `${facts.time} by ${facts.program}, run ${facts.run}${facts.as_of ? `, against the lists as of ${facts.as_of}` : ""}`],
      ["Why", cutText(reasonOf(party), 500)],
      ["Destination", cutText((party.places ?? []).map((place) => place.sentence).join(" "), 400)],
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

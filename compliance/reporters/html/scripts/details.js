// What a row shows when it is opened: who was asked and who is listed, why, with what effect, and
// the fields to decide in.

function told(text) {
  return text ? [text] : [];
}

function besideRow(label, asked, listed) {
  if (!asked.length && !listed.length) {
    return "";
  }
  const cell = (texts) => element("td", {}, texts.map((text) => element("div", {}, nameOf(text))));
  return element("tr", {}, element("th", { scope: "row" }, label), cell(asked), cell(listed));
}

function namesTable(match) {
  return element("table", { class: "beside" },
    element("caption", { class: "unseen" }, "The two names, with the parts marked that only one of them has"),
    element("colgroup", {}, element("col", { class: "label" }), element("col", {})),
    element("tbody", {},
      element("tr", { class: "name" }, element("th", { scope: "row" }, "Asked"), element("td", {}, markedName(match.asked ?? []))),
      element("tr", { class: "name" }, element("th", { scope: "row" }, "Listed"), element("td", {}, markedName(match.found ?? []))),
    ),
  );
}

function factsTable(party, match) {
  const listed = listedOf(match);
  const names = (listed.names ?? []).filter((name) => name !== match.name);
  const made = [
    besideRow("Known as", [], names),
    besideRow("Kind", told(party.kind), told(listed.kind)),
    besideRow("Country", told(party.country), told(listed.countries)),
    besideRow("Address", told(party.address), listed.addresses ?? []),
    besideRow("Numbers", party.numbers ?? [], listed.numbers ?? []),
    besideRow("Entry", [], [listed.entry, listed.number].filter(Boolean)),
  ];
  return element("table", { class: "beside" },
    element("caption", {}, "What else is known"),
    element("colgroup", {}, element("col", { class: "label" }), element("col", {}), element("col", {})),
    element("thead", {}, element("tr", {}, element("td", {}), element("th", { scope: "col" }, "Asked"), element("th", { scope: "col" }, "Listed"))),
    element("tbody", {}, made),
  );
}

function listingPart(listing) {
  const programme = tables.programmes[listing.programme];
  const dated = [listing.citation, listing.effective].filter(Boolean).join(", ");
  return element("section", { class: "listing" },
    element("h4", {}, programme.name, dated ? ` (${dated})` : ""),
    pairsOf([
      ["Reason for listing", listing.reason],
      ["What it restricts", programme.restricts],
      ["For this party", (listing.effects ?? []).join("\n")],
      ["Licence requirement", listing.requirement],
      ["Review policy", listing.policy],
      ["Name on that list", listing.official],
      ["Status", [listing.status, listing.amended && `Amended ${listing.amended}`].filter(Boolean).join("\n")],
      ["Whom it binds", programme.binds],
      ["To know", (listing.notes ?? []).join("\n")],
      ["Publisher", programme.publisher],
    ]),
    sourceOf([listing.source, programme.source].filter(Boolean).join("; ")),
  );
}

function listingParts(listed) {
  const parts = [element("h3", {}, listed.force ? "Listed on" : "Standing")];
  parts.push(...(listed.force ?? []).map(listingPart));
  if (!listed.force) {
    parts.push(element("p", {}, `${listed.standing}.`));
  }
  if (listed.harmless) {
    parts.push(element("p", {}, linked(listed.harmless)));
  }
  for (const [words, source] of listed.leads ?? []) {
    parts.push(element("p", {}, words), sourceOf(source));
  }
  if (listed.past) {
    parts.push(element("h4", {}, "No longer, or not yet, in force: restricts nothing"), listOf(listed.past));
  }
  return parts;
}

function placeParts(party) {
  if (!party.places) {
    return [];
  }
  const ruleOf = (number) => {
    const { says, source } = tables.places[number];
    return [says, " ", element("span", { class: "source" }, "Source: ", linked(source))];
  };
  const made = party.places.map(({ sentence, rules }) => [
    sentence,
    rules ? element("details", {}, element("summary", {}, counted(rules.length, "rule", "rules")), listOf(rules.map(ruleOf))) : "",
  ]);
  return [element("h3", {}, "Destination"), listOf(made)];
}

function detailOf(row) {
  const { party, match } = row;
  const about = [element("p", {}, reasonOf(party))];
  const earlier = match?.earlier ? [element("h3", {}, "Earlier"), element("p", {}, match.earlier)] : [];
  const officers = element("div", {}, earlier, row.key ? decisionForm(row) : "", rowTools(row));
  if (!match) {
    return element("div", {}, element("div", { class: "columns" }, element("div", {}, about, placeParts(party)), officers));
  }
  const why = match.why ? [element("h3", {}, "Why it may be the same"), listOf(match.why)] : [];
  return element("div", {},
    namesTable(match),
    element("div", { class: "columns" },
      element("div", {}, why, factsTable(party, match), placeParts(party)),
      officers,
    ),
    listingParts(listedOf(match)),
  );
}

function rowTools(row) {
  const button = element("button", { type: "button" }, "Certificate of this party");
  button.addEventListener("click", () => showCertificate(row.party, button));
  return element("p", { class: "tools-of-row" }, button);
}

// --- The fields of a decision

function verdictChoice(id, chosen) {
  const choice = element("select", { id, name: "decision" },
    element("option", { value: "" }, "not decided"),
    Object.entries(facts.verdicts).map(([verdict, meaning]) => element("option", { value: verdict }, `${verdict}: ${meaning}`)),
  );
  choice.value = chosen;
  return choice;
}

function fieldOf(field, id, value) {
  if (field === "decision") {
    return verdictChoice(id, value);
  }
  const made = field === "reason"
    ? element("textarea", { id, rows: 3, name: field, maxlength: facts.longest })
    : element("input", { id, name: field, type: field === "expires" ? "date" : "text", autocomplete: "off" });
  made.value = value;
  return made;
}

const HINTS = {
  reason: "so that somebody else can follow it; for a licence its number",
  second: "somebody else; where the settings ask for two",
  expires: "last day on which it holds; empty means as long as the settings allow",
};

// Whether the decision is on this row only, or on all open ones of the party without one of their own.
function scopeField(id, row) {
  const words = `${facts.scope.party} (${counted(sistersOf(row).length + 1, "line", "lines")})`;
  const choice = element("select", { id, name: "wide" },
    element("option", { value: "" }, row.place ? "this place" : facts.scope.match),
    element("option", { value: "wide" }, row.place ? words.replace("matches", "places") : words));
  choice.value = decisionOf(row).wide ? "wide" : "";
  return choice;
}

function decisionForm(row) {
  const start = `row-${row.number}`;
  const complaint = element("p", { id: `${start}-wrong`, role: "status" });
  const stated = element("p", { class: "stated" });
  const covered = element("p", { class: "under" });
  const inputs = Object.fromEntries(FIELDS.map((field) => [field, fieldOf(field, `${start}-${field}`, decisionOf(row)[field])]));
  const sisters = row.state === "open" ? sistersOf(row) : [];
  const scope = sisters.length ? scopeField(`${start}-wide`, row) : undefined;
  const show = () => {
    const by = decidedBy(row);
    const problems = by === row ? problemsOf(decisionOf(row)) : [];
    const wrong = new Set(problems.map(([field]) => field));
    complaint.textContent = problems.map(([, words]) => words).join("; ");
    complaint.classList.toggle("wrong", problems.length > 0);
    covered.textContent = by && by !== row ? `Decided with another line of this party: ${decisionWords(row)}. What is filled in here holds instead.` : "";
    stated.textContent = `Officer's decision: ${decisionWords(row) || "none yet"}. ${decisionOf(by ?? row).reason}`;
    for (const [field, input] of Object.entries(inputs)) {
      input.setAttribute("aria-invalid", String(wrong.has(field)));
    }
  };
  const change = (event) => {
    if (event.target.name === "decision" && event.target.value && !inputs.reviewer.value) {
      inputs.reviewer.value = byId("reviewer").value;
    }
    const filled = Object.fromEntries(FIELDS.map((field) => [field, inputs[field].value]));
    setDecision(row, { ...filled, wide: scope?.value === "wide" });
    show();
    decisionChanged([row, ...sisters]);
  };
  const fieldElement = (field, heading, input) => element("div", {},
    element("label", { for: `${start}-${field}` }, heading),
    HINTS[field] ? element("span", { class: "under", id: `${start}-${field}-hint` }, HINTS[field]) : "",
    input,
  );
  const fields = FIELDS.map((field) => fieldElement(field, facts.headings[field], inputs[field]));
  if (scope) {
    fields.push(fieldElement("wide", facts.scope.heading, scope));
  }
  for (const [field, input] of Object.entries(inputs)) {
    input.setAttribute("aria-describedby", [HINTS[field] && `${start}-${field}-hint`, complaint.id].filter(Boolean).join(" "));
  }
  const legend = row.place ? "Your decision on this party and this place" : "Your decision on this party and this entry";
  const made = element("fieldset", {}, element("legend", {}, legend), covered, fields, complaint, takeBack(row));
  made.addEventListener("input", change);
  show();
  return element("div", {}, made, stated);
}

function takeBack(row) {
  const clear = element("button", { type: "button" }, "Take back");
  clear.addEventListener("click", () => {
    setDecision(row, {});
    decisionChanged([row, ...sistersOf(row)]);
    redrawDetail(row);
    announce("The decision is taken back.");
  });
  return element("div", { class: "tools" }, clear);
}

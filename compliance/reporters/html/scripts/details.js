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
  if (!match) {
    return element("div", {}, about, placeParts(party), rowTools(row));
  }
  const why = match.why ? [element("h3", {}, "Why it may be the same"), listOf(match.why)] : [];
  const earlier = match.earlier ? [element("h3", {}, "Earlier"), element("p", {}, match.earlier)] : [];
  return element("div", {},
    namesTable(match),
    element("div", { class: "columns" },
      element("div", {}, why, factsTable(party, match), placeParts(party)),
      element("div", {}, earlier, match.key ? decisionForm(row) : "", rowTools(row)),
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

function decisionForm(row) {
  const { party, match } = row;
  const start = `row-${row.number}`;
  const complaint = element("p", { id: `${start}-wrong`, role: "status" });
  const stated = element("p", { class: "stated" });
  const inputs = Object.fromEntries(FIELDS.map((field) => [field, fieldOf(field, `${start}-${field}`, decisionOf(match.key)[field])]));
  const show = () => {
    const problems = problemsOf(decisionOf(match.key));
    const wrong = new Set(problems.map(([field]) => field));
    complaint.textContent = problems.map(([, words]) => words).join("; ");
    complaint.classList.toggle("wrong", problems.length > 0);
    stated.textContent = `Officer's decision: ${decisionWords(match.key) || "none yet"}. ${decisionOf(match.key).reason}`;
    for (const [field, input] of Object.entries(inputs)) {
      input.setAttribute("aria-invalid", String(wrong.has(field)));
    }
  };
  const change = (event) => {
    if (event.target.name === "decision" && event.target.value && !inputs.reviewer.value) {
      inputs.reviewer.value = byId("reviewer").value;
    }
    setDecision(match.key, Object.fromEntries(FIELDS.map((field) => [field, inputs[field].value])));
    show();
    decisionChanged([row]);
  };
  const fields = FIELDS.map((field) => element("div", {},
    element("label", { for: `${start}-${field}` }, facts.headings[field]),
    HINTS[field] ? element("span", { class: "under", id: `${start}-${field}-hint` }, HINTS[field]) : "",
    inputs[field],
  ));
  for (const [field, input] of Object.entries(inputs)) {
    input.setAttribute("aria-describedby", [HINTS[field] && `${start}-${field}-hint`, complaint.id].filter(Boolean).join(" "));
  }
  const made = element("fieldset", {}, element("legend", {}, "Your decision on this party and this entry"), fields, complaint, copyTools(row));
  made.addEventListener("input", change);
  show();
  return element("div", {}, made, stated);
}

// The same decision for the other matches of the party, and taking it back.
function copyTools(row) {
  const others = decidable.filter((other) => other.party === row.party && other !== row && other.state === "open");
  const clear = element("button", { type: "button" }, "Take back");
  clear.addEventListener("click", () => {
    setDecision(row.match.key, {});
    decisionChanged([row]);
    redrawDetail(row);
    announce("The decision is taken back.");
  });
  const tools = [clear];
  if (others.length) {
    const copy = element("button", { type: "button" }, others.length === 1
      ? "Same for the other open match of this party"
      : `Same for the other ${others.length} open matches of this party`);
    copy.addEventListener("click", () => {
      others.forEach((other) => setDecision(other.match.key, decisionOf(row.match.key)));
      decisionChanged(others);
      others.forEach(redrawDetail);
      announce(`Copied to ${counted(others.length, "match", "matches")}.`);
    });
    tools.push(copy);
  }
  return element("div", { class: "tools" }, tools);
}

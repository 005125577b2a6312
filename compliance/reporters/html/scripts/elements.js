// Elements made of text. Nothing in this page is ever parsed as markup: names and reasons are text
// nodes, and the policy of the page forbids the rest.

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== ""));
  return made;
}

function byId(id) {
  return document.getElementById(id);
}

// A name may be written from right to left, whatever stands around it.
function nameOf(text) {
  return element("bdi", {}, text);
}

function markedName(segments) {
  return element("bdi", {}, segments.map(([text, differs]) => (differs ? element("mark", {}, text) : text)));
}

// A text in which addresses of the web can be followed; only http and https become links.
function linked(text) {
  return text.split(/(https?:\/\/[^\s;,)>\]]+)/).map((part, at) =>
    at % 2
      ? element("a", { href: part, rel: "noopener noreferrer external", target: "_blank" }, part)
      : part,
  );
}

function sourceOf(text) {
  return text ? element("p", { class: "source" }, "Source: ", linked(text)) : "";
}

function listOf(children) {
  return element("ul", {}, children.map((child) => element("li", {}, child)));
}

// Pairs of label and text; a pair without text is left out.
function pairsOf(pairs) {
  const told = pairs.filter(([, text]) => text && text.length);
  return element("dl", { class: "pairs" }, told.map(([label, text]) =>
    element("div", {}, element("dt", {}, label), element("dd", {}, text)),
  ));
}

function badgeOf(decision, words) {
  return element("span", { class: `badge badge-${decision.toLowerCase()}` }, words);
}

function announce(words) {
  byId("announcer").textContent = words;
}

function counted(number, singular, plural) {
  return `${number.toLocaleString("en")} ${number === 1 ? singular : plural}`;
}

// How texts are compared when somebody searches: without case and accents.
function plainText(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// What Word and WPS put on the clipboard → the elements of a text. fromWord(html) → {html, pictures, footnotes}:
// pictures: how many could not be taken over, since they lie on the author's own disk or on another site.
const OURS = /(?:^|\/)pictures\/[0-9a-f]{64}-\d+x\d+\.(?:png|jpg)(?:\?|$)/;

export function fromWord(html) {
  const page = new DOMParser().parseFromString(harmless(html), "text/html"); // nothing in it runs
  const made = { html, pictures: 0, footnotes: 0 };
  for (const gone of page.querySelectorAll("meta, link, title, xml, del[cite], [data-style*='mso-hide:all']")) gone.remove();
  made.footnotes = footnotes(page);
  lists(page);
  headings(page);
  for (const image of page.querySelectorAll("img, v\\:imagedata")) {
    if (OURS.test(image.getAttribute("src") || "")) continue;
    made.pictures += 1;
    image.remove();
  }
  for (const element of page.querySelectorAll("o\\:p")) element.replaceWith(...element.childNodes);
  for (const element of page.querySelectorAll("[data-style]")) marks(page, element);
  made.html = page.body.innerHTML;
  return made;
}

// Scripts, style sheets and Word's remarks out; style and event attributes renamed, since a strict page must not even
// parse them: what the styles say about lists and marks is read from data-style.
function harmless(html) {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<!--\[if !supportLists\]-->|<!\[if !supportLists\]>|<!--\[endif\]-->|<!\[endif\]>/g, "")
    .replace(/<!--\[if [^\]]*\]>[\s\S]*?<!\[endif\]-->/g, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\s(on[a-z]+)\s*=/gi, " data-$1="));
}

// Marks that a word processor writes as styles.
function marks(page, element) {
  const style = element.dataset.style.replace(/\s/g, "").toLowerCase();
  element.removeAttribute("data-style");
  if (element.tagName !== "SPAN") return;
  const wanted = [
    [/(^|;)font-weight:(bold|[6-9]00)/, "strong"],
    [/(^|;)font-style:italic/, "em"],
    [/(^|;)text-decoration:underline|(^|;)text-underline:/, "u"],
    [/(^|;)vertical-align:super/, "sup"],
    [/(^|;)vertical-align:sub/, "sub"],
  ].filter(([shape]) => shape.test(style));
  for (const [, tag] of wanted) {
    const mark = page.createElement(tag);
    mark.append(...element.childNodes);
    element.append(mark);
  }
}

export function notices({ pictures }) {
  if (!pictures) return "";
  return `粘贴的内容里有${pictures}幅图片没有粘贴过来（在本机文件夹或者其他网站上），请用“图片”逐幅插入并写替代文字。`;
}

// [1] … at the end of the text goes to the place that refers to it.
function footnotes(page) {
  let count = 0;
  for (const note of page.querySelectorAll("[data-style*='mso-element:footnote'][id], [data-style*='mso-element:endnote'][id]")) {
    for (const back of note.querySelectorAll("a[href^='#_ftnref'], a[href^='#_ednref']")) back.remove();
    const words = note.textContent.replace(/\s+/g, " ").trim();
    const sign = page.querySelector(`a[href$='#_${CSS.escape(note.id)}']`);
    if (words && sign) {
      const small = page.createElement("small");
      small.textContent = words;
      sign.replaceWith(small);
      count += 1;
    }
    note.remove();
  }
  for (const list of page.querySelectorAll("[data-style*='mso-element:footnote-list'], [data-style*='mso-element:endnote-list']")) list.remove();
  return count;
}

// Word hides the marks of its lists from browsers that know lists; they tell the kind of list.
// Paragraphs with mso-list:l0 level1 → lists within lists; the mark before the words tells numbers from bullets.
function lists(page) {
  const open = []; // [{list, level}]
  let before = null;
  for (const line of [...page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const found = /mso-list:\s*l(\d+)\s+level(\d+)/i.exec(line.getAttribute("data-style") || "");
    if (!found) continue;
    const level = Number(found[2]);
    const mark = [...line.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("data-style") || ""));
    const sign = mark ? mark.textContent.replace(/\s/g, "") : "";
    mark?.remove();
    const continued = before && before.nextElementSibling === line;
    if (!continued) open.length = 0;
    while (open.length && open.at(-1).level > level) open.pop();
    const item = page.createElement("li");
    const words = page.createElement("p");
    words.append(...line.childNodes);
    item.append(words);
    if (open.length && open.at(-1).level === level) {
      open.at(-1).list.append(item);
      line.remove();
    } else {
      const list = page.createElement(/[0-9a-z一二三四五六七八九十①-⑳]/i.test(sign) && !/^[o§ü]$/.test(sign) ? "ol" : "ul");
      list.append(item);
      if (open.length) {
        open.at(-1).list.lastElementChild.append(list);
        line.remove();
      } else line.replaceWith(list);
      open.push({ list, level });
    }
    before = open[0].list;
  }
}

// Headings by the names of Word's styles; a text has levels 2 to 4, since the page's own title is the first.
function headings(page) {
  const LEVELS = { H1: 2, H2: 2, H3: 3, H4: 4, H5: 4, H6: 4 };
  const shallow = page.querySelector("h1") ? 1 : 0; // with h1 in it, its levels go down by one
  for (const old of [...page.querySelectorAll("h1, h2, h3, h4, h5, h6, p.MsoTitle, p.MsoSubtitle")]) {
    const level = LEVELS[old.tagName] ? Math.min(4, LEVELS[old.tagName] + (old.tagName === "H1" ? 0 : shallow)) : 2;
    const heading = page.createElement(`h${level}`);
    heading.append(...old.childNodes);
    old.replaceWith(heading);
  }
}

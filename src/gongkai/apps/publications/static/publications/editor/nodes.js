// The elements of a text as the editor knows them; the server's list is richtext/vocabulary.py.
export function nodes(library, pictures, open) {
  const { Node, Table, TableCell, TableHeader, TableRow } = library;
  const PICTURE = /(?:^|\/)pictures\/([0-9a-f]{64}-\d+x\d+\.(?:png|jpg))$/;

  // A footnote: its words stand where it is referred to; the editor shows a number, which style sheets count.
  const Footnote = Node.create({
    name: "footnote",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({ text: { default: "", parseHTML: (element) => element.textContent.trim(), renderHTML: () => ({}) } }),
    parseHTML: () => [{ tag: "small", getAttrs: (element) => (element.textContent.trim() ? null : false) }],
    renderHTML: ({ node }) => ["small", {}, node.attrs.text],
    renderText: ({ node }) => `〔注：${node.attrs.text}〕`,
    addNodeView() {
      return ({ node, getPos }) => {
        const dom = document.createElement("button");
        dom.type = "button";
        dom.className = "editor-note";
        const label = (text) => {
          dom.title = text;
          dom.setAttribute("aria-label", `脚注：${text}`);
        };
        label(node.attrs.text);
        dom.addEventListener("click", () => open.note(getPos()));
        return { dom, update: (next) => next.type === node.type && (label(next.attrs.text), true), stopEvent: (event) => event.type === "click" || event.type === "mousedown" };
      };
    },
  });

  // A picture of the platform with its alternative text and, where there is one, its title.
  const Picture = Node.create({
    name: "picture",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({ name: { default: "" }, alt: { default: "" }, caption: { default: "" } }),
    parseHTML: () => [
      { tag: "figure", getAttrs: (element) => attrsOf(element.querySelector("img"), element.querySelector("figcaption")) },
      { tag: "img[src]", getAttrs: (element) => attrsOf(element, null) },
    ],
    renderHTML: ({ node }) => {
      const image = ["img", { src: `pictures/${node.attrs.name}`, alt: node.attrs.alt }];
      return node.attrs.caption ? ["figure", {}, image, ["figcaption", {}, node.attrs.caption]] : ["figure", {}, image];
    },
    addNodeView() {
      return ({ node, getPos }) => {
        const dom = document.createElement("figure");
        const image = dom.appendChild(document.createElement("img"));
        const line = dom.appendChild(document.createElement("figcaption"));
        const button = dom.appendChild(document.createElement("button"));
        button.type = "button";
        button.className = "button button-small";
        button.textContent = "改替代文字和图题";
        button.addEventListener("click", () => open.picture(getPos()));
        const draw = (attrs) => {
          image.src = pictures + attrs.name;
          image.alt = attrs.alt;
          line.textContent = [attrs.caption, `替代文字：${attrs.alt || "缺，须补写"}`].filter(Boolean).join(" · ");
          line.className = attrs.alt ? "" : "editor-lacking";
        };
        draw(node.attrs);
        return { dom, update: (next) => next.type === node.type && (draw(next.attrs), true), stopEvent: (event) => event.target === button };
      };
    },
  });

  function attrsOf(image, caption) {
    const name = PICTURE.exec((image?.getAttribute("src") || "").split("?")[0]);
    return name ? { name: name[1], alt: image.alt.trim(), caption: caption?.textContent.trim() || "" } : false;
  }

  // Cells keep their spans alone: widths would be inline styles.
  const spans = () => Object.fromEntries(["colspan", "rowspan"].map((name) => [name, {
    default: 1,
    parseHTML: (element) => Number(element.getAttribute(name)) || 1,
    renderHTML: (attrs) => (attrs[name] > 1 ? { [name]: attrs[name] } : {}),
  }]));
  const cell = { addAttributes: () => ({ ...spans(), colwidth: { default: null, parseHTML: () => null, renderHTML: () => ({}) } }) };

  const CaptionedTable = Table.extend({
    addNodeView: null,
    addAttributes: () => ({ caption: { default: "", parseHTML: (element) => element.caption?.textContent.trim() || "", renderHTML: () => ({}) } }),
    parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }, { tag: "colgroup", ignore: true }],
    renderHTML: ({ node }) => (node.attrs.caption
      ? ["table", {}, ["caption", { contenteditable: "false" }, node.attrs.caption], ["tbody", 0]]
      : ["table", {}, ["tbody", 0]]),
  });

  return [
    library.Document,
    library.Paragraph,
    library.Text,
    library.HardBreak,
    library.Heading.configure({ levels: [2, 3, 4] }),
    library.Bold,
    library.Italic,
    library.Underline,
    library.Strike,
    library.Subscript,
    library.Superscript,
    library.BulletList,
    library.OrderedList,
    library.ListItem,
    library.Blockquote,
    library.Link.configure({ enableTarget: false, autolink: false, linkOnPaste: true, protocols: ["mailto"] }),
    CaptionedTable,
    TableRow,
    TableHeader.extend(cell),
    TableCell.extend(cell),
    library.History,
    library.Dropcursor,
    library.Gapcursor,
    Footnote,
    Picture,
  ];
}

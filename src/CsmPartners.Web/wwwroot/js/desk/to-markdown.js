import { inert } from "./inert.js";
import { inline } from "./inline-markdown.js";

const dropped = "style, script, meta, link, title, head, xml, img, svg, video, audio, iframe, object, button, input, select, textarea, template, del, sup a[href^='#'], .msocomanchor, .MsoCommentReference";
const blocks = new Set(["P", "DIV", "SECTION", "ARTICLE", "MAIN", "HEADER", "FOOTER", "ASIDE", "NAV", "FIGURE", "FIGCAPTION", "ADDRESS", "DL", "DT", "DD", "FORM", "FIELDSET", "CENTER", "BODY",
    "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "TABLE", "BLOCKQUOTE", "PRE", "HR"]);
const structure = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, table, blockquote, a[href], b, strong, i, em, [style*='bold'], [style*='italic'], [style*='font-weight']";

/**
 * HTML from a clipboard as the Markdown that the site draws: paragraphs, headings, lists, bold, italic, links, tables, quotations;
 * no colours, typefaces, pictures or comments. Null where it holds nothing of these, so that the plain text is as good.
 */
export const toMarkdown = html => {
    const page = new DOMParser().parseFromString(inert(html), "text/html");
    for (const element of page.querySelectorAll(dropped)) {
        element.remove();
    }
    for (const element of page.querySelectorAll("[style]")) {
        if (/display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment/i.test(element.getAttribute("style"))) {
            element.remove();
        }
    }
    if (!page.querySelector(structure)) {
        return null;
    }
    return join(blocksOf(page.body)).trim() || null;
};

/** The blocks of an element: { text } or, for an item of a list, { text, level, ordered }. */
const blocksOf = parent => {
    const found = [];
    let loose = [];
    const flush = () => {
        const text = inline(loose);
        if (text) {
            found.push({ text });
        }
        loose = [];
    };
    for (const node of parent.childNodes) {
        if (isBlock(node)) {
            flush();
            found.push(...block(node));
        } else {
            loose.push(node);
        }
    }
    flush();
    return found;
};

// A <b> of Google Docs may hold the whole document.
const isBlock = node => node.nodeType === Node.ELEMENT_NODE && (blocks.has(node.tagName) || [...node.children].some(isBlock));

const block = element => {
    const style = element.getAttribute("style") ?? "";
    const heading = headingLevel(element, style);
    if (heading) {
        const text = inline([element], { isHeading: true });
        return text ? [{ text: `${"#".repeat(heading)} ${text}` }] : [];
    }
    const list = /mso-list\s*:\s*l\d+\s+level(\d+)/i.exec(style);
    if (list) {
        return [wordItem(element, Number(list[1]))];
    }
    switch (element.tagName) {
        case "UL": case "OL": return items(element, 1);
        case "TABLE": return table(element);
        case "BLOCKQUOTE": return quoted(blocksOf(element));
        case "PRE": return [{ text: ["```", element.textContent.replace(/\n$/, ""), "```"].join("\n") }];
        case "HR": return [{ text: "---" }];
        default: return blocksOf(element);
    }
};

// The page has its h1; h4 is the last that the site draws.
const headingLevel = (element, style) => {
    const level = /^H([1-6])$/.exec(element.tagName)?.[1] ?? (element.tagName === "P" ? /mso-outline-level\s*:\s*([1-6])/i.exec(style)?.[1] : null);
    if (level) {
        return Math.min(Math.max(Number(level), 2), 4);
    }
    return /\bMsoTitle\b/.test(element.className) ? 2 : null;
};

/** A paragraph that Word shows as an item: its bullet or number is text, marked "Ignore". */
const wordItem = (paragraph, level) => {
    let marker = "";
    for (const ignored of paragraph.querySelectorAll("[style*='Ignore' i]")) {
        if (/mso-list\s*:\s*Ignore/i.test(ignored.getAttribute("style"))) {
            marker += ignored.textContent;
            ignored.remove();
        }
    }
    return { text: inline([paragraph]), level, ordered: /^\s*(\d+|[a-zа-яәғқңөұүһі]|[ivxlc]+)[.)]/i.test(marker) };
};

const items = (list, level) => {
    const found = [];
    for (const child of list.children) {
        if (child.tagName === "UL" || child.tagName === "OL") {
            // Google Docs puts the inner list beside the item that it belongs to.
            found.push(...items(child, found.length ? level + 1 : level));
        } else {
            const [first, ...rest] = blocksOf(child);
            if (first) {
                found.push(first.level ? { ...first, level: level + first.level - 1 } : { text: first.text, level, ordered: list.tagName === "OL" });
            }
            for (const inner of rest) {
                found.push(inner.level ? { ...inner, level: level + inner.level } : { text: inner.text, level, continues: true });
            }
        }
    }
    return found;
};

const table = element => {
    const rows = [...element.querySelectorAll("tr")].filter(row => row.closest("table") === element).map(row =>
        [...row.children].flatMap(cell => [cell, ...Array(Math.min(Math.max((cell.colSpan ?? 1) - 1, 0), 20)).fill(null)]));
    const width = Math.max(0, ...rows.map(row => row.length));
    if (width < 2 || rows.length < 2) {
        // A frame for the layout, no table.
        return rows.flat().flatMap(cell => cell ? blocksOf(cell) : []);
    }
    const line = row => `| ${Array.from({ length: width }, (_, i) => row[i] ? cellText(row[i]) : "").join(" | ")} |`;
    return [{ text: [line(rows[0]), `|${" --- |".repeat(width)}`, ...rows.slice(1).map(line)].join("\n") }];
};

const cellText = cell => blocksOf(cell).map(b => b.text).join(" ").replace(/\\\n|\n/g, " ").replace(/\\?\|/g, "\\|");

const quoted = inner => {
    const text = join(inner);
    return text ? [{ text: text.split("\n").map(line => `> ${line}`.trimEnd()).join("\n") }] : [];
};

/** Items of one list follow each other without a blank line; numbers count on at each level. */
const join = found => {
    let result = "";
    let stack = [];
    let previous = null;
    for (const one of found.filter(f => f.text)) {
        if (one.level && !one.continues) {
            stack = stack.slice(0, one.level);
            const before = stack[one.level - 1];
            const same = before && before.ordered === one.ordered ? before : null;
            const number = same ? same.number + 1 : 1;
            const mark = one.ordered ? `${number}. ` : "- ";
            const indent = " ".repeat(stack.slice(0, one.level - 1).reduce((sum, s) => sum + (s?.width ?? 0), 0));
            stack[one.level - 1] = { ordered: one.ordered, number, width: mark.length };
            result += `${previous?.level ? "\n" : previous ? "\n\n" : ""}${indent}${mark}${one.text.replace(/\n/g, `\n${indent}${" ".repeat(mark.length)}`)}`;
        } else if (one.level) {
            const indent = " ".repeat(stack.slice(0, one.level).reduce((sum, s) => sum + (s?.width ?? 0), 0));
            result += `\n\n${indent}${one.text.replace(/\n/g, `\n${indent}`)}`;
        } else {
            stack = [];
            result += `${previous ? "\n\n" : ""}${one.text}`;
        }
        previous = one;
    }
    return result;
};

// The words of a paragraph with their bold, italic and links.

/** Markdown of some nodes in one paragraph. */
export const inline = (nodes, { isHeading = false } = {}) => {
    const runs = [];
    for (const node of nodes) {
        gather(node, { bold: false, italic: false, href: null }, runs);
    }
    return write(tidy(runs), isHeading);
};

const gather = (node, marks, runs) => {
    if (node.nodeType === Node.TEXT_NODE) {
        runs.push({ ...marks, text: clean(node.data) });
        return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) {
        return;
    }
    if (node.tagName === "BR") {
        runs.push({ ...marks, text: "\n" });
        return;
    }
    const inner = { ...marks, ...look(node, marks) };
    for (const child of node.childNodes) {
        gather(child, inner, runs);
    }
};

/** What an element makes of its text. A <b> that says "normal" is none: Google Docs wraps everything in one. */
const look = (element, marks) => {
    const style = element.getAttribute("style") ?? "";
    const weight = /(?:^|[;\s])font-weight\s*:\s*(\w+)/i.exec(style)?.[1];
    const slant = /(?:^|[;\s])font-style\s*:\s*(\w+)/i.exec(style)?.[1];
    const tag = element.tagName;
    return {
        bold: weight ? /bold/i.test(weight) || Number(weight) >= 600 : marks.bold || tag === "B" || tag === "STRONG",
        italic: slant ? /italic|oblique/i.test(slant) : marks.italic || tag === "I" || tag === "EM" || tag === "CITE",
        href: tag === "A" ? address(element.getAttribute("href")) : marks.href,
    };
};

/** Only addresses that the site lets through; Google's detour is taken off. */
const address = href => {
    let url;
    try {
        url = new URL(href);
        if (/(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url" && url.searchParams.get("q")) {
            url = new URL(url.searchParams.get("q"));
        }
    } catch {
        return null;
    }
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href.replace(/[()\s<>]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`) : null;
};

// Invisible characters would only be refused at saving; the lines of Word's source are no line breaks.
const clean = text => text
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "")
    .replace(/[\s\u00a0]+/g, " ");

/** Neighbours that look alike become one; spaces at line ends and doubled ones go. */
const tidy = runs => {
    const tidied = [];
    for (const run of runs.filter(r => r.text)) {
        const last = tidied.at(-1);
        // A space between two bold words is bold itself, whatever the source says.
        if (last && run.text === " " && last.text !== "\n") {
            last.text += " ";
        } else if (last && last.bold === run.bold && last.italic === run.italic && last.href === run.href) {
            last.text += run.text;
        } else {
            tidied.push({ ...run });
        }
    }
    return tidied;
};

const write = (runs, isHeading) => {
    let text = "";
    runs.forEach((run, i) => {
        const [, before, words, after] = /^(\s*)([^]*?)(\s*)$/.exec(run.text);
        if (!words) {
            text += run.text;
            return;
        }
        const mark = isHeading ? "" : `${run.bold ? "**" : ""}${run.italic ? "*" : ""}`;
        const [head, core, tail] = mark && !run.href ? peel(words, before ? " " : text.at(-1), after ? " " : runs[i + 1]?.text[0]) : ["", words, ""];
        const marked = core ? `${mark}${escape(core)}${[...mark].reverse().join("")}` : "";
        text += `${before}${escape(head)}${run.href ? `[${marked}](${run.href})` : marked}${escape(tail)}${after}`;
    });
    const lines = text.replace(/ {2,}/g, " ").replace(/ *\n */g, "\n").trim().split(/\n+/);
    return lines.map(escapeStart).join(isHeading ? " " : "\\\n");
};

/**
 * Marks between punctuation and a letter would stand there as asterisks: of **«Алаш»**тың the » is left outside.
 */
const peel = (words, previous, next) => {
    const isWord = letter => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
    const head = isWord(previous) ? /^[\p{P}\p{S}]*/u.exec(words)[0] : "";
    const rest = words.slice(head.length);
    const tail = isWord(next) ? /[\p{P}\p{S}]*$/u.exec(rest)[0] : "";
    return [head, rest.slice(0, rest.length - tail.length), tail];
};

/** Only what would otherwise be Markdown; the rest stays readable. */
const escape = text => text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
    .replace(/`/g, "\\`")
    .replace(/\*(?=\S)/g, "\\*")
    .replace(/(^|[\s\p{P}])_(?=\S)/gu, "$1\\_")
    .replace(/\[(?=\[|[^\]]*\](\(|:))/g, "\\[");

const escapeStart = line => line.replace(/^(#{1,6}(?= )|>|[-+](?= )|=+$|-+$)/, "\\$1").replace(/^(\d{1,9})([.)])(?= )/, "$1\\$2");
